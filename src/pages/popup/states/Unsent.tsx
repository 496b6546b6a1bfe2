import type { PaymentView } from '../../../messages/index.ts';
import { timeText } from '../../shared/format/time.ts';
import { Alert } from '../../shared/notices/Alert.tsx';
import { type MessageKey, useUi } from '../../shared/ui.ts';
import { Button, Buttons, LinkButton } from '../parts/request/Buttons.tsx';
import { CopyHeaders } from '../parts/request/CopyHeaders.tsx';
import { Heading } from '../parts/request/Heading.tsx';
import { Amount } from '../parts/rows/Amount.tsx';
import { PaymentRows } from '../parts/rows/PaymentRows.tsx';

/** The proof exists, and it is for the user to send it: to the tab again, or by hand with its headers. */
export function Unsent({ payment }: { payment: PaymentView }) {
  const { t, run, now, locale } = useUi();
  const { id, liveUntil, copyOnly, maySend } = payment;
  const left = wasCopied(payment);
  return (
    <>
      <Heading>{t(titleOf(payment))}</Heading>
      <Amount money={payment.money} network={payment.network} />
      <p>{t(textOf(payment, left), payment.method)}</p>
      <PaymentRows payment={payment} />
      {(copyOnly || left) && <p class="muted">{t('unsent_copy_how')}</p>}
      {liveUntil !== undefined && (
        <Alert kind="warning">{t('unsent_secret', timeText(liveUntil, now, locale))}</Alert>
      )}
      {liveUntil === undefined && payment.paid && (
        <Alert kind="warning">{t('unsent_secret_paid')}</Alert>
      )}
      <Buttons
        more={
          left &&
          payment.mayCheck && (
            <LinkButton act="check" onClick={() => void run('payment.check', { paymentId: id })}>
              {t('check_now')}
            </LinkButton>
          )
        }
      >
        <CopyHeaders paymentId={id} />
        {maySend && !copyOnly && (
          <Button act="send" primary onClick={() => void run('payment.send', { paymentId: id })}>
            {t('send_now')}
          </Button>
        )}
      </Buttons>
    </>
  );
}

/** Its headers were copied: the site may have it. What was kept back has an ending. */
function wasCopied({ state, ending }: PaymentView): boolean {
  return state === 'sent' && ending === undefined;
}

/** The background says so only of a proof that was watched all the way and did not go. */
function wasKept({ ending }: PaymentView): boolean {
  return ending?.kind === 'not-attached';
}

/** No request was left to carry it. */
function hadNoRequest({ ending }: PaymentView): boolean {
  return ending?.kind === 'not-attached' && ending.noRequest === true;
}

/** Where the money has left before the proof, it is the proof alone that was not sent. */
function titleOf(payment: PaymentView): MessageKey {
  const { copyOnly, paid } = payment;
  if (copyOnly) return paid ? 'unsent_copy_paid_title' : 'unsent_copy_title';
  if (wasCopied(payment)) return 'unsent_copied_title';
  if (hadNoRequest(payment)) return 'unsent_fetch_title';
  if (paid) return 'unsent_paid_title';
  return wasKept(payment) ? 'ending_not_attached' : 'unsent_title';
}

function textOf(payment: PaymentView, left: boolean): MessageKey {
  const { copyOnly, paid } = payment;
  if (copyOnly && paid) return 'unsent_copy_paid_text';
  if (copyOnly) return left ? 'unsent_copy_left_text' : 'unsent_copy_text';
  if (left) return 'unsent_copied_text';
  if (hadNoRequest(payment)) return paid ? 'unsent_fetch_paid_text' : 'unsent_fetch_text';
  if (!wasKept(payment)) return paid ? 'unsent_paid_text' : 'unsent_text';
  return paid ? 'unsent_kept_text' : 'ending_not_attached_text';
}
