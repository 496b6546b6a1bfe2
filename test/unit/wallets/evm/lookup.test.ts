import { afterEach, expect, test } from 'vitest';
import type { Eip3009Request } from '../../../../src/core/offers/rail.ts';
import { ASKED, box } from '../purse/box.ts';
import { DONE, type Node, type Reply, startNode } from '../purse/node.ts';
import { VECTORS } from '../purse/vectors.ts';

const END = 1_795_227_081;
const { domain, message } = VECTORS[0];
const request: Eip3009Request = {
  rail: 'eip3009',
  network: 'eip155:84532',
  domain,
  message: { ...message, value: '1000', validAfter: '0', validBefore: String(END) },
};

const hex = (value: number) => `0x${value.toString(16)}`;
const word = (value: number) => `0x${value.toString(16).padStart(64, '0')}`;

type Chain = { used: boolean | string; time: number; chainId?: number; lags?: boolean };

/** A chain whose latest block, number 77, has this time; `lags`: the call reaches a node without it. */
const chain =
  ({ used, time, chainId = 84532, lags = false }: Chain): Reply =>
  ({ method, params }, response) => {
    if (method === 'eth_chainId') return hex(chainId);
    if (method === 'eth_getBlockByNumber') return { number: hex(77), timestamp: hex(time) };
    if (lags && params[1] !== 'latest') {
      response.end('{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"header not found"}}');
      return DONE;
    }
    return typeof used === 'string' ? used : word(used ? 1 : 0);
  };

let node: Node | undefined;
afterEach(() => node?.close());

async function looked(reply: Reply, now = END * 1000) {
  node = await startNode(reply);
  const { purse, clock } = box(node.url);
  clock.now = now;
  return purse.lookup(request, ASKED);
}

test.each<[string, Chain, 'paid' | 'unpaid' | 'unknown']>([
  ['used, before the end', { used: true, time: END - 30 }, 'paid'],
  ['used, long after the end', { used: true, time: END + 9999 }, 'paid'],
  ['unused, before the end', { used: false, time: END - 1 }, 'unknown'],
  ['unused, at the end', { used: false, time: END }, 'unknown'],
  ['unused, 60 s after the end', { used: false, time: END + 60 }, 'unknown'],
  ['unused, 61 s after the end', { used: false, time: END + 61 }, 'unpaid'],
  ['unused, on another chain', { used: false, time: END + 61, chainId: 8453 }, 'unknown'],
  ['no token there', { used: '0x', time: END + 61 }, 'unknown'],
  ['answered by a node that lags', { used: false, time: END + 61, lags: true }, 'unknown'],
])('%s: the payment is then known as it should be', async (_, state, expected) => {
  expect(await looked(chain(state))).toBe(expected);
});

test('goes by the clock of the chain, not by its own', async () => {
  const late = chain({ used: false, time: END - 30 });
  expect(await looked(late, (END + 86_400) * 1000)).toBe('unknown');
  await node?.close();
  const early = chain({ used: false, time: END + 61 });
  expect(await looked(early, (END - 86_400) * 1000)).toBe('unpaid');
});

test('is unknown when the network is off, dead or talks nonsense', async () => {
  expect(await box(undefined).purse.lookup(request, ASKED)).toBe('unknown');
  expect(await looked(() => 'nonsense')).toBe('unknown');
  await node?.close();
  const { purse } = box(node?.url);
  expect(await purse.lookup(request, ASKED)).toBe('unknown');
});

test('is unknown for a request that is none', async () => {
  const reply = chain({ used: false, time: END + 61 });
  node = await startNode(reply);
  const { purse } = box(node.url);
  const broken = { ...request, message: { ...request.message, nonce: '0x' } };
  expect(await purse.lookup(broken, ASKED)).toBe('unknown');
  expect(node.asked).toEqual([]);
});
