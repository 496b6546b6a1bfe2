import type { PaymentView, RequestView } from '../../../messages/index.ts';
import { useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../act.ts';
import { Amount } from '../parts/Amount.tsx';
import { Button, Buttons } from '../parts/Buttons.tsx';
import { EndingText, endingTitle } from '../parts/EndingText.tsx';
import { Heading } from '../parts/Heading.tsx';
import { Money, mayStillBeTaken } from '../parts/Money.tsx';
import { isPaidShut, PaidShut } from '../parts/PaidShut.tsx';
import { PaymentRows } from '../parts/PaymentRows.tsx';
import { Leave, Ways } from '../parts/Ways.tsx';

/** The door stayed shut: why, whether money moved, and what to do. */
export function Refused(props: {
  payment: PaymentView;
  next: RequestView | undefined;
  act: PopupAct;
}) {
  const { t, run, now } = useUi();
  const { payment, next, act } = props;
  if (isPaidShut(payment)) return <PaidShut payment={payment} act={act} />;
  const goOn = async (seenId: string) => {
    const done = await run('payment.seen', { paymentId: payment.id });
    if (done !== undefined) act.show(seenId);
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
          <Leave payment={payment} act={act} label={free ? 'done' : 'later'} />
        )}
      </Buttons>
    </>
  );
}
