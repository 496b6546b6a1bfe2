import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { Caip2 } from '../../core/money/caip2.ts';
import { hexWord } from '../evm/eip712.ts';

/** Tokens to be sent. `amount`: base units. */
export type Transfer = {
  readonly network: Caip2;
  readonly asset: string;
  readonly to: string;
  readonly amount: bigint;
};

/** First four bytes of the hash of `transfer(address,uint256)` (ERC-20). */
const TRANSFER = 'a9059cbb';

/** The transaction of an ordinary ERC-20 transfer, as `eth_sendTransaction` takes it. Gas and nonce are the wallet's. */
export function transferOf(from: string, { asset, to, amount }: Transfer): Record<string, string> {
  const value = amount.toString(16).padStart(64, '0');
  const data = `0x${TRANSFER}${bytesToHex(hexWord(to))}${bytesToHex(hexToBytes(value))}`;
  return { from, to: asset, value: '0x0', data };
}
