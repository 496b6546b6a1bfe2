import type { RailRequest } from '../offers/rail.ts';
import { type HeaderLine, type HttpResponse, withoutFragment } from '../web/http.ts';
import type { RequestType } from '../web/request-type.ts';
import type { SentBody } from '../web/sent-body.ts';

/** One answer of a server, as far as the browser let Farebox see it. */
export type RecordedAnswer = {
  /** ms since 1970: when it was written down. */
  readonly at: number;
  readonly response: HttpResponse;
  /** `awaited`: being read; `missing`: the browser keeps it from us; `none`: there is none, or no one asked for it. */
  readonly body: 'none' | 'awaited' | 'read' | 'missing';
  /** The body was longer than what is recorded (`BODY_CHARACTERS`). */
  readonly cut?: true;
};

/** What Farebox sent with the request that carried a proof. */
export type SentProof = {
  /** The payment's id, or the pass's. */
  readonly id: string;
  readonly kind: 'payment' | 'pass';
  /** The headers of the proof. Whoever has them may be able to spend it. */
  readonly headers: readonly HeaderLine[];
  /** What the wallet was asked to sign or to pay: the record that has ended keeps less of it. */
  readonly request?: RailRequest;
  readonly preimage?: string;
};

/** One request that was answered by a 402, or that carried a proof, with all that came of it. JSON only. */
export type Exchange = {
  /** Of the 402; where there was none, of the payment or the pass. */
  readonly id: string;
  readonly tabId: number;
  readonly frameId: number;
  readonly type: RequestType;
  readonly method: string;
  readonly url: string;
  /** ms since 1970. */
  readonly at: number;
  readonly initiator?: string;
  readonly worker?: true;
  /** The request had an `Authorization` of its own. */
  readonly authorization?: true;
  /** Kind and size of the request's body, where the browser told them. What is in it is not recorded. */
  readonly requestBody?: SentBody;
  /** The answer that asked for money. */
  readonly asked?: RecordedAnswer;
  /** The payment that was begun for it. */
  readonly payment?: string;
  /** The hash of its quote (core/offers/quote.ts): the record of a payment that has ended keeps none. */
  readonly quoteHash?: string;
  readonly sent?: SentProof;
  /** The answer to the request that carried the proof. */
  readonly paid?: RecordedAnswer;
  /** The answer of the address that a redirect led to. */
  readonly landed?: RecordedAnswer;
};

/** Characters of a body that are recorded. A page for people is longer; a challenge is not. */
export const BODY_CHARACTERS = 64 * 1024;

/** An answer as it is recorded. `at`: ms. */
export function recordAnswer(
  at: number,
  response: HttpResponse,
  body: RecordedAnswer['body'],
): RecordedAnswer {
  const { body: text } = response;
  if (text === undefined || text.length <= BODY_CHARACTERS) return { at, response, body };
  return { at, body, cut: true, response: { ...response, body: text.slice(0, BODY_CHARACTERS) } };
}

/** An answer of the same address before. `isInvoicePaid`: a Lightning wallet paid for it, and gave the preimage. */
export type EarlierAnswer = RecordedAnswer & { readonly isInvoicePaid?: true };

/** Earlier answers of an address that one exchange is compared with. */
export const EARLIER = 20;

/**
 * What the address of an exchange asked for before, to the same method: the newest twenty answers, oldest first. `all`: the
 * exchanges of its tab, oldest first, itself among them.
 */
export function earlierAnswers(
  all: readonly Exchange[],
  { id, url, method }: Exchange,
): readonly EarlierAnswer[] {
  const address = withoutFragment(url);
  const at = all.findIndex((each) => each.id === id);
  return all
    .slice(0, Math.max(0, at))
    .filter((each) => each.method === method && withoutFragment(each.url) === address)
    .flatMap(({ asked, sent }) => {
      if (asked === undefined) return [];
      const isInvoicePaid = sent?.kind === 'payment' && sent.preimage !== undefined;
      return [isInvoicePaid ? { ...asked, isInvoicePaid } : asked];
    })
    .slice(-EARLIER);
}

/** The id of the 402 that a payment was made for: quotes are named after it (core/offers/quote). */
export function askedIdOf(paymentId: string): string {
  return paymentId.split('/', 1)[0] ?? paymentId;
}

/** ms: when something last came of an exchange. */
export function lastAt({ at, asked, paid, landed }: Exchange): number {
  return Math.max(at, asked?.at ?? 0, paid?.at ?? 0, landed?.at ?? 0);
}
