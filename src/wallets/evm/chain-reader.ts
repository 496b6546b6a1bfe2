import { bytesToHex } from '@noble/hashes/utils.js';
import { FareboxError } from '../../core/errors.ts';
import type { ChainTransaction } from '../../core/exchange/chain-transaction.ts';
import type { Caip2 } from '../../core/money/caip2.ts';
import { hexWord } from './eip712.ts';
import type { Rpc } from './rpc.ts';
import { transactionOf } from './transaction-log.ts';

/** First four bytes of the hash of `balanceOf(address)` (ERC-20). */
const BALANCE_OF = '70a08231';
/** … of `authorizationState(address,bytes32)` (EIP-3009). */
const AUTHORIZATION_STATE = 'e94a0102';

/** A block without its transactions still lists their hashes: 68 bytes each, thousands on a busy chain. */
const BLOCK_BYTES = 1024 * 1024;

/** A contract has up to 24 KiB of code (EIP-170), and networks of their own allow more. */
const CODE_BYTES = 256 * 1024;
const CODE = /^0x[0-9a-fA-F]*$/;

/** What one transaction logs; a busy one has hundreds of events. */
const LOG_BYTES = 1024 * 1024;

const WORD = /^0x[0-9a-fA-F]{64}$/;
const QUANTITY = /^0x(?:0|[1-9a-fA-F][0-9a-fA-F]{0,15})$/;

/** `latest`, or a block by number. */
export type BlockTag = 'latest' | bigint;

/** Reads a chain. All throw `error_rpc_off` or `error_rpc`. */
export type ChainReader = {
  /** Base units. */
  balanceOf(network: Caip2, asset: string, owner: string): Promise<bigint>;
  /** Whether the authorization of `from` with this nonce was used (EIP-3009). */
  authorizationState(
    network: Caip2,
    asset: string,
    from: string,
    nonce: string,
    block?: BlockTag,
  ): Promise<boolean>;
  /** `time` in Unix seconds, by the chain's clock. */
  latestBlock(network: Caip2): Promise<{ readonly number: bigint; readonly time: bigint }>;
  /** The code at an address, 0x and hex digits: `0x` for an account that is no contract. */
  codeOf(network: Caip2, address: string): Promise<string>;
  /** The chain that the node serves, which need not be the one that it was set up for. */
  chainId(network: Caip2): Promise<bigint>;
  /** What became of a transaction (0x and 64 hex digits), and what its log says of money. */
  transaction(network: Caip2, hash: string): Promise<ChainTransaction>;
};

function matched(network: Caip2, shape: RegExp, value: unknown): bigint {
  if (typeof value !== 'string' || !shape.test(value)) throw new FareboxError('error_rpc', network);
  return BigInt(value);
}

const argument = (hex: string) => bytesToHex(hexWord(hex));

export function createChainReader(rpc: Rpc): ChainReader {
  const call = async (network: Caip2, to: string, data: string, block: BlockTag) => {
    const tag = block === 'latest' ? block : `0x${block.toString(16)}`;
    return matched(network, WORD, await rpc(network, 'eth_call', [{ to, data }, tag]));
  };
  return {
    balanceOf: (network, asset, owner) =>
      call(network, asset, `0x${BALANCE_OF}${argument(owner)}`, 'latest'),
    authorizationState: async (network, asset, from, nonce, block = 'latest') => {
      const data = `0x${AUTHORIZATION_STATE}${argument(from)}${argument(nonce)}`;
      const used = await call(network, asset, data, block);
      if (used > 1n) throw new FareboxError('error_rpc', network);
      return used === 1n;
    },
    latestBlock: async (network) => {
      const block = await rpc(network, 'eth_getBlockByNumber', ['latest', false], BLOCK_BYTES);
      const { number, timestamp } = (block ?? {}) as Record<string, unknown>;
      return {
        number: matched(network, QUANTITY, number),
        time: matched(network, QUANTITY, timestamp),
      };
    },
    codeOf: async (network, address) => {
      const code = await rpc(network, 'eth_getCode', [address, 'latest'], CODE_BYTES);
      if (typeof code !== 'string' || !CODE.test(code))
        throw new FareboxError('error_rpc', network);
      return code;
    },
    transaction: async (network, hash) => {
      const answer = await rpc(network, 'eth_getTransactionReceipt', [hash], LOG_BYTES);
      const transaction = transactionOf(answer);
      if (transaction === undefined) throw new FareboxError('error_rpc', network);
      return transaction;
    },
    chainId: async (network) => matched(network, QUANTITY, await rpc(network, 'eth_chainId', [])),
  };
}
