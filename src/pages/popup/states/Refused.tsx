import type { PaymentView, RequestView } from '../../../messages/index.ts';
import { Alert } from '../../shared/Alert.tsx';
import { timeText } from '../../shared/time.ts';
import { useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../act.ts';
import { Amount } from '../parts/Amount.tsx';
import { Button, Buttons } from '../parts/Buttons.tsx';
import { EndingText, endingTitle } from '../parts/EndingText.tsx';
import { Heading } from '../parts/Heading.tsx';
import { Money, mayStillBeTaken } from '../parts/Money.tsx';
import { PaymentRows } from '../parts/PaymentRows.tsx';

/** The door stayed shut: why, whether money moved, and what to do. */
export function Refused(props: {
  payment: PaymentView;
  next: RequestView | undefined;
  act: PopupAct;
}) {
  const { t, run, now } = useUi();
  const { payment, next } = props;
  const goOn = async (seenId: string) => {
    const done = await run('payment.seen', { paymentId: payment.id });
    if (done !== undefined) props.act.show(seenId);
  };
  // While the old proof lives, a new consent could pay twice: the way on is the same proof, or waiting.
  const free = !mayStillBeTaken(payment, now);
  return (
    <>
      <Heading>{t(endingTitle(payment))}</Heading>
      <EndingText payment={payment} />
      <Money payment={payment} />
      <Amount money={payment.money} network={payment.network} />
      <PaymentRows payment={payment} />
      {payment.maySend && <p class="muted">{t('send_same_text')}</p>}
      <Buttons>
        <Ways payment={payment} />
        {free && next !== undefined ? (
          <Button act="next" primary onClick={() => void goOn(next.seenId)}>
            {t('see_new_price')}
          </Button>
        ) : (
          <Leave payment={payment} act={props.act} label={free ? 'done' : 'later'} />
        )}
      </Buttons>
    </>
  );
}

/** Nobody told us how it ended. */
export function Unknown({ payment, act }: { payment: PaymentView; act: PopupAct }) {
  const { t, now, locale } = useUi();
  const { liveUntil } = payment;
  return (
    <>
      <Heading>{t('unknown_title')}</Heading>
      <Alert kind="danger">
        <strong>{t('unknown_text')}</strong>{' '}
        {liveUntil !== undefined &&
          liveUntil > now &&
          t('unknown_until', timeText(liveUntil, now, locale))}
      </Alert>
      <EndingText payment={payment} />
      <p>{t('money_counts')}</p>
      <Amount money={payment.money} network={payment.network} />
      <PaymentRows payment={payment} />
      {payment.maySend && <p class="muted">{t('send_same_text')}</p>}
      <Buttons>
        <Ways payment={payment} />
        <Leave payment={payment} act={act} label="later" />
      </Buttons>
    </>
  );
}

/** The outcome has been read: this tab need not show it any more. */
function Leave(props: { payment: PaymentView; act: PopupAct; label: 'done' | 'later' }) {
  const { t, run } = useUi();
  const leave = async () => {
    const seen = await run('payment.seen', { paymentId: props.payment.id });
    if (seen !== undefined) props.act.close();
  };
  return (
    <Button act="done" onClick={() => void leave()}>
      {t(props.label)}
    </Button>
  );
}

/** The two safe ways on: the same proof again, and asking the chain. */
function Ways({ payment }: { payment: PaymentView }) {
  const { t, run } = useUi();
  const paymentId = payment.id;
  return (
    <>
      {payment.maySend && (
        <Button act="send" onClick={() => void run('payment.send', { paymentId })}>
          {t('send_same')}
        </Button>
      )}
      {payment.mayCheck && (
        <Button act="check" primary onClick={() => void run('payment.check', { paymentId })}>
          {t('check_now')}
        </Button>
      )}
    </>
  );
}
