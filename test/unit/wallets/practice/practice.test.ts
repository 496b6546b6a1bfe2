import { authorizationTypes } from '@x402/evm';
import { type Hex, verifyTypedData } from 'viem';
import { describe, expect, test } from 'vitest';
import { practiceInvoice } from '../../../../packages/farebox-check/src/practice/invoice.ts';
import { decodeInvoice } from '../../../../src/core/lightning/bolt11.ts';
import type { Eip3009Request, LightningRequest } from '../../../../src/core/offers/rail.ts';
import { createPractice } from '../../../../src/wallets/practice/index.ts';
import { makeInvoice, preimageAndHash } from '../../../fixtures/invoice.ts';

// The practice wallet pays servers of this computer while practice is on, and no others, whoever asks it.

const NOW = 1_790_000_000_000;
const USDC = '0x036CbD53842c5426634e7929541eC2318f3dCF7e';
const RAIL = { kind: 'eip3009', network: 'eip155:84532', asset: USDC } as const;
const LIGHTNING = { kind: 'lightning', network: 'regtest' } as const;
const LOCAL = 'http://localhost:4021/weather';

const switched = { on: true };
const wallet = createPractice({ isOn: async () => switched.on, now: () => NOW });

/** The authorization for a payment, from the account that the wallet names for it. */
async function request(paymentId: string, value = '1000'): Promise<Eip3009Request> {
  const account = await wallet.account(RAIL, { paymentId, tabId: 1, url: LOCAL });
  if (account?.rail !== 'eip3009') throw new Error('no account');
  return {
    rail: 'eip3009',
    network: RAIL.network,
    domain: { name: 'USDC', version: '2', chainId: 84_532, verifyingContract: USDC },
    message: {
      from: account.address,
      to: '0x90F79bf6EB2c4f870365E785982E1f101E93b906',
      value,
      validAfter: '0',
      validBefore: String(NOW / 1000 + 60),
      nonce: `0x${'ab'.repeat(32)}`,
    },
  };
}

const asked = (url: string, paymentId = 'seen/x402:0') => ({ paymentId, tabId: 1, url });

const HERE = [
  LOCAL,
  'https://localhost/',
  'http://127.0.0.1:8080/a',
  'http://127.1/a',
  'http://0x7f.0.0.1/a',
  'http://[::1]:4021/a',
  'http://[0:0:0:0:0:0:0:1]/a',
  'http://shop.localhost:3000/a',
  'http://LOCALHOST/a',
];
const ELSEWHERE = [
  'https://shop.example/a',
  'http://localhost.example/a',
  'http://notlocalhost/a',
  'http://127.0.0.1.nip.io/a',
  'http://localhost@evil.example/a',
  'http://127.0.0.1:80@evil.example/a',
  'http://evil.example/localhost',
  'http://evil.example/?u=http://127.0.0.1/',
  'http://evil.example#@localhost/',
  'http://localhost./a',
  'http://0.0.0.0/a',
  'http://[::]/a',
  'http://[::ffff:127.0.0.1]/a',
  'http://[::2]/a',
  'http://128.0.0.1/a',
  'http://192.168.0.1/a',
  'http://10.0.0.1/a',
  'http://localhost.localdomain/a',
  'ftp://localhost/a',
  'file:///localhost/a',
  'localhost:4021/a',
  '',
];

