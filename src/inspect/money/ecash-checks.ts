import { decodeBase64, decodeBase64Text } from '../../core/encoding/base64.ts';
import { isObject, type Json, member, parseJson } from '../../core/encoding/json.ts';
import type { EcashRequest } from '../../core/offers/rail.ts';
import { type CborValue, decodeCbor } from '../../protocols/cashu/cbor.ts';
import type { ReceiptResult } from './receipt-result.ts';

/** What a token says of itself (NUT-00). */
type Token = {
  readonly mint: string;
  readonly amount: bigint;
  /** Of each coin. */
  readonly secrets: readonly string[];
};

type Coin = { readonly amount: bigint; readonly secret: string };

const tokenOf = (mint: string, coins: readonly Coin[]): Token => ({
  mint,
  amount: coins.reduce((sum, { amount }) => sum + amount, 0n),
  secrets: coins.map(({ secret }) => secret),
});

const list = (value: Json | undefined) => (Array.isArray(value) ? value : []).filter(isObject);

/** `cashuA`: JSON. */
function tokenA(text: string): Token | undefined {
  const json = parseJson(decodeBase64Text(text) ?? '');
  const [entry] = isObject(json) ? list(member(json, 'token')) : [];
  if (entry === undefined) return undefined;
  const coins = list(member(entry, 'proofs')).map((proof) => ({
    amount: BigInt(Number(member(proof, 'amount'))),
    secret: String(member(proof, 'secret')),
  }));
  return tokenOf(String(member(entry, 'mint')), coins);
}

const isMap = (value: CborValue | undefined): value is ReadonlyMap<string, CborValue> =>
  value instanceof Map;
const maps = (value: CborValue | undefined) => (Array.isArray(value) ? value : []).filter(isMap);

/** `cashuB`: CBOR. */
function tokenB(text: string): Token | undefined {
  const bytes = decodeBase64(text);
  const map = bytes === undefined ? undefined : decodeCbor(bytes);
  if (!isMap(map)) return undefined;
  const coins = maps(map.get('t')).flatMap((group) =>
    maps(group.get('p')).map((proof) => ({
      amount: BigInt(String(proof.get('a'))),
      secret: String(proof.get('s')),
    })),
  );
  return tokenOf(String(map.get('m')), coins);
}

function decodeToken(text: string): Token | undefined {
  try {
    if (text.startsWith('cashuA')) return tokenA(text.slice(6));
    return text.startsWith('cashuB') ? tokenB(text.slice(6)) : undefined;
  } catch {
    return undefined;
  }
}

/** The data of a lock in a coin's secret (NUT-10): of P2PK the key. */
function lockIn(secret: string): string | undefined {
  const json = parseJson(secret);
  if (!Array.isArray(json) || json[0] !== 'P2PK' || !isObject(json[1] ?? null)) return undefined;
  const data = isObject(json[1]) ? member(json[1], 'data') : undefined;
  return typeof data === 'string' ? data : undefined;
}

const withoutSlash = (url: string) => url.replace(/\/+$/, '');

/** Whether ecash that was sent is what was asked for. That its coins are good is for their mint to say. */
export function ecashChecks(token: string, asked: EcashRequest): readonly ReceiptResult[] {
  const sent = decodeToken(token.trim());
  if (sent === undefined) return [];
  const results: ReceiptResult[] = [
    {
      check: 'ecash_amount',
      holds: sent.amount >= BigInt(asked.amount),
      said: `${sent.amount} ${asked.unit}`,
      expected: `${asked.amount} ${asked.unit}`,
    },
  ];
  if (asked.mints.length > 0) {
    const holds = asked.mints.map(withoutSlash).includes(withoutSlash(sent.mint));
    results.push({ check: 'ecash_mint', holds, said: sent.mint, expected: asked.mints.join(', ') });
  }
  if (asked.lock !== undefined) {
    const { data } = asked.lock;
    const open = sent.secrets.map(lockIn).find((key) => key?.toLowerCase() !== data.toLowerCase());
    const holds = sent.secrets.every(
      (secret) => lockIn(secret)?.toLowerCase() === data.toLowerCase(),
    );
    results.push({
      check: 'ecash_lock',
      holds,
      said: holds ? data : (open ?? '–'),
      expected: data,
    });
  }
  return results;
}
