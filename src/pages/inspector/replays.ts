import { useState } from 'preact/hooks';
import type { ExchangeView } from '../../messages/index.ts';
import type { InspectorAct, Replayed } from './act.ts';

/** A request that was sent again: on its way (`busy`), or what came of it. */
export type ReplayState = { readonly busy: boolean; readonly came?: Replayed };

/** What came of the requests that were sent again, by exchange: it outlives the part of the page that shows it. */
export type Replays = {
  of(id: string): ReplayState;
  send(view: ExchangeView, wish: Parameters<InspectorAct['replay']>[1]): Promise<void>;
  clear(): void;
};

/** Exchanges whose answers are kept: the oldest are forgotten. */
const MOST = 20;
const NONE: ReplayState = { busy: false };

export function useReplays(act: Pick<InspectorAct, 'replay'>): Replays {
  const [states, setStates] = useState<ReadonlyMap<string, ReplayState>>(new Map());
  const put = (id: string, state: ReplayState) =>
    setStates((before) => {
      const others = [...before].filter(([other]) => other !== id);
      return new Map([...others, [id, state] as const].slice(-MOST));
    });
  return {
    of: (id) => states.get(id) ?? NONE,
    send: async (view, wish) => {
      const { id } = view.exchange;
      put(id, { busy: true });
      const came = await act
        .replay(view, wish)
        .catch((error: unknown): Replayed => ({ error: String(error).slice(0, 200) }));
      put(id, { busy: false, came });
    },
    clear: () => setStates(new Map()),
  };
}
