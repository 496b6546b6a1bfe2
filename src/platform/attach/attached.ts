import { withoutFragment } from '../../core/web/http.ts';
import type { ResponseHead } from '../requests/responses.ts';
import { type Attachment, carriedBy, matches } from './attachment.ts';

/**
 * The attached proofs, and what is known of the requests that took them along: it decides whether a proof has left. It
 * holds no listener and asks no browser. What changes it is written down by attach.ts.
 */
export type Attached = {
  items(): readonly Attachment[];
  get(id: string): Attachment | undefined;
  /** A proof that was attached before the worker slept: a request may have taken it unseen. */
  restore(item: Attachment): void;
  /** A proof that is attached now, under its own rule or a free one: no request takes it unseen. */
  add(item: Omit<Attachment, 'rule' | 'requestId'>): Attachment;
  remove(id: string): void;
  /** Leaves a proof that was answered to the player of its film, under another id. */
  keep(item: Attachment, as: string): void;
  /**
   * Notes which request took a proof along. Undefined where it is another one of the player's, before the first has its
   * answer: that one tells what became of the payment.
   */
  note(item: Attachment, requestId: string): Attachment | undefined;
  /**
   * The payment whose proof went with the request that this response answers, noted as answered; undefined for all others,
   * and for what follows a first answer.
   */
  answered(
    head: Pick<ResponseHead, 'requestId' | 'tabId' | 'type' | 'url' | 'method'>,
  ): string | undefined;
  /** The proof that a request took along. */
  carriedBy(requestId: string): Attachment | undefined;
  /** Whether the request that took it has its answer: what a redirect brings after that has the same request id. */
  isAnswered(id: string): boolean;
  /** Whether a proof has left, or may have left unseen. */
  mayHaveLeft(id: string): boolean;
};

/** `firefox`: the proof is put into the request by the worker itself, so none leaves while it sleeps. */
export function createAttached(firefox: boolean): Attached {
  const attached = new Map<string, Attachment>();
  /** Proofs attached since this worker started. It has seen every request since, so one that it has not seen was not sent. */
  const watched = new Set<string>();
  const heard = new Set<string>();

  const freeRule = (): number => {
    const taken = new Set([...attached.values()].map(({ rule }) => rule));
    let rule = 1;
    while (taken.has(rule)) rule++;
    return rule;
  };
  const mayHaveLeftUnseen = (id: string) => !firefox && !watched.has(id);

  return {
    items: () => [...attached.values()],
    get: (id) => attached.get(id),
    restore: (item) => void attached.set(item.id, item),
    add: (item) => {
      const attachment: Attachment = { ...item, rule: attached.get(item.id)?.rule ?? freeRule() };
      attached.set(item.id, attachment);
      watched.add(item.id);
      heard.delete(item.id);
      return attachment;
    },
    remove: (id) => {
      attached.delete(id);
      watched.delete(id);
    },
    keep: (item, as) => {
      attached.delete(item.id);
      attached.set(as, { ...item, id: as, kept: true });
      watched.add(as);
      heard.add(as);
    },
    note: (item, requestId) => {
      const { id, kept, requestId: before } = item;
      if (before !== undefined && before !== requestId && kept !== true) return undefined;
      const gone = { ...item, requestId };
      attached.set(id, gone);
      if (before !== requestId) heard.delete(id);
      return gone;
    },
    answered: (head) => {
      for (const item of attached.values()) {
        // No request id is known when the worker slept while the request went out: match by address instead.
        // (In Firefox nothing is attached while the worker sleeps.) A worker that has watched all the time knows
        // that the proof did not go out, so this answer belongs to an older request.
        const ours =
          item.requestId === undefined
            ? mayHaveLeftUnseen(item.id) && matches(item, head)
            : item.requestId === head.requestId;
        if (!ours || heard.has(item.id) || item.url !== withoutFragment(head.url)) continue;
        heard.add(item.id);
        // A redirect keeps the request id, so the answer at its end is recognised.
        if (item.requestId === undefined) {
          attached.set(item.id, { ...item, requestId: head.requestId });
        }
        return item.id;
      }
      return undefined;
    },
    carriedBy: (requestId) => carriedBy(attached.values(), requestId),
    isAnswered: (id) => heard.has(id),
    mayHaveLeft: (id) => {
      const item = attached.get(id);
      return item !== undefined && (item.requestId !== undefined || mayHaveLeftUnseen(id));
    },
  };
}
