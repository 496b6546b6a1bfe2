import { FareboxError } from '../../errors.ts';

/** The request headers that open the address. Names are on the allow-list of core/offers/proof. */
export type Proof = {
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** After this (ms) no one can use the proof to take money. */
  readonly validUntil?: number;
  readonly reusable: boolean;
};

/**
 * The only request headers that Farebox ever sets. A challenge that names another one
 * (MPP lets a server choose: `header="Cookie"`) is refused.
 */
export const PROOF_HEADERS: readonly string[] = [
  'Authorization',
  'Payment-Authorization',
  'PAYMENT-SIGNATURE',
  'X-PAYMENT',
  'X-Cashu',
  'X-Lightning',
  'SIGN-IN-WITH-X',
];

/** Servers, not browsers, are the bound (Node answers 431 above 16 KiB in all); this only stops nonsense. */
export const PROOF_BYTES = 64 * 1024;

const allowed = new Set(PROOF_HEADERS.map((name) => name.toLowerCase()));
const VISIBLE = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;

/** Throws `error_proof_header` unless each header is on the allow-list, visible ASCII and within the cap. */
export function checkProof(proof: Proof): Proof {
  for (const [name, value] of proof.headers) {
    if (!allowed.has(name.toLowerCase())) throw new FareboxError('error_proof_header', name);
    if (value.length > PROOF_BYTES || !VISIBLE.test(value)) {
      throw new FareboxError('error_proof_header', name);
    }
  }
  return proof;
}
