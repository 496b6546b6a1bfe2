import { coalesceByKey, createQueue } from '../../../core/concurrency.ts';
import {
  askedIdOf,
  type Exchange,
  recordAnswer,
  type SentProof,
} from '../../../core/exchange/exchange.ts';
import type { Payment } from '../../../core/payment/index.ts';
import type { HttpResponse } from '../../../core/web/http.ts';
import type { Store } from '../../../platform/storage/stores.ts';
import type { Seen, TabNews } from '../tab-store.ts';
import { EXCHANGES } from './exchanges-key.ts';
import { createStoredSizes } from './stored-sizes.ts';

/** Exchanges of one tab that are kept, and how much of them goes into the session's store. */
export const KEPT = 200;
export const STORED_CHARACTERS = 300_000;

/**
 * What developers see of each tab's 402s and of the requests that carried a proof. In memory of the browser alone, and
 * gone with the tab. It is written beside what moves money and never waited for: a failure here changes nothing there.
 */
export type Exchanges = {
  /** The tabs' records have changed: a 402 came or its body did, or a tab is gone. */
  readonly heard: (news: TabNews) => void;
  /** A payment was begun. */
  begun(payment: Payment): void;
  /** The answer to a payment's proof. The record as it was before, with the proof. */
  answered(payment: Payment, response: HttpResponse): void;
  /** The answer of the address that a redirect of it led to. */
  landed(payment: Payment, response: HttpResponse): void;
  /** The answer to a request that carried a pass. */
  passAnswered(request: PassRequest, pass: SentProof, response: HttpResponse): void;
  /** Oldest first. */
  list(tabId: number): Promise<readonly Exchange[]>;
  clear(tabId: number): Promise<void>;
};

/** The request that a pass went with. */
export type PassRequest = Pick<Exchange, 'tabId' | 'frameId' | 'type' | 'initiator'>;

