import { useState } from 'preact/hooks';
import type { Replayed } from './act.ts';

/** A request that was sent from this page: on its way (`busy`), or what came of it. */
export type SentRequest = { readonly busy: boolean; readonly came?: Replayed };

/** What came of the requests that were sent from this page, by a key for each: it outlives the part that shows it. */
export type SentRequests = {
  of(key: string): SentRequest;
  /** What `send` throws is what came of it. */
  send(key: string, send: () => Promise<Replayed>): Promise<void>;
  clear(): void;
};

/** Requests whose answers are kept: the oldest are forgotten. */
const MOST = 20;
const NONE: SentRequest = { busy: false };

export function useSentRequests(): SentRequests {
  const [requests, setRequests] = useState<ReadonlyMap<string, SentRequest>>(new Map());
  const put = (key: string, request: SentRequest) =>
    setRequests((before) => {
      const others = [...before].filter(([other]) => other !== key);
      return new Map([...others, [key, request] as const].slice(-MOST));
    });
  return {
    of: (key) => requests.get(key) ?? NONE,
    send: async (key, send) => {
      put(key, { busy: true });
      const came = await send().catch(
        (error: unknown): Replayed => ({ error: String(error).slice(0, 200) }),
      );
      put(key, { busy: false, came });
    },
    clear: () => setRequests(new Map()),
  };
}
