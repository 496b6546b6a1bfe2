import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { OtherRequest } from '../../../../messages/index.ts';
import { TestMoney } from '../../../shared/display/TestMoney.tsx';
import { moneyText } from '../../../shared/format/money.ts';
import { useUi } from '../../../shared/ui.ts';
import type { PopupAct } from '../../actions.ts';

type OthersOf = { readonly others: readonly OtherRequest[]; readonly act: PopupAct };

/** They are the last thing above the foot of every view, whichever it is. */
const Context = createContext<OthersOf | undefined>(undefined);

export const OthersProvider = Context.Provider;

/** How many 402s of this tab wait, when it is not this one alone. */
export function Count() {
  const { t } = useUi();
  const waiting = useContext(Context)?.others.length ?? 0;
  if (waiting === 0) return null;
  return <span class="count">{t('more_below', waiting.toString())}</span>;
}

/** Other 402s of the same tab. */
export function Others() {
  const ui = useUi();
  const shown = useContext(Context);
  if (shown === undefined || shown.others.length === 0) return null;
  const { others, act } = shown;
  return (
    <section class="others">
      <h2>{ui.t('others')}</h2>
      <ul>
        {others.map((other) => (
          <li key={other.seenId}>
            <button
              type="button"
              data-act="show"
              disabled={ui.busy !== undefined}
              onClick={() => act.show(other.seenId)}
            >
              <span class="other-where">
                <bdi class="other-host">{other.host}</bdi>
                <bdi class="muted other-path">{other.path}</bdi>
                {other.waits === true && <span class="muted">{ui.t('other_waits')}</span>}
              </span>
              {other.money !== undefined && (
                <span class="other-price">
                  <bdi>{moneyText(other.money, ui)}</bdi> <TestMoney of={other} />
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
