import { MintError } from './errors.ts';

/** What a wallet hands in (NUT-00), amounts already read. */
export type Input = {
  readonly id: string;
  readonly amount: bigint;
  readonly secret: string;
  readonly C: string;
  readonly witness?: string;
};

/** What a wallet wants to have signed (NUT-00). */
export type Output = { readonly id: string; readonly amount: bigint; readonly B_: string };

const wrong = () => new MintError('form');

export function readObject(value: unknown): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw wrong();
  return value as Record<string, unknown>;
}

export function readText(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw wrong();
  return value;
}

export function readAmount(value: unknown): bigint {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw wrong();
  return BigInt(value as number);
}

export function readList<Each>(value: unknown, read: (each: unknown) => Each): Each[] {
  if (!Array.isArray(value) || value.length > 1000) throw wrong();
  return value.map(read);
}

export function readInput(value: unknown): Input {
  const { id, amount, secret, C, witness } = readObject(value);
  const input = {
    id: readText(id),
    amount: readAmount(amount),
    secret: readText(secret),
    C: readText(C),
  };
  return witness === undefined || witness === null
    ? input
    : { ...input, witness: readText(witness) };
}

export function readOutput(value: unknown): Output {
  const { id, amount, B_ } = readObject(value);
  return { id: readText(id), amount: readAmount(amount), B_: readText(B_) };
}

export const sum = (list: readonly { readonly amount: bigint }[]): bigint =>
  list.reduce((total, { amount }) => total + amount, 0n);
