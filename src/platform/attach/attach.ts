import type { WebRequest } from 'webextension-polyfill';
import { allInOrder } from '../../core/concurrency.ts';
import { withoutFragment } from '../../core/web/http.ts';
import { FIREFOX } from '../browser.ts';
import { keepAwake } from '../keep-awake.ts';
import { addressOf, type ResponseHead } from '../requests/responses.ts';
import { session } from '../storage/stores.ts';
import { createAttached } from './attached.ts';
import { type Attachment, carries, takenBy, waitingFor } from './attachment.ts';
import {
  attachHeaders,
  detachHeaders,
  detachUsed,
  neededRules,
  sweepHeaders,
} from './header-rules.ts';
import { createListening, type RequestListeners } from './listening.ts';
import { leaveRoom } from './session-room.ts';

/** What becomes of an attached proof. */
export type AttachListener = {
  /** The request left with all its headers. */
  left(id: string): void;
  /** It left without them: something else in the browser took them off. */
  withheld(id: string): void;
  /** The request ended without an answer. */
  failed(id: string, error: string): void;
};

const KEY = 'attached';

/** Attaches proofs to the requests that take them along, and tells what became of each. */
function createAttachments() {
  const attached = createAttached(FIREFOX);
  /** Attached, but the browser's rule is not there yet: a request that leaves now goes without the proof. */
  const arming = new Set<string>();
  let listener: AttachListener | undefined;

  const save = (): Promise<void> => session.set(KEY, attached.items());

  /**
   * The background must live while a proof waits: Firefox puts it into the request from here, and in Chrome only a worker
   * that has watched all the time knows that it did not leave. For a film, Firefox puts it into each request for a part.
   */
  const stayAwake = (): void => {
    const waits = attached
      .items()
      .some(({ requestId, kept }) => requestId === undefined || (FIREFOX && kept === true));
    keepAwake('proofs', waits);
  };

  const leaves = (item: Attachment, requestId: string): void => {
    const gone = attached.note(item, requestId);
    stayAwake();
    void save();
    if (gone === undefined) return;
    if (item.kept !== true) void detachUsed(gone);
    listener?.left(item.id);
  };

  /** Nothing of the proof went out, so the answer to this request is not an answer to it. */
  const stays = (item: Attachment): void => {
    void detach(item.id);
    listener?.withheld(item.id);
  };

  const requests: RequestListeners = {
    /** The header goes into the very request and is used up by it, and that is written down first. */
    onBeforeSend: (details) => {
      const item = waitingFor(attached.items(), details);
      if (item === undefined) return undefined;
      const requestHeaders = withProof(item, details);
      attached.note(item, details.requestId);
      return save().then(
        () => ({ requestHeaders }),
        () => ({}),
      );
    },
    /** Look that it really left, whatever other extensions have done to it. */
    onSend: (details) => {
      const items = attached.items();
      const item =
        waitingFor(items, details) ??
        attached.carriedBy(details.requestId) ??
        takenBy(items, details);
      if (item === undefined || item.url !== withoutFragment(addressOf(details.url))) return;
      // A redirect to the same address: the proof went out with the first request and must not be in the second.
      if (attached.isAnswered(item.id) && item.requestId === details.requestId) return;
      if (carries(item, details)) leaves(item, details.requestId);
      else if (!arming.has(item.id)) stays(item);
    },
    onError: (details) => {
      const item = attached.carriedBy(details.requestId);
      if (item === undefined) return;
      // A player breaks off what it does not need any more, often as soon as the first answer has begun.
      const isPlayed = item.kept === true || (item.stays === true && attached.isAnswered(item.id));
      if (!isPlayed) listener?.failed(item.id, details.error);
    },
  };
  const listen = createListening(requests);
  const watch = (): void => {
    stayAwake();
    listen(attached.items());
  };
  /** A pass that no request takes is removed: the element that it was meant for may never ask again. */
  const endWait = ({ id, waitsUntil }: Pick<Attachment, 'id' | 'waitsUntil'>): void => {
    if (waitsUntil === undefined) return;
    const end = () => {
      const item = attached.get(id);
      if (item?.waitsUntil === waitsUntil && item.requestId === undefined) void detach(id);
    };
    setTimeout(end, Math.max(0, waitsUntil - Date.now()));
  };

  /** Removes an attached proof; does nothing when it is not attached. */
  const detach = async (id: string): Promise<void> => {
    const item = attached.get(id);
    if (item === undefined) return;
    attached.remove(id);
    watch();
    await Promise.all([save(), detachHeaders(item)]);
  };

  return {
    detach,

    /** Restores what was attached before the worker slept, and removes rules whose proof no request waits for. */
    restoreAttachments: async (events: AttachListener): Promise<void> => {
      listener = events;
      const stored = await session.get(KEY);
      const items = Array.isArray(stored) ? (stored as Attachment[]) : [];
      // The worker may have ended after the request went out, and left its rule behind: remove it.
      const alive = await sweepHeaders(new Set(items.flatMap(neededRules)));
      for (const item of items) {
        // The worker may have ended before it made the rule, or after the rule was used.
        if (alive === undefined || alive.has(item.rule) || item.requestId !== undefined) {
          attached.restore(item);
          endWait(item);
        }
      }
      watch();
    },

    /** Makes the proof ready for its request. Rejects when the browser refuses; nothing is attached then. */
    attach: async (item: Omit<Attachment, 'rule' | 'requestId'>): Promise<void> => {
      // Another proof for the same film takes the place of one that is kept for it, and any proof that of a pass.
      for (const { id, kept, waitsUntil, tabId, url } of attached.items()) {
        if (id === item.id || tabId !== item.tabId || url !== item.url) continue;
        // With two rules for one request it would not be known which of the proofs has left.
        if (kept === true || waitsUntil !== undefined) await detach(id);
      }
      const attachment = attached.add(item);
      arming.add(item.id);
      watch();
      try {
        // Both before the page loads. A rule without a record is removed when the worker starts.
        const kept = save().catch(async () => {
          await leaveRoom(item.id);
          await save();
        });
        await allInOrder(kept, attachHeaders(attachment));
        endWait(attachment);
      } catch (error) {
        await detach(item.id).catch(() => undefined);
        throw error;
      } finally {
        arming.delete(item.id);
        void leaveRoom(item.id);
      }
    },

    /** Leaves a proof that the site has taken to the player of its film, under another id. It stays until the tab is closed. */
    keepAttached: async (id: string, as: string): Promise<void> => {
      const item = attached.get(id);
      if (item?.stays !== true) return detach(id);
      attached.keep(item, as);
      watch();
      await save();
    },

    /** Removes what is kept for the players of a tab, and passes that wait there. */
    leaveTab: async (tabId: number): Promise<void> => {
      for (const item of attached.items()) {
        const goes = item.kept === true || item.waitsUntil !== undefined;
        if (goes && item.tabId === tabId) await detach(item.id);
      }
    },

    /**
     * Removes Chrome's rule for a proof, so that no further request carries it. The answer to a request that went out
     * is still recognised.
     */
    disarm: async (id: string): Promise<void> => {
      const item = attached.get(id);
      if (item !== undefined) await detachHeaders(item);
    },

    /**
     * Takes a proof down that waits for its request: none carries it from now on. Resolves with whether it has left, or may
     * have; then the answer to it is still recognised.
     */
    takeDown: async (id: string): Promise<boolean> => {
      const item = attached.get(id);
      if (item === undefined) return true;
      // A request that has just left with it is still told of while Chrome removes the rule.
      if (!FIREFOX) await detachHeaders(item);
      if (attached.mayHaveLeft(id)) return true;
      await detach(id);
      return false;
    },

    /**
     * The payment whose proof went with the request that this response answers; undefined for all others, and
     * for what follows a first answer.
     */
    answered: (
      head: Pick<ResponseHead, 'requestId' | 'tabId' | 'type' | 'url' | 'method'>,
    ): string | undefined => {
      const id = attached.answered(head);
      if (id !== undefined) void save();
      return id;
    },

    /**
     * The payment whose paid request was redirected to this address, where its proof does not go; undefined for all other
     * responses. Ask `answered` first.
     */
    redirectedHere: ({ requestId }: Pick<ResponseHead, 'requestId'>): string | undefined =>
      attached.carriedBy(requestId)?.id,

    isAttached: (id: string): boolean => attached.get(id) !== undefined,

    /** Whether a proof is attached and no answer to it has come. */
    awaitsAnswer: (id: string): boolean =>
      attached.get(id) !== undefined && !attached.isAnswered(id),

    /** Whether a proof that is attached has left, or may have left without our seeing it. */
    mayHaveLeft: attached.mayHaveLeft,
  };
}

/** The headers of a request with those of its proof in their place. */
function withProof(
  { headers }: Attachment,
  { requestHeaders = [] }: WebRequest.OnBeforeSendHeadersDetailsType,
): WebRequest.HttpHeaders {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const others = requestHeaders.filter(({ name }) => !names.has(name.toLowerCase()));
  return [...others, ...headers.map(([name, value]) => ({ name, value }))];
}

/** This browser's. */
export const attachments = createAttachments();
