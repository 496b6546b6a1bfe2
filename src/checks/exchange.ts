import type { HeaderLine } from '../core/web/http.ts';
import type { RequestType } from '../core/web/request-type.ts';

/** One answer of a server, as far as it is known. */
export type Answer = {
  readonly status: number;
  /** Repeated lines stay apart; values are text (UTF-8 where the bytes are UTF-8). */
  readonly headers: readonly HeaderLine[];
  /** Absent where it was not read, empty where there is none. */
  readonly body?: string;
  /** The body is the beginning of a longer one: nothing is said of what it lacks. */
  readonly truncated?: true;
};

/** An answer of status 3xx that a request passed. */
export type Hop = {
  /** The address that answered. */
  readonly url: string;
  readonly status: number;
  /** Where it led to, absolute. */
  readonly location: string;
};

/** How a page asked (https://fetch.spec.whatwg.org/#concept-request-mode). */
export type FetchMode = 'navigate' | 'cors' | 'no-cors' | 'same-origin';

/** Who asked in the browser. */
export type Initiator = {
  /** Origin of the document or worker: `https://shop.example`. */
  readonly origin: string;
  readonly type: RequestType;
  /** Absent: by `Sec-Fetch-Mode`, else `navigate` for documents, `cors` for scripts' calls to another origin. */
  readonly mode?: FetchMode;
};

/** The request that carried a proof, and what came of it. */
export type PaidRequest = {
  /** The headers that a proof was sent in, by their names. */
  readonly headers: readonly HeaderLine[];
  /** All redirects between the paid request and `answer`. */
  readonly redirects?: readonly Hop[];
  /** Absent: no answer came. */
  readonly answer?: Answer;
};

/** The answer to a preflight. */
export type PreflightAnswer = Answer & {
  /** Those of the preflight itself, with what it asked for; absent where they are not known. */
  readonly requestHeaders?: readonly HeaderLine[];
};

/** An answer of the same address before. */
export type EarlierAnswer = Answer & {
  /** The invoice in it was paid. */
  readonly isInvoicePaid?: true;
};

/** All that is known of one request that a server answered by 402 (or by 412, 401 to a proof). JSON-safe. */
export type Exchange = {
  /** The address that answered, after `redirects`. */
  readonly url: string;
  readonly method: string;
  /** Absent: nothing is known of them. */
  readonly requestHeaders?: readonly HeaderLine[];
  readonly requestBody?: string;
  readonly redirects?: readonly Hop[];
  readonly answer: Answer;
  /** Absent where no page asked: a command, a saved response. */
  readonly initiator?: Initiator;
  /** The answer to a preflight of this address. Checks judge it only for what it asked for. */
  readonly preflight?: PreflightAnswer;
  readonly paid?: PaidRequest;
  /** What the same address asked for before, to the same method and, where both are known, body. Oldest first. */
  readonly earlier?: readonly EarlierAnswer[];
  /** The text of the site's `/openapi.json`, where it was asked for. */
  readonly openapi?: string;
  /** When `answer` came, ms since 1970. */
  readonly now: number;
};
