import type { PaymentView } from '../../../../messages/index.ts';
import type { Ui } from '../../../shared/ui.ts';
import type { Choice } from './Choices.tsx';

/**
 * The safe ways on, the best first: asking what became of the money, the same proof again, having ecash back. Where it
 * is known that the money has left, there is nothing to ask.
 */
export function waysOf(payment: PaymentView, { t, run }: Ui): readonly Choice[] {
  const { id: paymentId, maySend, mayTakeBack, mayCheck, rail, paid } = payment;
  const check: Choice = {
    act: 'check',
    label: t(rail === undefined || rail === 'eip3009' ? 'check_now' : 'look_again'),
    onClick: () => void run('payment.check', { paymentId }),
  };
  const send: Choice = {
    act: 'send',
    label: t('send_same'),
    onClick: () => void run('payment.send', { paymentId }),
  };
  const back: Choice = {
    act: 'take-back',
    label: t('take_back'),
    onClick: () => void run('payment.takeBack', { paymentId }),
  };
  return [
    ...(mayCheck && !paid ? [check] : []),
    ...(maySend ? [send] : []),
    ...(mayTakeBack ? [back] : []),
  ];
}
