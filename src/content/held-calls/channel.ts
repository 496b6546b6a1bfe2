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

/** A call that was answered 402 and waits. */
export type Wait = {
  /** What the repetition carries; null: the 402 is the answer. */
  readonly nonce: Promise<string | null>;
  /** The page does not wait any more. */
  drop(): void;
};
