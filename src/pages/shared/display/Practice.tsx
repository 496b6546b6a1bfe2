import type { PopupState } from '../../../messages/index.ts';
import { Alert } from '../notices/Alert.tsx';
import { useUi } from '../ui.ts';

/** Says above every state of the popup that it is practice; nothing where money is meant. */
export function PracticeNote({ state }: { state: PopupState }) {
  const { t } = useUi();
  const text = noteOf(state);
  return text === undefined ? null : (
    <Alert kind="warning">
      <p data-practice="">{t(text)}</p>
    </Alert>
  );
}

function noteOf(state: PopupState): 'practice_will' | 'practice_moved' | undefined {
  if ('payment' in state) {
    return state.payment.payer.practice === true ? 'practice_moved' : undefined;
  }
  const offers = 'request' in state ? state.request.offers : [];
  return offers.some(({ wallet }) => wallet?.practice === true) ? 'practice_will' : undefined;
}

/** The same beside one payment of a list. */
export function PracticeChip({ of }: { of: { readonly practice?: true } | undefined }) {
  const { t } = useUi();
  return of?.practice === true ? <span class="chip">{t('practice_chip')}</span> : null;
}
