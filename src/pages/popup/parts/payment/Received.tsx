import { useRef } from 'preact/hooks';
import type { MoneyView, PopupState } from '../../../../messages/index.ts';
import { TestMoney } from '../../../shared/display/TestMoney.tsx';
import { moneyText } from '../../../shared/format/money.ts';
import { useUi } from '../../../shared/ui.ts';

type Arrived = { readonly money: MoneyView; readonly testnet: boolean };

/** What has come in since the popup said that there is too little. It stays there to be heard, empty or not. */
export function Received({ state }: { state: PopupState }) {
  const ui = useUi();
  const arrived = useArrived(state);
  return (
    <div class="arrived" role="status">
      {arrived && (
        <p class="alert info">
          {ui.t('received', moneyText(arrived.money, ui))} <TestMoney of={arrived} />
        </p>
      )}
    </div>
  );
}

/** More of what some offer is paid with than when it was first known to be too little. */
function useArrived(state: PopupState): Arrived | undefined {
  // By the offer's quote, base units.
  const before = useRef(new Map<string, bigint>()).current;
  const offers = 'request' in state ? state.request.offers : [];
  for (const { quoteId, balance } of state.kind === 'not-enough' ? offers : []) {
    if (balance !== undefined && !before.has(quoteId)) before.set(quoteId, BigInt(balance));
  }
  for (const { quoteId, balance, money, network } of offers) {
    const more = BigInt(balance ?? 0) - (before.get(quoteId) ?? BigInt(balance ?? 0));
    if (money !== undefined && more > 0n) {
      return {
        money: { ...money, amount: more.toString() },
        testnet: network?.testnet === true,
      };
    }
  }
  return undefined;
}
