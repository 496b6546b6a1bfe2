import type { PaymentView, RequestView } from '../../../messages/index.ts';
import { useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../actions.ts';
import { type Choice, Choices, useLeave } from '../parts/payment/Choices.tsx';
import { EndingText, endingTitle, saysUnpaid } from '../parts/payment/EndingText.tsx';
import { isPaidNotOpened, PaidNotOpened } from '../parts/payment/PaidNotOpened.tsx';
import { remedyOf } from '../parts/payment/remedy.ts';
import { waysOf } from '../parts/payment/ways.ts';
import { Heading } from '../parts/request/Heading.tsx';
import { Amount } from '../parts/rows/Amount.tsx';
import { Money, mayStillBeTaken } from '../parts/rows/Money.tsx';
import { PaymentRows } from '../parts/rows/PaymentRows.tsx';

type Props = {
  payment: PaymentView;
  next?: RequestView;
  tabId: number;
  act: PopupAct;
};

/** The page did not open: why, whether money moved, and what helps. */
export function Refused(props: Props) {
  return isPaidNotOpened(props.payment) ? <PaidNotOpened {...props} /> : <Unpaid {...props} />;
}

function Unpaid(props: Props) {
  const { t, now } = useUi();
  const { payment, act } = props;
  // While the old proof lives, a new consent could pay twice: the way on is the same proof, or waiting.
  const free = !mayStillBeTaken(payment, now);
  const leave = useLeave(payment.id, free ? 'done' : 'later', act.close);
  const choices = useChoices(props, free);
  return (
    <>
      <Heading>{t(endingTitle(payment))}</Heading>
      <EndingText payment={payment} />
      <Money payment={payment} said={saysUnpaid(payment)} />
      <Amount money={payment.money} network={payment.network} />
      <PaymentRows payment={payment} />
      {payment.maySend && <p class="muted">{t('send_same_text')}</p>}
      <Choices leave={leave} choices={choices} />
    </>
  );
}

/** What mends the cause, what can be done with this payment, and a new price, where one may be asked for. */
function useChoices({ payment, next, tabId, act }: Props, free: boolean): readonly Choice[] {
  const ui = useUi();
  const { t, run } = ui;
  const read = () => run('payment.seen', { paymentId: payment.id });
  const goOn = async (seenId: string) => {
    if ((await read()) !== undefined) act.show(seenId);
  };
  const reload = async () => {
    if ((await read()) !== undefined) await run('reload', { tabId });
  };
  const remedy = remedyOf(payment);
  const atRequest = free && remedy?.atRequest === true ? next : undefined;
  const mends: Choice[] =
    remedy === undefined
      ? []
      : [
          {
            act: remedy.act,
            label: t(remedy.label),
            onClick: () =>
              atRequest === undefined
                ? act.openSettings(remedy.section)
                : void goOn(atRequest.seenId),
          },
        ];
  const ways = waysOf(payment, ui);
  if (!free || atRequest !== undefined) return [...mends, ...ways];
  if (next !== undefined) {
    const show = { act: 'next', label: t('see_new_price'), onClick: () => void goOn(next.seenId) };
    return [...mends, ...ways, show];
  }
  const mayReload = payment.what === 'page' && !payment.copyOnly;
  const anew = { act: 'reload', label: t('new_price'), onClick: () => void reload() };
  return [...mends, ...ways, ...(mayReload ? [anew] : [])];
}
