import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFacilitator } from '../../../packages/farebox-check/src/practice/facilitator.ts';
import { startPractice } from '../../../packages/farebox-check/src/practice/practice.ts';
import { createPracticeServer } from '../../../packages/farebox-check/src/practice/server.ts';
import type { Json } from '../../../src/core/encoding/json.ts';
import { createPractice } from '../../../src/wallets/practice/index.ts';
import { newPayer } from '../../lab/client.ts';
import { startShopV2 } from '../../lab/shop-v2.ts';
import type { Server as Shop } from '../../lab/web.ts';

// Pretend settlement: a facilitator that checks proofs as a real one does, and moves nothing.

const NOW = 1_790_000_000_000;
const USDC = '0x036CbD53842c5426634e7929541eC2318f3dCF7e';
const PAYEE = '0x90F79bf6EB2c4f870365E785982E1f101E93b906';
const LOCAL = 'http://localhost:4021/weather';
const WANTED = {
  scheme: 'exact',
  network: 'eip155:84532',
  asset: USDC,
  amount: '1000',
  payTo: PAYEE,
  maxTimeoutSeconds: 60,
  extra: { name: 'USDC', version: '2' },
};

type Parts = {
  payTo?: string;
  value?: string;
  validBefore?: number;
  validAfter?: string;
  wanted?: object;
  signature?: string;
  from?: string;
};

/** What a server posts to its facilitator, with a proof of the practice wallet. */
async function posted(parts: Parts = {}): Promise<Json> {
  const wallet = createPractice({ isOn: async () => true, now: () => NOW });
  const where = { paymentId: 'p', tabId: 1, url: LOCAL };
  const rail = { kind: 'eip3009', network: 'eip155:84532', asset: USDC } as const;
  const account = await wallet.account(rail, where);
  if (account?.rail !== 'eip3009') throw new Error('no account');
  const message = {
    ...{ from: account.address, to: parts.payTo ?? PAYEE, value: parts.value ?? '1000' },
    validAfter: parts.validAfter ?? '0',
    validBefore: String(parts.validBefore ?? NOW / 1000 + 60),
    nonce: `0x${'cd'.repeat(32)}`,
  };
  const domain = { name: 'USDC', version: '2', chainId: 84_532, verifyingContract: USDC };
  const result = await wallet.fulfil(
    { rail: 'eip3009', network: 'eip155:84532', domain, message },
    where,
  );
  if (result.rail !== 'eip3009') throw new Error(result.rail);
  const wanted = { ...WANTED, ...parts.wanted };
  const authorization = { ...message, from: parts.from ?? message.from };
  return {
    x402Version: 2,
    paymentPayload: {
      x402Version: 2,
      accepted: WANTED,
      payload: { signature: parts.signature ?? result.signature, authorization },
    },
    paymentRequirements: wanted as Json,
  } as Json;
}

describe('the practice facilitator', () => {
  test('takes a practice proof once', async () => {
    const facilitator = createFacilitator(() => NOW);
    const body = await posted();
    expect(facilitator.verify(body)).toMatchObject({ isValid: true });
    const settled = facilitator.settle(body);
    expect(settled).toMatchObject({ success: true, network: 'eip155:84532' });
    // "practice" in ASCII, so that no one looks for it on a chain.
    expect(settled.transaction).toMatch(/^0x7072616374696365[0-9a-f]{48}$/);
    expect(facilitator.settle(body)).toMatchObject({
      success: false,
      errorReason: 'invalid_exact_evm_nonce_already_used',
    });
  });

  test.each<readonly [string, Parts, string]>([
    ['another payee', { payTo: USDC }, 'invalid_exact_evm_recipient_mismatch'],
    ['too little', { value: '999' }, 'invalid_exact_evm_payload_authorization_value_mismatch'],
    [
      'hardly any time',
      { validBefore: NOW / 1000 + 3 },
      'invalid_exact_evm_payload_authorization_valid_before',
    ],
    ['someone else as the payer', { from: PAYEE }, 'invalid_exact_evm_signature'],
    ['a broken signature', { signature: '0x12' }, 'invalid_exact_evm_signature'],
    [
      'a token of another name',
      { wanted: { extra: { name: 'USD Coin', version: '2' } } },
      'invalid_exact_evm_token_name_mismatch',
    ],
    [
      'another network',
      { wanted: { network: 'eip155:8453' } },
      'invalid_exact_evm_network_mismatch',
    ],
    ['another scheme', { wanted: { scheme: 'upto' } }, 'unsupported_scheme'],
  ])('refuses %s, with the reason that a real one gives', async (_, parts, reason) => {
    const facilitator = createFacilitator(() => NOW);
    const body = await posted(parts);
    expect(facilitator.verify(body)).toMatchObject({ isValid: false, invalidReason: reason });
    expect(facilitator.settle(body)).toMatchObject({ success: false, errorReason: reason });
  });

  test.each([{}, [], null, 'text', { paymentPayload: 1, paymentRequirements: [] }])(
    'refuses %j and does not fail',
    (body) => {
      const facilitator = createFacilitator(() => NOW);
      expect(facilitator.verify(body)).toMatchObject({ isValid: false });
    },
  );
});

test('the command listens on this computer alone', async () => {
  const practice = await startPractice(['--port=0']);
  try {
    expect((await fetch(`${practice.url}/supported`)).status).toBe(200);
    // Where it listened on every address, Linux would answer here.
    const elsewhere = practice.url.replace('127.0.0.1', '127.0.0.2');
    await expect(fetch(`${elsewhere}/supported`)).rejects.toThrow();
  } finally {
    practice.close();
  }
});

describe('served', () => {
  let server: Server;
  let shop: Shop;
  let url = '';
  beforeAll(async () => {
    server = createPracticeServer(Date.now);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    shop = await startShopV2(url);
  });
  afterAll(async () => {
    await shop?.close();
    server?.close();
  });

  test.each(['/weather', '/plain', '/several'])(
    '@x402/express sells %s with nothing changed but its facilitator',
    async (path) => {
      // No chain is there: to mint does nothing.
      const payer = await newPayer({ mint: async () => undefined } as never);
      const paid = await payer.pay(shop.url + path, { headers: { Accept: 'application/json' } });
      expect(paid.status).toBe(200);
      expect(payer.receipt(paid)).toMatchObject({ success: true, payer: payer.address });
    },
  );

  test('gives practice invoices, and says what is wrong with a wish', async () => {
    const ask = (body: string) => fetch(`${url}/invoice`, { method: 'POST', body });
    const made = (await (await ask('{"sat":10}')).json()) as { invoice: string };
    expect(made.invoice).toMatch(/^lnbcrt100n1/);
    for (const wrong of ['{"sat":0}', '{"sat":"10"}', '{"sat":1.5}', '{}', 'nonsense']) {
      const answer = await ask(wrong);
      expect(answer.status).toBe(400);
      expect(((await answer.json()) as { error: string }).error).not.toBe('');
    }
    const long = ask(JSON.stringify({ sat: 10, description: 'a'.repeat(300_000) }));
    expect(await long.then(({ status }) => status).catch(() => 400)).toBe(400);
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
  });
});
