import type { PaymentView } from '../../../messages/index.ts';
import { timeText } from '../../shared/format/time.ts';
import { type MessageKey, useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../actions.ts';
import { Download } from '../parts/payment/Download.tsx';
import { Button, Buttons, LinkButton } from '../parts/request/Buttons.tsx';
import { CopyHeaders } from '../parts/request/CopyHeaders.tsx';
import { Heading } from '../parts/request/Heading.tsx';
import { Amount } from '../parts/rows/Amount.tsx';
import { Countdown } from '../parts/rows/Countdown.tsx';
import { PaymentRows } from '../parts/rows/PaymentRows.tsx';

/** What the page asks for when it is loaded, or when the user presses something there. */
const BY_PRESS: ReadonlySet<PaymentView['what']> = new Set([
  'page',
  'fetch',
  'report',
  'socket',
  'other',
]);

function textOf({ noElement }: PaymentView, byPress: boolean): MessageKey {
  if (byPress) return 'armed_text';
  return noElement === true ? 'armed_text_gone' : 'armed_text_load';
}

/** The proof waits for the page to make its request again: what the user has to do there, and for how long it waits. */
export function Armed({ payment, act }: { payment: PaymentView; act: PopupAct }) {
  const { t, run, now, locale } = useUi();
  const { id, armedUntil, paid, what } = payment;
  const byPress = BY_PRESS.has(what) || payment.method !== 'GET';
  // What a form was sent to takes the place of the page that sent it.
  const isForm = what === 'page' && payment.method !== 'GET';
  const title = byPress ? 'armed_title' : 'armed_title_load';
  return (
    <>
      <Heading>{t(paid ? title : `${title}_unpaid`)}</Heading>
      <Amount money={payment.money} network={payment.network} />
      <p role="status">{t(textOf(payment, byPress))}</p>
      {armedUntil !== undefined && (
        <p class="muted" data-part="armed-until">
          {t('armed_until', timeText(armedUntil, now, locale))} (<Countdown until={armedUntil} />)
        </p>
      )}
      <PaymentRows payment={payment} />
      {payment.method === 'GET' && <p class="muted">{t('armed_reload_text')}</p>}
      {isForm && <p class="muted">{t('armed_send_form_text')}</p>}
      <Buttons
        more={
          <>
            <CopyHeaders paymentId={id} />
            <LinkButton
              act="take-down"
              onClick={() => void run('payment.takeDown', { paymentId: id })}
            >
              {t('armed_stop')}
            </LinkButton>
          </>
        }
      >
        {(payment.method === 'GET' || isForm) && (
          <Button act="reload" onClick={() => void run('payment.reload', { paymentId: id })}>
            {t(isForm ? 'armed_send_form' : 'armed_reload')}
          </Button>
        )}
        {payment.mayDownload && <Download payment={payment} act={act} />}
      </Buttons>
    </>
  );
}
