import type { PaymentView } from '../../../messages/index.ts';
import { type MessageKey, useUi } from '../../shared/ui.ts';
import { walletText } from '../../shared/wallets.ts';
import { Amount } from '../parts/Amount.tsx';
import { Buttons } from '../parts/Buttons.tsx';
import { Heading } from '../parts/Heading.tsx';
import { PaymentRows } from '../parts/PaymentRows.tsx';

/** Signing, sending, opening: nothing to press. */
export function UnderWay(props: { kind: 'paying' | 'opening'; payment: PaymentView }) {
  const { t } = useUi();
  const { kind, payment } = props;
  const opening = kind === 'opening';
  const step = opening ? openingOf(payment) : stepOf(payment);
  return (
    <>
      <Heading>{t(titleOf(opening, payment))}</Heading>
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

function titleOf(opening: boolean, { download }: PaymentView): MessageKey {
  if (!opening) return 'paying_title';
  return download === true ? 'downloading_title' : 'opening_title';
}

/** A call of the page gets its answer where it was asked for; a page is loaded; a file is saved. */
function openingOf({ what, method, download }: PaymentView): MessageKey {
  if (download === true) return 'downloading_text';
  return what === 'page' && method === 'GET' ? 'opening_text' : 'opening_answer';
}

/** What is being done until the proof is there, then that it is sent. */
function stepOf({ state, payer }: PaymentView): MessageKey {
  return state === 'approved' || state === 'paying'
    ? walletText(payer.texts.paying)
    : 'paying_send';
}
