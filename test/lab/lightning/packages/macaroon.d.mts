// The part of macaroon 3.0.4 that the lab uses.

export type Macaroon = {
  readonly identifier: Uint8Array;
  addFirstPartyCaveat(caveat: string): void;
  exportBinary(): Uint8Array;
  /** Throws when the signature is wrong, or when `check` says why a caveat does not hold. */
  verify(
    rootKey: Uint8Array,
    check: (caveat: string) => string | null,
    discharges: readonly Macaroon[],
  ): void;
};
export function newMacaroon(options: {
  readonly identifier: Uint8Array;
  readonly rootKey: Uint8Array;
  readonly location: string;
  readonly version: 2;
}): Macaroon;
/** Throws on what is no macaroon. */
export function importMacaroon(bytes: Uint8Array): Macaroon;
