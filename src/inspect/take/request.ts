import { PROOF_HEADERS } from '../../core/offers/proof/proof.ts';
import type { HeaderLine } from '../../core/web/http.ts';

/** A request as it is taken along: what is known of it. */
export type TakenRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly HeaderLine[];
  readonly body?: string;
};

/** Headers that a client sets by itself, or that a browser alone may set. */
const OWN =
  /^(?::|host$|connection$|content-length$|accept-encoding$|transfer-encoding$|keep-alive$|upgrade-insecure-requests$|sec-|proxy-connection$|te$|trailer$|priority$)/i;

/** Headers that hold a proof by their names, and the schemes of `Authorization` that are one. */
const PROOFS = new Set(PROOF_HEADERS.map((name) => name.toLowerCase()));
const PROOF_SCHEME = /^\s*(?:payment|l402|lsat|x402|h402|k402|xmr402|cashu)\s/i;

/** Whether a request header is a proof of payment, which may be spent by being sent. */
export function isProof([name, value]: HeaderLine): boolean {
  return /^authorization$/i.test(name) ? PROOF_SCHEME.test(value) : PROOFS.has(name.toLowerCase());
}

/** Request headers less the proofs among them. */
export function withoutProofs(headers: readonly HeaderLine[]): readonly HeaderLine[] {
  return headers.filter((line) => !isProof(line));
}

/**
 * Request headers with the lines of a proof, and none but those of its names: two lines of one name would be joined, and no
 * server could read them.
 */
export function withProof(
  headers: readonly HeaderLine[],
  proof: readonly HeaderLine[],
): readonly HeaderLine[] {
  const names = new Set(proof.map(([name]) => name.toLowerCase()));
  const others = withoutProofs(headers).filter(([name]) => !names.has(name.toLowerCase()));
  return [...others, ...proof];
}

/** The headers that another client should send, too. */
export function portableHeaders(headers: readonly HeaderLine[]): readonly HeaderLine[] {
  return headers.filter(([name]) => !OWN.test(name));
}
