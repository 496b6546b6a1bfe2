/** A lock that the tokens must carry (NUT-10): `P2PK` and a public key, or another kind. */
export type Lock = {
  readonly kind: string;
  readonly data: string;
  readonly tags: readonly (readonly string[])[];
};

/** Where the tokens are to be sent; none means in-band: in the header of the repeated request (NUT-24). */
export type Transport = { readonly type: string; readonly target: string };

/** A way in which the payee can turn ecash of any mint into money of its own, and what it adds to the price for that. */
export type MeltMethod = { readonly method: string; readonly fee: bigint };

/** A payment request (NUT-18), from any encoding. The amount counts units as they come: cents for `usd`. */
export type PaymentRequest = {
  readonly id: string | undefined;
  readonly amount: bigint | undefined;
  readonly unit: string | undefined;
  readonly singleUse: boolean;
  readonly mints: readonly string[];
  /** `mp`: the list is advice, and other mints are taken too. Without a list it means nothing. */
  readonly mintsPreferred: boolean;
  /** `sm`: the mint must melt by one of these; the fee (`mf`) is owed for a mint that is not on the list. */
  readonly methods: readonly MeltMethod[];
  readonly description: string | undefined;
  readonly transports: readonly Transport[];
  readonly lock: Lock | undefined;
};

/** Token amounts are unsigned 64-bit numbers (NUT-26, tag 2). */
export const MAX_AMOUNT = 2n ** 64n - 1n;
/** More mints, transports or tags than these are no request but a nuisance. */
export const MAX_ITEMS = 64;

/** Thrown inside of the decoders and caught by `decodeRequest`; says in English what is wrong. */
export class Malformed extends Error {}
