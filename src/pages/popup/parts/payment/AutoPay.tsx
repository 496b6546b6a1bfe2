import type { PaymentView } from '../../../../messages/index.ts';
import { Collapsible } from '../../../shared/display/Collapsible.tsx';
import { dayText } from '../../../shared/format/time.ts';
import { lazy } from '../../../shared/lazy.tsx';
import { useUi } from '../../../shared/ui.ts';

/** Whether the site may be paid without asking from now on: the way to allow it, or to stop it. */
export function AutoPay({ payment }: { payment: PaymentView }) {
  const { t, run, locale, busy } = useUi();
  const { mayGrant, autoPay, autoPayUntil, grantKey } = payment;
  if (autoPay && autoPayUntil !== undefined && grantKey !== undefined) {
    const until = dayText(autoPayUntil, locale);
    const caller = mayGrant?.caller;
    return (
      <p class="allowed">
        {caller === undefined
          ? t('auto_pay_until', until)
          : t('auto_pay_until_calls', until, caller)}{' '}
        <button
          type="button"
          class="link"
          data-act="auto-pay-revoke"
          disabled={busy !== undefined}
          onClick={() => void run('auto-pay.revoke', { origin: grantKey })}
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

function Offer(props: { payment: PaymentView } & NonNullable<PaymentView['mayGrant']>) {
  const { t } = useUi();
  const { caller } = props;
  const summary = caller === undefined ? t('auto_pay_open') : t('auto_pay_open_calls', caller);
  return (
    <Collapsible act="auto-pay-open" summary={summary}>
      {() => <AutoPayForm {...props} />}
    </Collapsible>
  );
}
