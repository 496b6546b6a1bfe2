import { useEffect, useState } from 'preact/hooks';
import type { PaymentView } from '../../../messages/index.ts';
import { dayText } from '../../shared/time.ts';
import { useUi } from '../../shared/ui.ts';

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

type Form = typeof import('./AllowForm.tsx').AllowForm;

/** The form comes when it is asked for: most receipts are closed without it. */
function Offer(props: { payment: PaymentView; usd: string; testnet: boolean }) {
  const { t } = useUi();
  const [open, setOpen] = useState(false);
  const [Form, setForm] = useState<Form>();
  useEffect(() => {
    let current = true;
    if (open) {
      void import('./AllowForm.tsx').then(({ AllowForm }) => {
        if (current) setForm(() => AllowForm);
      });
    }
    return () => {
      current = false;
    };
  }, [open]);
  return (
    <details class="details" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary data-act="allow-open">{t('allow_open')}</summary>
      {Form === undefined ? <p data-loading={open ? '' : undefined} /> : <Form {...props} />}
    </details>
  );
}
