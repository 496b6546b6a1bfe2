import type { PaymentView } from '../../../messages/index.ts';
import { walletText } from '../../shared/format/wallets.ts';
import { type MessageKey, useUi } from '../../shared/ui.ts';
import { Buttons } from '../parts/request/Buttons.tsx';
import { Heading } from '../parts/request/Heading.tsx';
import { Amount } from '../parts/rows/Amount.tsx';
import { PaymentRows } from '../parts/rows/PaymentRows.tsx';

/** Signing, sending, opening: nothing to press. */
export function UnderWay(props: { kind: 'paying' | 'opening'; payment: PaymentView }) {
  const { t } = useUi();
  const { kind, payment } = props;
  const opening = kind === 'opening';
  const under = openingOf(payment);
  const step = opening ? (`${under}_text` as const) : stepOf(payment);
  return (
    <>
      <Heading>{t(opening ? `${under}_title` : 'paying_title')}</Heading>
      <Amount money={payment.money} network={payment.network} />
      <p class="status" role="status">
        <span class="spinner" aria-hidden="true" />
        {t(step)}
      </p>
      <PaymentRows payment={payment} />
      <Buttons />
    </>
  );
}

/** A call of the page gets its answer where it was asked for; a page is loaded; a file is saved. */
function openingOf({
  what,
  method,
  download,
}: PaymentView): 'opening' | 'opening_answer' | 'downloading' {
  if (download === true) return 'downloading';
  return what === 'page' && method === 'GET' ? 'opening' : 'opening_answer';
}

/** What is being done until the proof is there, then that it is sent. */
function stepOf({ state, payer }: PaymentView): MessageKey {
  return state === 'approved' || state === 'paying'
    ? walletText(payer.texts.paying)
    : 'paying_send';
}
