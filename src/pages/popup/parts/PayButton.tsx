import { useState } from 'preact/hooks';
import { moneyText } from '../../shared/money.ts';
import { useUi } from '../../shared/ui.ts';
import type { useGuard } from './guard.ts';
import type { PricedOffer } from './offers.ts';

/** Spends: from the person's own wallet, or from the one that the page brings. `held`: not to be pressed yet. */
export function PayButton(props: {
  offer: PricedOffer;
  guard: ReturnType<typeof useGuard>;
  held: boolean;
  from: 'own' | 'page';
  primary: boolean;
}) {
  const ui = useUi();
  const { busy, t } = ui;
  const { offer, guard, held, primary } = props;
  const { quoteId, hash, money } = offer;
  const [pressed, setPressed] = useState(false);
  const page = props.from === 'page';
  const pay = async (event: MouseEvent) => {
    if (held || !guard.check(event)) return;
    setPressed(true);
    await ui.run('pay', { quoteId, hash, ...(page ? { wallet: 'webln' as const } : {}) });
    setPressed(false);
  };
  const working = busy === 'pay' && (pressed || primary);
  const text = page ? t('pay_page_wallet') : t('pay', moneyText(money, ui));
  return (
    <button
      type="button"
      class={primary ? 'primary' : 'secondary'}
      data-act={page ? 'pay-page' : 'pay'}
      data-ready={guard.ready ? '' : undefined}
      disabled={busy !== undefined || held}
      onClick={(event) => void pay(event)}
    >
      {working ? t('working') : page && primary ? t('pay_page_amount', moneyText(money, ui)) : text}
    </button>
  );
}