/** `changed`: tells open pages to draw again. */
export function createExchanges(store: Store, now: () => number, changed: () => void): Exchanges {
  const inTurn = createQueue();
  const tabs = new Map<number, readonly Exchange[]>();
  const sizes = createStoredSizes(store);
  /** Tabs that were closed: an answer that comes later must not bring their proofs back. */
  const closed = new Set<number>();

  const write = coalesceByKey(async (tabId: number) => {
    const list = tabs.get(tabId);
    if (list === undefined) return;
    const kept = newest(list);
    await sizes.make(tabId, new TextEncoder().encode(JSON.stringify(kept)).length);
    await store.set(EXCHANGES + tabId, kept);
  });

  const get = async (tabId: number): Promise<readonly Exchange[]> => {
    const known = tabs.get(tabId);
    if (known !== undefined) return known;
    const stored = await store.get(EXCHANGES + tabId);
    const list = Array.isArray(stored) ? (stored as readonly Exchange[]) : [];
    tabs.set(tabId, list);
    return list;
  };

  /** Changes the exchange of this id, or adds what `change` makes of none. */
  const put = (tabId: number, id: string, change: (old?: Exchange) => Exchange | undefined) => {
    const task = async () => {
      if (closed.has(tabId)) return;
      const list = await get(tabId);
      const at = list.findIndex((each) => each.id === id);
      const next = change(list[at]);
      if (next === undefined) return;
      const changedList = at < 0 ? [...list, next].slice(-KEPT) : list.with(at, next);
      tabs.set(tabId, changedList);
    };
    void inTurn(task)
      .then(changed)
      .then(() => write(tabId))
      .catch(() => undefined);
  };

  const met = (seen: Seen) =>
    put(seen.tabId, seen.id, (old) => {
      const { id, tabId, frameId, type, response, initiator, worker, authorization, sent } = seen;
      const asked = recordAnswer(seen.at, response, seen.body);
      if (old !== undefined) return { ...old, asked: { ...asked, at: old.asked?.at ?? asked.at } };
      const { url, method } = response;
      return {
        ...{ id, tabId, frameId, type, method, url, at: seen.at, asked },
        ...(initiator === undefined ? {} : { initiator }),
        ...(worker === undefined ? {} : { worker }),
        ...(authorization === undefined ? {} : { authorization }),
        ...(sent === undefined ? {} : { requestBody: sent }),
      };
    });

  return {
    heard: (news) => {
      if ('seen' in news) return met(news.seen);
      const { gone } = news;
      void inTurn(async () => {
        tabs.delete(gone);
        closed.add(gone);
        // After a write that is under way: it would bring them back.
        await write(gone);
        await store.remove(EXCHANGES + gone);
        await sizes.forget(gone);
      }).catch(() => undefined);
    },
    begun: (payment) => {
      const at = now();
      put(payment.target.tabId, askedIdOf(payment.id), (old) => ({
        ...(old ?? exchangeOf(payment, at)),
        ...paidBy(payment),
      }));
    },
    answered: (payment, response) => {
      // When it came, and not when its turn to be recorded comes: the payment is settled in between.
      const at = now();
      put(payment.target.tabId, askedIdOf(payment.id), (old) => {
        // Its page was looked at meanwhile (look-at-page.ts): a document has no headers, and came later.
        if (payment.state === 'settled' && old?.paid !== undefined) return undefined;
        const sent = sentBy(payment);
        return {
          ...(old ?? exchangeOf(payment, at)),
          ...paidBy(payment),
          ...(sent === undefined ? {} : { sent }),
          paid: recordAnswer(at, response, 'none'),
        };
      });
    },
    landed: (payment, response) => {
      const at = now();
      put(payment.target.tabId, askedIdOf(payment.id), (old) => ({
        ...(old ?? exchangeOf(payment, at)),
        landed: recordAnswer(at, response, 'none'),
      }));
    },
    passAnswered: ({ tabId, frameId, type, initiator }, sent, response) => {
      const at = now();
      const id = `${sent.id} ${at}`;
      const { method, url } = response;
      put(tabId, id, () => ({
        ...{ id, tabId, frameId, type, method, url, at, sent },
        ...(initiator === undefined ? {} : { initiator }),
        paid: recordAnswer(at, response, 'none'),
      }));
    },
    list: (tabId) => inTurn(() => get(tabId)),
    clear: async (tabId) => {
      await inTurn(async () => tabs.set(tabId, []));
      await write(tabId);
    },
  };
}

/** The newest exchanges that fit into the session's store. */
function newest(list: readonly Exchange[]): readonly Exchange[] {
  let left = STORED_CHARACTERS;
  const kept: Exchange[] = [];
  for (const exchange of list.toReversed()) {
    left -= JSON.stringify(exchange).length;
    if (left < 0) break;
    kept.unshift(exchange);
  }
  return kept;
}

/** Of a payment whose 402 is not known any more. */
function exchangeOf({ id, quote, target }: Payment, at: number): Exchange {
  const { tabId, frameId, type, initiator, worker } = target;
  return {
    ...{ id: askedIdOf(id), tabId, frameId, type, method: quote.method, url: quote.url, at },
    ...(initiator === undefined ? {} : { initiator }),
    ...(worker === undefined ? {} : { worker }),
  };
}

function paidBy({ id, quote: { hash } }: Payment): Pick<Exchange, 'payment' | 'quoteHash'> {
  return { payment: id, ...(hash === '' ? {} : { quoteHash: hash }) };
}

function sentBy({ id, proof, request, paid }: Payment): SentProof | undefined {
  if (proof === undefined) return undefined;
  const whole = request !== undefined && isWhole(request) ? { request } : {};
  const preimage = paid?.preimage === undefined ? {} : { preimage: paid.preimage };
  return { id, kind: 'payment', headers: proof.headers, ...whole, ...preimage };
}

/** A record that has ended keeps less of its request. */
function isWhole(
  request: NonNullable<Payment['request']>,
): request is NonNullable<SentProof['request']> {
  return request.rail === 'ecash' || 'domain' in request || 'invoice' in request;
}
