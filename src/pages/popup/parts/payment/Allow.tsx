import type { PaymentView } from '../../../../messages/index.ts';
import { Collapsible } from '../../../shared/display/Collapsible.tsx';
import { dayText } from '../../../shared/format/time.ts';
import { lazy } from '../../../shared/lazy.tsx';
import { useUi } from '../../../shared/ui.ts';

/** Whether the site may be paid without asking from now on: the way to allow it, or to stop it. */
export function Allow({ payment }: { payment: PaymentView }) {
  const { t, run, locale, busy } = useUi();
  const { mayAllow, allowed, allowedUntil, site } = payment;
  if (allowed && allowedUntil !== undefined) {
    return (
      <p class="allowed">
        {t('allowed_until', dayText(allowedUntil, locale))}{' '}
        <button
          type="button"
          class="link"
          data-act="disallow"
          disabled={busy !== undefined}
          onClick={() => void run('disallow', { origin: site.origin })}
        >
          {t('stop')}
        </button>
      </p>
    );
  }
  return mayAllow === undefined ? null : <Offer payment={payment} {...mayAllow} />;
}

/** The form comes when it is asked for: most receipts are closed without it. */
const AllowForm = lazy(async () => (await import('./AllowForm.tsx')).AllowForm);

function Offer(props: { payment: PaymentView; usd: string; testnet: boolean }) {
  const { t } = useUi();
  return (
    <Collapsible act="allow-open" summary={t('allow_open')}>
      {() => <AllowForm {...props} />}
    </Collapsible>
  );
}
