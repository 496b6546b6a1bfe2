/** What the page's calls say to the relay: this call was answered 402 and waits, or does not wait any more. */
export type Said =
  | { readonly id: number; readonly url: string; readonly method: string }
  | { readonly id: number; readonly gone: true };

/** What they are told: the number that the repetition of the call carries; null: the 402 is the answer. */
export type Told = { readonly id: number; readonly nonce: string | null };

/** The wrapper gives the relay its port by an event of this name. */
export const PORT = 'farebox:port';
/** The relay asks for it by an event of this name, where the wrapper came first. */
export const WANTED = 'farebox:wanted';

/**
 * What becomes of a call that waits: the number that its repetition carries; null: the 402 is its answer; a response: that of
 * the same call, which was paid for; undefined: the call before it is over, and it is made anew.
 */
export type Turn = string | null | Response | undefined;

/** A call that was answered 402 and waits: for its payment, or for the call of the same address that waits for that. */
export type Wait = {
  readonly turn: Promise<Turn>;
  /** It is over, with this answer (null: its 402), or the page does not wait any more: those behind it have their turn. */
  over(answer?: Response | null): void;
};

/** `same`: of two calls with the same text here one may have the answer of the other. */
export type Waits = (url: string, method: string, same?: string) => Wait;
