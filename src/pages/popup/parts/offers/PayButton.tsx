import { useState } from 'preact/hooks';
import { useFieldId } from '../../../shared/fields/field-id.ts';
import { moneyText } from '../../../shared/format/money.ts';
import { useUi } from '../../../shared/ui.ts';
import type { Guard } from '../press/click-guard.ts';
import type { PricedOffer } from './offers.ts';

/**
 * Spends: from the user's own wallet, or from the one that the page brings. Until the guard is ready the button
 * fills up and says that it cannot be pressed yet. `held`: something else has to be done first.
 */
export function PayButton(props: {
  offer: PricedOffer;
  guard: Guard;
  held: boolean;
  from: 'own' | 'page';
  primary: boolean;
  /** What is paid for is saved as a file. */
  download?: boolean;
}) {
  const ui = useUi();
  const { busy, t } = ui;
  const { offer, guard, held, primary } = props;
  const { quoteId, hash, money, pageWallet, wallet: own } = offer;
  const [pressed, setPressed] = useState(false);
  const page = props.from === 'page' && pageWallet !== undefined;
  const practice = !page && own?.practice === true;
  // What practises is named: where it has been switched off meanwhile, no other wallet pays in its place.
  const payer = page ? pageWallet : practice ? own : undefined;
  const pay = async (event: MouseEvent) => {
    if (held || !guard.check(event)) return;
    setPressed(true);
    await ui.run('pay', {
      quoteId,
      hash,
      ...(payer === undefined ? {} : { wallet: payer.id }),
      ...(props.download === true ? { download: true } : {}),
    });
    setPressed(false);
  };
  const wait = useFieldId();
  const arming = !guard.ready && !held && busy === undefined;
  const working = busy === 'pay' && (pressed || primary);
  const name = page ? pageWallet.name : undefined;
  const amount = moneyText(money, ui);
  // A wallet is called as it calls itself; one without a name is the page's.
  const byName = name === undefined ? t('pay_page_wallet') : t('pay_with', name);
  const withAmount =
    name === undefined ? t('pay_page_amount', amount) : t('pay_with_amount', amount, name);
  const ownText = t(practice ? 'pay_practice' : 'pay', amount);
  const text = page ? (primary ? withAmount : byName) : ownText;
  return (
    <>
      <button
        type="button"
        class={`${primary ? 'primary' : 'link'} pay${arming ? ' arming' : ''}`}
        data-act={page ? 'pay-page' : 'pay'}
        data-ready={guard.ready ? '' : undefined}
        disabled={busy !== undefined || held}
        aria-disabled={arming ? 'true' : undefined}
        aria-describedby={arming ? wait : undefined}
        onClick={(event) => void pay(event)}
      >
        {arming && primary && <span key={guard.round} class={guard.slow ? 'fill slow' : 'fill'} />}
        <span class="pay-text">
          {page && pageWallet.icon !== undefined && (
            <img class="wallet-icon" src={pageWallet.icon} alt="" width="16" height="16" />
          )}
          {working ? t('working') : text}
        </span>
      </button>
      {arming && (
        <span id={wait} hidden>
          {t('pay_wait')}
        </span>
      )}
    </>
  );
}
