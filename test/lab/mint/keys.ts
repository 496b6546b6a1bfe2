import { randomBytes } from 'node:crypto';
import {
  Amount,
  createBlindSignature,
  createDLEQProof,
  createNewMintKeys,
  hashToCurve,
  isHTLCSpendAuthorised,
  isP2PKSpendAuthorised,
  pointFromHex,
  SigAll,
  serializeMintKeys,
  verifyUnblindedSignature,
} from '@cashu/cashu-ts';
import { MintError } from './errors.ts';
import type { Input, Output } from './read.ts';

/** What the mint answers for an output (NUT-00, with the proof of NUT-12). */
export type Signature = {
  readonly id: string;
  readonly amount: bigint;
  readonly C_: string;
  readonly dleq: { readonly e: string; readonly s: string };
};

/** The keys of one unit; `feePpk`: fee for a thousand inputs (NUT-02). */
export type Keyset = {
  readonly id: string;
  readonly unit: string;
  readonly feePpk: bigint;
  active: boolean;
  readonly publicKeys: Readonly<Record<string, string>>;
  /** Throws MintError for an amount that has no key. */
  sign(output: Output): Signature;
  /** Throws MintError unless these keys signed the secret. */
  verify(input: Input): void;
};

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const POWERS_OF_TWO = 24;

/** Y of NUT-07: what a proof is known by. */
export const yOf = (secret: string): string =>
  hashToCurve(new TextEncoder().encode(secret)).toHex(true);

function pointOf(text: string): ReturnType<typeof pointFromHex> {
  try {
    return pointFromHex(text);
  } catch {
    throw new MintError('form');
  }
}

/** Points and witnesses come from strangers: what cannot be read is not verified. */
function holds(check: () => boolean): void {
  let held: boolean;
  try {
    held = check();
  } catch {
    held = false;
  }
  if (!held) throw new MintError('notVerified');
}

/** Throws MintError unless the lock of a proof (NUT-11, NUT-14) is opened by its witness. */
export function checkLock(
  input: Input,
  inputs: readonly Input[],
  outputs: readonly Output[],
): void {
  const { amount, ...rest } = input;
  const proof = { ...rest, amount: Amount.from(amount) };
  const locked = input.secret.startsWith('["');
  if (!locked) return;
  const all = input.secret.includes('"SIG_ALL"');
  const toSign = outputs.map((output) => ({ ...output, amount: Amount.from(output.amount) }));
  const message = all ? SigAll.computeDigests([...inputs], toSign).v0 : undefined;
  holds(() =>
    input.secret.startsWith('["HTLC"')
      ? isHTLCSpendAuthorised(proof, undefined, message)
      : isP2PKSpendAuthorised(proof, undefined, message),
  );
}

/** New keys for a unit. `version` 0: ids as most mints have them; 1: those of NUT-02's second version. */
export function makeKeyset(unit: string, feePpk: bigint, version: 0 | 1): Keyset {
  const { keysetId, privKeys, pubKeys } = createNewMintKeys(POWERS_OF_TWO, randomBytes(32), {
    unit,
    input_fee_ppk: Number(feePpk),
    versionByte: version,
  });
  const keyFor = (amount: bigint) => {
    const key = privKeys[String(amount)];
    if (key === undefined) throw new MintError('outOfLimits');
    return key;
  };
  const sign = ({ amount, B_ }: Output): Signature => {
    const key = keyFor(amount);
    const point = pointOf(B_);
    const { C_ } = createBlindSignature(point, key, keysetId);
    const { e, s } = createDLEQProof(point, key);
    return { id: keysetId, amount, C_: C_.toHex(true), dleq: { e: hex(e), s: hex(s) } };
  };
  const verify = ({ amount, secret, C, id }: Input) => {
    const key = keyFor(amount);
    const bytes = new TextEncoder().encode(secret);
    holds(() => verifyUnblindedSignature({ C: pointFromHex(C), secret: bytes, id }, key));
  };
  const publicKeys = serializeMintKeys(pubKeys);
  return { id: keysetId, unit, feePpk, active: true, publicKeys, sign, verify };
}
