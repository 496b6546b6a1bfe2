import type { WhyAsked as Why } from '../../../../messages/index.ts';
import { dollarText } from '../../../shared/format/dollars.ts';
import { dayText } from '../../../shared/format/time.ts';
import { type Ui, useUi } from '../../../shared/ui.ts';

/** One line: why a site that is paid without asking is asked for this time. */
export function WhyAsked({ why }: { why: Why }) {
  const ui = useUi();
  return (
    <p class="muted" data-why={why.reason}>
      {text(why, ui)}
    </p>
  );
}

function text(why: Why, { t, locale }: Ui): string {
  switch (why.reason) {
    case 'ended':
      return t('asked_ended', dayText(why.until, locale));
    case 'money-kind':
      return t(why.testnet ? 'asked_only_test' : 'asked_only_real');
    case 'per-payment':
      return t('asked_per_payment', dollarText(why.usd, locale));
    case 'per-day':
      return t('asked_per_day', dollarText(why.usd, locale));
    case 'refused':
      return t('asked_trouble');
    case 'payee':
      return t('asked_payee');
    case 'reload':
      return t('asked_reload');
    case 'again':
      return t('asked_again');
    case 'per-minute':
      return t('asked_per_minute');
    case 'asset':
      return t('asked_asset');
    case 'begun-elsewhere':
      return t('asked_elsewhere');
  }
}