describe('where it pays', () => {
  test.each(HERE)('%s is this computer', async (url) => {
    switched.on = true;
    expect(await wallet.serves(RAIL, url)).toBe(true);
    const result = await wallet.fulfil(await request('seen/x402:0'), asked(url));
    expect(result).toMatchObject({ rail: 'eip3009' });
  });

  test.each(ELSEWHERE)('%s is not', async (url) => {
    switched.on = true;
    expect(await wallet.serves(RAIL, url)).toBe(false);
    expect(await wallet.serves(LIGHTNING, url)).toBe(false);
    expect(await wallet.account(RAIL, asked(url))).toBeUndefined();
    await expect(wallet.fulfil(await request('a'), asked(url, 'a'))).rejects.toMatchObject({
      key: 'error_practice_host',
    });
  });

  test('nowhere without an address', async () => {
    const made = await request('a');
    expect(await wallet.serves(RAIL)).toBe(false);
    await expect(wallet.fulfil(made, { paymentId: 'a', tabId: 1 })).rejects.toMatchObject({
      key: 'error_practice_host',
    });
  });

  test('nowhere while practice is off', async () => {
    switched.on = true;
    const made = await request('a');
    switched.on = false;
    expect(await wallet.serves(RAIL, LOCAL)).toBe(false);
    await expect(wallet.ready()).rejects.toMatchObject({ key: 'error_practice_off' });
    await expect(wallet.fulfil(made, asked(LOCAL, 'a'))).rejects.toMatchObject({
      key: 'error_practice_off',
    });
    switched.on = true;
  });
});

describe('what it gives', () => {
  test('a signature that any verifier takes, the same for the same request', async () => {
    const made = await request('p');
    const [first, again] = [
      await wallet.fulfil(made, asked(LOCAL, 'p')),
      await wallet.fulfil(made, asked(LOCAL, 'p')),
    ];
    expect(again).toEqual(first);
    if (first.rail !== 'eip3009') throw new Error(first.rail);
    const { domain, message } = made;
    const holds = await verifyTypedData({
      address: message.from as Hex,
      domain: { ...domain, verifyingContract: USDC },
      types: authorizationTypes,
      primaryType: 'TransferWithAuthorization',
      message: {
        from: message.from as Hex,
        to: message.to as Hex,
        value: BigInt(message.value),
        validAfter: BigInt(message.validAfter),
        validBefore: BigInt(message.validBefore),
        nonce: message.nonce as Hex,
      },
      signature: first.signature as Hex,
    });
    expect(holds).toBe(true);
  });

  test('by another key for each payment, so that none is ever worth sending money to', async () => {
    const payers = await Promise.all(['a', 'b', 'c'].map((id) => request(id)));
    expect(new Set(payers.map(({ message }) => message.from)).size).toBe(3);
    const [own] = payers;
    if (own === undefined) throw new Error('none');
    await expect(wallet.fulfil(own, asked(LOCAL, 'b'))).rejects.toMatchObject({
      key: 'error_terms',
      detail: ['message.from'],
    });
  });

  const invoiceOf = (invoice: string, paymentHash: string): LightningRequest => ({
    ...{ rail: 'lightning', network: 'regtest', invoice, paymentHash, amount: '10000' },
    ...{ maxFee: '0', expiresAt: NOW + 60_000 },
  });

  test.each([1, 10, 250_000])('the preimage of a practice invoice of %i sat', async (sat) => {
    const { invoice, paymentHash, preimage } = practiceInvoice(sat, 'Weather · ☀', NOW);
    expect(decodeInvoice(invoice)).toMatchObject({
      network: 'regtest',
      amount: BigInt(sat) * 1000n,
      paymentHash,
      description: 'Weather · ☀',
      expiresAt: NOW + 3_600_000,
    });
    expect(await wallet.fulfil(invoiceOf(invoice, paymentHash), asked(LOCAL))).toEqual({
      rail: 'lightning',
      preimage,
    });
  });

  test('no preimage of an invoice that someone else made', async () => {
    const { hash } = preimageAndHash(7);
    const other = makeInvoice({ paymentHash: hash, prefix: 'bcrt100n' });
    for (const invoice of [other, 'lnbcrt1nonsense', practiceInvoice(1, 'x', NOW).invoice]) {
      await expect(wallet.fulfil(invoiceOf(invoice, hash), asked(LOCAL))).rejects.toMatchObject({
        key: 'error_practice_invoice',
      });
    }
  });

  test('and asked later, it says that no money moved', async () => {
    expect(await wallet.lookup(await request('a'), asked(LOCAL, 'a'))).toBe('unpaid');
  });
});
