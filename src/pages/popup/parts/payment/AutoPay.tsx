import type { PaymentView } from '../../../../messages/index.ts';
import { Collapsible } from '../../../shared/display/Collapsible.tsx';
import { dayText } from '../../../shared/format/time.ts';
import { lazy } from '../../../shared/lazy.tsx';
import { useUi } from '../../../shared/ui.ts';

/** Whether the site may be paid without asking from now on: the way to allow it, or to stop it. */
export function AutoPay({ payment }: { payment: PaymentView }) {
  const { t, run, locale, busy } = useUi();
  const { mayGrant, autoPay, autoPayUntil, site } = payment;
  if (autoPay && autoPayUntil !== undefined) {
    return (
      <p class="allowed">
        {t('auto_pay_until', dayText(autoPayUntil, locale))}{' '}
        <button
          type="button"
          class="link"
          data-act="auto-pay-revoke"
          disabled={busy !== undefined}
          onClick={() => void run('auto-pay.revoke', { origin: site.origin })}
        >
          {t('stop')}
        </button>
      </p>
    );
  }
  return mayGrant === undefined ? null : <Offer payment={payment} {...mayGrant} />;
}

/** The form comes when it is asked for: most receipts are closed without it. */
const AutoPayForm = lazy(async () => (await import('./AutoPayForm.tsx')).AutoPayForm);

function Offer(props: { payment: PaymentView; usd: string; testnet: boolean }) {
  const { t } = useUi();
  return (
    <Collapsible act="auto-pay-open" summary={t('auto_pay_open')}>
      {() => <AutoPayForm {...props} />}
    </Collapsible>
  );
}
