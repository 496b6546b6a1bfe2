import type { Hex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { expect, test } from 'vitest';
import { ASSETS } from '../../../../src/core/money/assets.ts';
import type { Eip3009Request } from '../../../../src/core/offers/rail.ts';
import { accountRecord } from '../../../../src/wallets/purse/account-schema.ts';
import { ASKED, box, signatureOf } from './box.ts';
import { ADDRESS, KEY, VECTORS } from './vectors.ts';

const PASSPHRASE = 'seven wet dogs';

/** One USDC cent on Base Sepolia, as a protocol asks for it at `now` (ms). */
function cent(now: number): Eip3009Request {
  return {
    rail: 'eip3009',
    network: 'eip155:84532',
    domain: VECTORS[0].domain,
    message: {
      from: ADDRESS,
      to: '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
      value: '10000',
      validAfter: '0',
      validBefore: String(Math.floor(now / 1000) + 60),
      nonce: VECTORS[0].message.nonce,
    },
  };
}

async function open() {
  const all = box();
  await all.purse.import(KEY, PASSPHRASE);
  return { ...all, request: cent(all.clock.now) };
}

test('serves each token that takes EIP-3009, once there is a key', async () => {
  const { purse } = box();
  const rails = ASSETS.map(
    ({ network, address, transfer }) =>
      [{ kind: 'eip3009', network, asset: address } as const, transfer === 'eip3009'] as const,
  );
  for (const [rail] of rails) {
    expect([await purse.serves(rail), await purse.account(rail, { tabId: 1 })]).toEqual([
      false,
      undefined,
    ]);
  }
  await expect(purse.ready()).rejects.toThrow('error_no_purse');
  await purse.import(KEY, PASSPHRASE);
  await purse.lock();
  expect(new Set(rails.map(([, can]) => can)).size).toBe(2);
  for (const [rail, can] of rails) {
    expect(await purse.serves(rail)).toBe(can);
    const payer = can ? { rail: 'eip3009', address: ADDRESS } : undefined;
    expect(await purse.account(rail, { tabId: 1 })).toEqual(payer);
  }
});

test('leaves other rails to other wallets', async () => {
  const { purse } = await open();
  const lightning = { kind: 'lightning', network: 'mainnet' } as const;
  const ecash = { kind: 'ecash', mints: ['https://mint.example'], unit: 'sat' } as const;
  for (const rail of [lightning, ecash]) {
    expect([await purse.serves(rail), await purse.account(rail, { tabId: 1 })]).toEqual([
      false,
      undefined,
    ]);
    expect(await purse.balance?.(rail)).toBeUndefined();
  }
  const request = {
    rail: 'ecash',
    mints: ['https://mint.example'],
    unit: 'sat',
    amount: '1',
    maxFee: '0',
  } as const;
  await expect(purse.fulfil(request, ASKED)).rejects.toThrow('error_no_wallet');
  expect(await purse.lookup(request, ASKED)).toBe('unknown');
});

test('signs exactly what it was asked to', async () => {
  const { purse, request } = await open();
  await purse.ready();
  const result = await purse.fulfil(request, ASKED);
  const { domain, message } = request;
  const expected = await privateKeyToAccount(KEY).signTypedData({
    domain: { ...domain, verifyingContract: domain.verifyingContract as Hex },
    types: {
      TransferWithAuthorization: [
        { name: 'from', type: 'address' },
        { name: 'to', type: 'address' },
        { name: 'value', type: 'uint256' },
        { name: 'validAfter', type: 'uint256' },
        { name: 'validBefore', type: 'uint256' },
        { name: 'nonce', type: 'bytes32' },
      ],
    },
    primaryType: 'TransferWithAuthorization',
    message: {
      from: message.from as Hex,
      to: message.to as Hex,
      value: BigInt(message.value),
      validAfter: BigInt(message.validAfter),
      validBefore: BigInt(message.validBefore),
      nonce: message.nonce as Hex,
    },
  });
  expect(result).toEqual({ rail: 'eip3009', signature: expected });
  expect(await purse.fulfil(request, ASKED)).toEqual(result);
});

test('takes addresses in any case', async () => {
  const { purse, request } = await open();
  const signature = signatureOf(await purse.fulfil(request, ASKED));
  const lower = {
    ...request,
    domain: {
      ...request.domain,
      verifyingContract: request.domain.verifyingContract.toLowerCase(),
    },
    message: { ...request.message, from: ADDRESS.toLowerCase() },
  };
  expect(signatureOf(await purse.fulfil(lower, ASKED))).toBe(signature);
});

const domains: readonly [string, string, Partial<Eip3009Request['domain']>][] = [
  ['domain.name', 'the name of the token on another chain', { name: 'USD Coin' }],
  ['domain.name', 'no name', { name: '' }],
  ['domain.version', 'another version', { version: '1' }],
  ['domain.chainId', 'another chain', { chainId: 8453 }],
  ['domain.chainId', 'a chain that is no number', { chainId: Number.NaN }],
  ['domain.verifyingContract', 'an unknown token', { verifyingContract: ADDRESS }],
  ['domain.verifyingContract', 'no token', { verifyingContract: '' }],
];
test.each(domains)('refuses %s: %s', async (field, _, change) => {
  const { purse, request } = await open();
  const changed = { ...request, domain: { ...request.domain, ...change } };
  await expect(purse.fulfil(changed, ASKED)).rejects.toThrow(`error_terms: ${field}`);
});

test.each(ASSETS.filter(({ transfer }) => transfer === 'permit2'))(
  'refuses $symbol on $network, which has no EIP-3009',
  async ({ network, address, name, version }) => {
    const { purse, request } = await open();
    const chainId = Number(network.split(':')[1]);
    const domain = { name, version, chainId, verifyingContract: address };
    await expect(purse.fulfil({ ...request, network, domain }, ASKED)).rejects.toThrow(
      'error_terms',
    );
  },
);

const at = (seconds: number) => String(1_790_000_000 + seconds);
const messages: readonly [string, Partial<Eip3009Request['message']>][] = [
  ['from', { from: '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC' }],
  ['from', { from: '' }],
  ['to', { to: '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293B' }],
  ['to', { to: 'merchant.eth' }],
  ['value', { value: '0' }],
  ['value', { value: '-1' }],
  ['value', { value: '1.5' }],
  ['value', { value: '0x10' }],
  ['value', { value: '1e6' }],
  ['value', { value: ' 1' }],
  ['value', { value: '01' }],
  ['value', { value: '' }],
  ['value', { value: String(2n ** 256n) }],
  ['validAfter', { validAfter: '-1' }],
  ['validAfter', { validAfter: at(60) }],
  ['validBefore', { validBefore: at(0) }],
  ['validBefore', { validBefore: at(-1) }],
  ['validBefore', { validBefore: at(606) }],
  ['validBefore', { validBefore: String(2n ** 256n - 1n) }],
  ['validBefore', { validBefore: 'tomorrow' }],
  ['nonce', { nonce: '0x00' }],
  ['nonce', { nonce: `0x${'z'.repeat(64)}` }],
  ['nonce', { nonce: '00'.repeat(33) }],
];
test.each(messages)('refuses message.%s: %j', async (field, change) => {
  const { purse, request } = await open();
  const changed = { ...request, message: { ...request.message, ...change } };
  await expect(purse.fulfil(changed, ASKED)).rejects.toThrow(`error_terms: message.${field}`);
});

test.each([at(1), at(600), at(605)])('signs what is valid until %s', async (validBefore) => {
  const { purse, request } = await open();
  const changed = { ...request, message: { ...request.message, validBefore } };
  expect(signatureOf(await purse.fulfil(changed, ASKED))).toMatch(/^0x[0-9a-f]{128}1[bc]$/);
});

test('refuses a chain by another name', async () => {
  const { purse, request } = await open();
  for (const network of ['eip155:084532', 'eip155:1', 'solana:84532', 'eip155:'] as const) {
    await expect(purse.fulfil({ ...request, network }, ASKED)).rejects.toThrow('domain.chainId');
  }
});

// The record of the account is whole, and speaks of another key than the one that is sealed.
test.each([
  '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
  '0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65',
  '0x90F79bf6EB2c4f870365E785982E1f101E93b906',
])('signs nothing by a key that is not that of its address (%s)', async (address) => {
  const { purse, request, store } = await open();
  store.values.set('purse', accountRecord(address, 'key'));
  for (const from of [address, ADDRESS] as const) {
    const asked = { ...request, message: { ...request.message, from } };
    await expect(purse.fulfil(asked as Eip3009Request, ASKED)).rejects.toThrow(
      'error_purse_damaged',
    );
  }
});

test('signs nothing while locked, for another key, or once removed', async () => {
  const { purse, request, again } = await open();
  await purse.lock();
  await expect(purse.fulfil(request, ASKED)).rejects.toThrow('error_locked');
  await expect(purse.ready()).rejects.toThrow('error_locked');
  await purse.remove(PASSPHRASE);
  await expect(again().fulfil(request, ASKED)).rejects.toThrow('error_no_purse');
  await purse.create(PASSPHRASE);
  await expect(purse.fulfil(request, ASKED)).rejects.toThrow('error_terms: message.from');
});
