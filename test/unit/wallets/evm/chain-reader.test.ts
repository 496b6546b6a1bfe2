import {
  type Address,
  bytesToHex,
  createTestClient,
  type Hex,
  http,
  parseAbi,
  publicActions,
  walletActions,
} from 'viem';
import { baseSepolia } from 'viem/chains';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Eip3009Request } from '../../../../src/core/offers/rail.ts';
import { createChainReader } from '../../../../src/wallets/evm/chain-reader.ts';
import { domainSeparator } from '../../../../src/wallets/evm/eip712.ts';
import { createRpc } from '../../../../src/wallets/evm/rpc.ts';
import { transactionOf } from '../../../../src/wallets/evm/transaction-log.ts';
import { ANY_BLOCK, type Chain, startChain } from '../../../lab/chain.ts';
import { ASKED, box, signatureOf } from '../purse/box.ts';

const network = 'eip155:84532';
const SHOP = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
/** An account that anvil holds unlocked: the facilitator, who pays the gas. */
const TILL = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const abi = parseAbi([
  'function transferWithAuthorization(address from, address to, uint256 value, uint256 validAfter, uint256 validBefore, bytes32 nonce, bytes signature)',
]);

let chain: Chain;
beforeAll(async () => {
  chain = await startChain();
}, 60_000);
afterAll(() => chain?.close());

const clientOf = (url: string) =>
  createTestClient({
    mode: 'anvil',
    chain: baseSepolia,
    transport: http(url),
    account: TILL,
    pollingInterval: 20,
  })
    .extend(publicActions)
    .extend(walletActions);

test('what the purse signs moves real USDC, once, and the chain tells what became of it', async () => {
  const client = clientOf(chain.rpcUrl);
  const { purse, clock } = box(chain.rpcUrl);
  clock.now = Date.now();
  const status = await purse.create('seven wet dogs');
  const payer = (status.state === 'none' ? '' : status.address) as Address;
  await chain.mint(payer, 50_000n);
  expect(await purse.balanceOf(network, chain.usdc, payer)).toBe(50_000n);

  const validBefore = Math.floor(clock.now / 1000) + 300;
  const request = (nonce: string): Eip3009Request => ({
    rail: 'eip3009',
    network,
    domain: { name: 'USDC', version: '2', chainId: 84532, verifyingContract: chain.usdc },
    message: {
      from: payer,
      to: SHOP,
      value: '10000',
      validAfter: '0',
      validBefore: String(validBefore),
      nonce,
    },
  });
  const [used, unused] = [request(`0x${'a1'.repeat(32)}`), request(`0x${'b2'.repeat(32)}`)];
  expect(bytesToHex(domainSeparator(used.domain))).toBe(await chain.domainSeparator());
  expect(await purse.lookup(used, ASKED)).toBe('unknown');

  const signature = signatureOf(await purse.fulfil(used, ASKED));
  const { message } = used;
  const settle = async () => {
    const hash = await client.writeContract({
      address: chain.usdc,
      abi,
      functionName: 'transferWithAuthorization',
      args: [
        message.from as Hex,
        message.to as Hex,
        BigInt(message.value),
        BigInt(message.validAfter),
        BigInt(message.validBefore),
        message.nonce as Hex,
        signature as Hex,
      ],
    });
    const { status } = await client.waitForTransactionReceipt({ hash, ...ANY_BLOCK });
    return { status, told: await reader.transaction(network, hash) };
  };
  const reader = createChainReader(createRpc({ fetch, rpc: () => chain.rpcUrl }));
  const { from, to, value, nonce } = used.message;
  const lower = { from: from.toLowerCase(), to: to.toLowerCase(), value };
  expect(await settle()).toEqual({
    status: 'success',
    told: {
      state: 'done',
      transfers: [{ asset: chain.usdc.toLowerCase(), ...lower }],
      authorizations: [{ from: lower.from, nonce }],
    },
  });
  const nothing = { transfers: [], authorizations: [] };
  expect(await reader.transaction(network, `0x${'ab'.repeat(32)}`)).toEqual({
    state: 'absent',
    ...nothing,
  });
  expect(await purse.lookup(used, ASKED)).toBe('paid');
  expect(await purse.balanceOf(network, chain.usdc, payer)).toBe(40_000n);
  expect(await purse.balanceOf(network, chain.usdc, SHOP)).toBe(10_000n);
  expect(await settle()).toEqual({ status: 'reverted', told: { state: 'failed', ...nothing } });
  expect(await chain.transfers(payer)).toHaveLength(1);

  await client.setNextBlockTimestamp({ timestamp: BigInt(validBefore + 60) });
  await client.mine({ blocks: 1 });
  expect(await purse.lookup(unused, ASKED)).toBe('unknown');
  await client.setNextBlockTimestamp({ timestamp: BigInt(validBefore + 61) });
  await client.mine({ blocks: 1 });
  expect(await purse.lookup(unused, ASKED)).toBe('unpaid');
  expect(await purse.lookup(used, ASKED)).toBe('paid');
}, 60_000);

test.each([
  [undefined],
  ['0x1'],
  [{}],
  [{ status: '0x2', logs: [] }],
  [{ status: '0x1', logs: {} }],
])('%j is no receipt of a transaction', (answer) => {
  expect(transactionOf(answer)).toBeUndefined();
});

test('events that are none, and those of other kinds, are left out', () => {
  const word = `0x${'00'.repeat(32)}`;
  const transfer = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';
  const logs = [
    null,
    { address: SHOP, topics: 'x', data: '0x' },
    { address: 'x', topics: [transfer, word, word], data: word },
    { address: SHOP, topics: [transfer, word, word, word], data: '0x' },
    { address: SHOP, topics: [word], data: word },
  ];
  expect(transactionOf({ status: '0x1', logs })).toMatchObject({
    transfers: [],
    authorizations: [],
  });
});
