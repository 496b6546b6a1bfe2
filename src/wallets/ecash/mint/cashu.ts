import {
  Amount,
  blindMessage,
  createSecret,
  getDecodedToken,
  getEncodedToken,
  getTokenMetadata,
  hashToCurve,
  Keyset,
  OutputData,
  type Proof,
  type SerializedBlindedSignature,
} from '@cashu/cashu-ts';
import type { MintKeys } from '../store/mint-record.ts';
import type { Coin, Output } from '../store/state.ts';

/** The one file that knows the Cashu library: it is loaded when the purse is used, and speaks in our types. */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Pay to public key (NUT-11), as a payment request asks for it. */
export type Lock = {
  readonly kind: 'P2PK';
  readonly data: string;
  readonly tags: readonly (readonly string[])[];
};

/** What the mint signed, as it came. */
export type MintSignature = {
  readonly id: string;
  readonly amount: string;
  readonly C_: string;
  readonly dleq?: { readonly e: string; readonly s: string };
};

/** Whether the id of a keyset is the hash of its keys (NUT-02). */
export function isTrueKeyset({ id, unit, feePpk, finalExpiry, keys }: MintKeys): boolean {
  try {
    return Keyset.verifyKeysetId({
      id,
      unit,
      input_fee_ppk: feePpk,
      ...(finalExpiry === undefined ? {} : { final_expiry: finalExpiry }),
      keys: { ...keys },
    });
  } catch {
    return false;
  }
}

function outputOf(data: OutputData, to: Output['to']): Output {
  const { id, amount, B_ } = data.blindedMessage;
  return {
    id,
    amount: amount.toString(),
    B_,
    r: data.blindingFactor.toString(),
    secret: decoder.decode(data.secret),
    to,
  };
}

/**
 * Coins to be that the seed makes again (NUT-13), numbered from `counter`; `next`: the number after them.
 * One number in 2^128 makes no valid secret, and is left out.
 */
export function seededOutputs(
  seed: Uint8Array,
  keysetId: string,
  counter: number,
  amounts: readonly bigint[],
  to: Output['to'],
): { readonly outputs: Output[]; readonly next: number } {
  const outputs: Output[] = [];
  let next = counter;
  while (outputs.length < amounts.length) {
    const amount = amounts[outputs.length] ?? 0n;
    try {
      const data = OutputData.createSingleDeterministicData(amount, seed, next, keysetId);
      outputs.push(outputOf(data, to));
    } catch (error) {
      if (next > counter + amounts.length) throw error;
    }
    next += 1;
  }
  return { outputs, next };
}

/** Coins to be that only the owner of a key can spend (NUT-11), for a token. */
export function lockedOutputs(
  { kind, data, tags }: Lock,
  keysetId: string,
  amounts: readonly bigint[],
): Output[] {
  return amounts.map((value) => {
    const text = createSecret(
      kind,
      data,
      tags.map((tag) => [...tag]),
    );
    const { B_, r, secret } = blindMessage(encoder.encode(text));
    const amount = Amount.from(value);
    const message = { amount, B_: B_.toHex(true), id: keysetId };
    return outputOf(new OutputData(message, r, secret), 'send');
  });
}

function coinOf({ id, amount, secret, C, dleq, witness }: Proof): Coin {
  return {
    id,
    amount: amount.toString(),
    secret,
    C,
    ...(dleq === undefined ? {} : { dleq }),
    ...(typeof witness === 'string' ? { witness } : {}),
  };
}

function proofOf({ amount, dleq, ...coin }: Coin): Proof {
  const proof = { ...coin, amount: Amount.from(amount) };
  if (dleq === undefined) return proof;
  const { e, s, r } = dleq;
  return { ...proof, dleq: { e, s, ...(r === undefined ? {} : { r }) } };
}

/**
 * The coins of outputs that the mint has signed, in their order. Throws when a signature is missing, is for
 * another amount or keyset, or is not by the mint's key (NUT-12).
 */
export function coinsOf(
  outputs: readonly Output[],
  signatures: readonly MintSignature[],
  keysets: readonly MintKeys[],
): Coin[] {
  return outputs.map(({ id, amount, B_, r, secret }, at) => {
    const signature = signatures[at];
    const keyset = keysets.find((each) => each.id === id);
    if (signature === undefined || keyset === undefined) throw new TypeError('no signature');
    if (signature.id !== id || signature.amount !== amount) throw new TypeError('other terms');
    const message = { id, amount: Amount.from(amount), B_ };
    const data = new OutputData(message, BigInt(r), encoder.encode(secret));
    const { C_, dleq } = signature;
    const signed: SerializedBlindedSignature = {
      id,
      amount: Amount.from(amount),
      C_,
      ...(dleq === undefined ? {} : { dleq }),
    };
    return coinOf(data.toProof(signed, { id, keys: { ...keyset.keys } }));
  });
}

/** Y of NUT-07: what a mint knows a coin by. */
export function yOf({ secret }: Coin): string {
  return hashToCurve(encoder.encode(secret)).toHex(true);
}

/** A token as text (NUT-00, V4). */
export function tokenOf(mint: string, unit: string, coins: readonly Coin[]): string {
  return getEncodedToken({ mint, unit, proofs: coins.map(proofOf) });
}

/** Where a token says that it comes from. Throws when it is none. */
export function originOf(token: string): { readonly mint: string; readonly unit: string } {
  const { mint, unit } = getTokenMetadata(token);
  return { mint, unit };
}

/** What a token says of itself, and the secrets of its coins. Throws when it is none. */
export function aboutToken(token: string) {
  const { mint, unit, amount, incompleteProofs } = getTokenMetadata(token);
  const secrets = incompleteProofs.map(({ secret }) => secret);
  return { mint, unit, amount: amount.toString(), secrets };
}

/** The coins of a token, whose keyset ids may be cut short (NUT-02). Throws for ids that are not listed. */
export function readToken(token: string, keysetIds: readonly string[]): Coin[] {
  return getDecodedToken(token, keysetIds).proofs.map(coinOf);
}
