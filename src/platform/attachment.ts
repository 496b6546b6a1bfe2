import type { RequestType } from './responses.ts';

/** A proof that waits for its request: the next GET of this URL, by this tab, of this type. */
export type Attachment = {
  /** The payment's id. */
  readonly id: string;
  readonly tabId: number;
  readonly type: RequestType;
  /** Of a frame or a fetch: the URL or origin of the document that asks; another's request does not take the proof. */
  readonly initiator?: string;
  /** Without fragment. */
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Chrome's rule. */
  readonly rule: number;
  /** Known once the request has left. */
  readonly requestId?: string;
};
