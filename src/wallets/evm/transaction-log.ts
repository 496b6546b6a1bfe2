import type { ChainTransaction } from '../../core/exchange/chain-transaction.ts';

/** keccak256 of `Transfer(address,address,uint256)` (ERC-20). */
const TRANSFER = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';
/** … of `AuthorizationUsed(address,bytes32)` (EIP-3009). */
const USED = '0x98de503528ee59b575ef0c0a2576a82497bfc029a5685b209e9ec333479b10a5';

const ADDRESS = /^0x[0-9a-f]{40}$/;
const WORD = /^0x[0-9a-f]{64}$/;

type Event = {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
};

/** An event of a log, in lower case; undefined for what is none. */
function eventOf(value: unknown): Event | undefined {
  const { address, topics, data } = (value ?? {}) as Record<string, unknown>;
  if (typeof address !== 'string' || typeof data !== 'string') return undefined;
  if (!Array.isArray(topics) || !topics.every((each) => typeof each === 'string')) return undefined;
  const event = {
    address: address.toLowerCase(),
    topics: topics.map((each: string) => each.toLowerCase()),
    data: data.toLowerCase(),
  };
  return ADDRESS.test(event.address) && event.topics.every((each) => WORD.test(each))
    ? event
    : undefined;
}

/** An indexed address: the last 20 bytes of a topic. */
const addressIn = (topic = '') => `0x${topic.slice(26)}`;

/** A receipt of `eth_getTransactionReceipt` (null: there is none). Undefined for what is no receipt. */
export function transactionOf(receipt: unknown): ChainTransaction | undefined {
  if (receipt === null) return { state: 'absent', transfers: [], authorizations: [] };
  const { status, logs } = (receipt ?? {}) as Record<string, unknown>;
  if ((status !== '0x1' && status !== '0x0') || !Array.isArray(logs)) return undefined;
  const events = logs.flatMap((each) => eventOf(each) ?? []);
  return {
    state: status === '0x1' ? 'done' : 'failed',
    // An NFT's transfer has a fourth topic and no data.
    transfers: events.flatMap(({ address, topics: [name, from, to, ...more], data }) =>
      name === TRANSFER && to !== undefined && more.length === 0 && WORD.test(data)
        ? [
            {
              asset: address,
              from: addressIn(from),
              to: addressIn(to),
              value: String(BigInt(data)),
            },
          ]
        : [],
    ),
    authorizations: events.flatMap(({ topics: [name, from, nonce] }) =>
      name === USED && nonce !== undefined ? [{ from: addressIn(from), nonce }] : [],
    ),
  };
}
