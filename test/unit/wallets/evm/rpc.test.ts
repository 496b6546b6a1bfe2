import type { ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { createChainReader } from '../../../../src/wallets/evm/chain-reader.ts';
import { createRpc } from '../../../../src/wallets/evm/rpc.ts';
import { DONE, type Node, type Reply, startNode } from '../purse/node.ts';
import { ADDRESS, VECTORS } from '../purse/vectors.ts';

const network = 'eip155:84532';
const asset = VECTORS[0].domain.verifyingContract;
const nodes: Node[] = [];

async function token(reply: Reply, timeout?: number) {
  const node = await startNode(reply);
  nodes.push(node);
  return { node, ...createChainReader(createRpc({ fetch, rpc: () => node.url }, timeout)) };
}

afterEach(async () => {
  for (const node of nodes.splice(0)) await node.close();
});

const word = (value: bigint) => `0x${value.toString(16).padStart(64, '0')}`;
const sent = (write: (response: ServerResponse) => void): Reply => {
  return (_, response) => {
    write(response);
    return DONE;
  };
};

test('asks for a balance, without cookies or referrer', async () => {
  const { node, balanceOf } = await token(() => word(2n ** 200n));
  expect(await balanceOf(network, asset, ADDRESS)).toBe(2n ** 200n);
  const data = `0x70a08231${'0'.repeat(24)}${ADDRESS.slice(2).toLowerCase()}`;
  const [asked] = node.asked;
  expect([asked?.method, asked?.params]).toEqual(['eth_call', [{ to: asset, data }, 'latest']]);
  expect(asked?.headers['content-type']).toBe('application/json');
  expect([asked?.headers.cookie, asked?.headers.referer]).toEqual([undefined, undefined]);
});

test('asks for an authorization at a block', async () => {
  const { node, authorizationState } = await token(({ params }) =>
    word(params[1] === 'latest' ? 0n : 1n),
  );
  const { nonce } = VECTORS[0].message;
  expect(await authorizationState(network, asset, ADDRESS, nonce)).toBe(false);
  expect(await authorizationState(network, asset, ADDRESS, nonce, 4096n)).toBe(true);
  const owner = ADDRESS.slice(2).toLowerCase();
  const data = `0xe94a0102${'0'.repeat(24)}${owner}${nonce.slice(2)}`;
  expect(node.asked.map(({ params }) => params)).toEqual([
    [{ to: asset, data }, 'latest'],
    [{ to: asset, data }, '0x1000'],
  ]);
});

test('a switched-off network is not asked', async () => {
  for (const url of [undefined, '']) {
    const never: typeof fetch = () => Promise.reject(new Error('asked'));
    const off = createChainReader(createRpc({ fetch: never, rpc: () => url }));
    await expect(off.balanceOf(network, asset, ADDRESS)).rejects.toThrow(
      'error_rpc_off: eip155:84532',
    );
  }
});

const LONG = `"${'a'.repeat(70_000)}"`;
const answer = (rest: string) => sent((response) => response.end(`{"jsonrpc":"2.0",${rest}}`));
const bad: readonly [string, Reply][] = [
  ['an empty result: no contract there', () => '0x'],
  ['a short word', () => '0x01'],
  ['a long word', () => `${word(1n)}00`],
  ['no hex', () => `0x${'z'.repeat(64)}`],
  ['a number', () => 1],
  ['null', () => null],
  ['no result', answer('"id":1')],
  ['an error', answer('"id":1,"error":{"code":-32000,"message":"execution reverted"}')],
  ['an error beside a result', answer(`"id":1,"result":"${word(1n)}","error":{"code":-1}`)],
  ['the answer to another question', answer(`"id":2,"result":"${word(1n)}"`)],
  ['a batch', sent((response) => response.end('[]'))],
  ['null for all', sent((response) => response.end('null'))],
  ['no JSON', sent((response) => response.end('<html>'))],
  ['nothing', sent((response) => response.end())],
  ['half an answer', sent((response) => response.write('{"id":1,') && response.destroy())],
  ['a hang-up', sent((response) => response.destroy())],
  [
    'status 429',
    sent((response) => response.writeHead(429).end(`{"id":1,"result":"${word(1n)}"}`)),
  ],
  ['a redirect', sent((response) => response.writeHead(307, { Location: '/other' }).end())],
  ['more than 64 KiB', answer(`"pad":${LONG},"id":1,"result":"${word(1n)}"`)],
];
test.each(bad)('error_rpc: %s', async (_, reply) => {
  const { node, balanceOf } = await token(reply);
  await expect(balanceOf(network, asset, ADDRESS)).rejects.toThrow('error_rpc: eip155:84532');
  expect(node.asked.length).toBe(1);
});

test('error_rpc: a node that stops in the middle of its answer, after the timeout', async () => {
  const { balanceOf } = await token(
    sent((response) => response.write('{"id":1,')),
    100,
  );
  await expect(balanceOf(network, asset, ADDRESS)).rejects.toThrow('error_rpc');
});

test('an authorization is used or not, nothing between', async () => {
  const { authorizationState } = await token(() => word(2n));
  await expect(
    authorizationState(network, asset, ADDRESS, VECTORS[0].message.nonce),
  ).rejects.toThrow('error_rpc');
});

test('reads a block that is longer than a call may be', async () => {
  const transactions = Array.from({ length: 3000 }, (_, at) => word(BigInt(at)));
  const block = { number: '0x10', timestamp: '0x6ab0c1d2', transactions };
  const { latestBlock } = await token(() => block);
  expect(await latestBlock(network)).toEqual({ number: 16n, time: 0x6ab0c1d2n });
});

test.each([null, {}, { number: '0x10' }, { number: '0x010', timestamp: '0x1' }, { number: 1 }])(
  'error_rpc: the block %j',
  async (block) => {
    const { latestBlock } = await token(() => block);
    await expect(latestBlock(network)).rejects.toThrow('error_rpc');
  },
);
