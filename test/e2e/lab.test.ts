import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectChain } from '../lab/chain.ts';
import { newPayer } from '../lab/client.ts';
import { become, callsOf, forget, paidRequestsOf, requestsOf } from '../lab/remote.ts';
import { hardAddresses } from '../lab/shop-odd.ts';
import { street as ownStreet } from './own-street.ts';

const street = ownStreet();
const chain = connectChain(street.rpcUrl);
let payer: Awaited<ReturnType<typeof newPayer>>;

beforeEach(async () => {
  payer = await newPayer(chain);
});
afterEach(() => become(street.facilitator, 'honest'));

test('the token is the one that the world knows by this domain separator', async () => {
  expect(await chain.domainSeparator()).toBe(
    '0x71f17a3b2ff373b803d70a5a07c046c1a2bc8e89c09ef722fcb047abe94c9818',
  );
});

describe('the reference client opens', () => {
  const oddNames = [
    'empty',
    'no-receipt',
    'free-again',
    'worker/page',
    'frames/inner',
    'calls/xhr',
  ];
  const doors: [name: string, url: string][] = [
    ...['article', 'plain', 'preview'].map((name): [string, string] => [
      name,
      `${street.v2}/${name}`,
    ]),
    ...['page', 'json'].map((name): [string, string] => [`v1 ${name}`, `${street.v1}/${name}`]),
    ...oddNames.map((name): [string, string] => [name, `${street.odd}/${name}`]),
    ...['lower-case', 'mixed-case', 'no-padding'].map((name): [string, string] => [
      name,
      `${street.odd}/dialect/${name}`,
    ]),
    ...Object.entries(hardAddresses).map(([name, path]): [string, string] => [
      `the ${name} address`,
      street.odd + path,
    ]),
  ];
  test.each(doors)('%s for one cent, once', async (_name, url) => {
    const response = await payer.pay(url);
    expect(response.status).toBe(200);
    const moved = await chain.transfers(payer.address);
    expect(moved).toMatchObject([{ amount: 10_000n }]);
    expect(await chain.authorizationState(payer.address, moved[0]?.nonce ?? '0x')).toBe(true);
    expect(await chain.balance(payer.address)).toBe(4_990_000n);
  });
});

test('JSON for a tenth of a cent comes with a receipt that names the transaction', async () => {
  const response = await payer.pay(`${street.v2}/weather`);
  expect(await response.json()).toEqual({ weather: 'sunny' });
  const [move] = await chain.transfers(payer.address);
  expect(payer.receipt(response)).toMatchObject({ success: true, transaction: move?.hash });
});

test('a form is paid with its POST', async () => {
  const response = await payer.pay(`${street.v2}/form`, { method: 'POST', body: 'name=Ada' });
  expect(response.status).toBe(200);
  expect(await chain.transfers(payer.address)).toHaveLength(1);
});

test('a browser gets the paywall page and the challenge', async () => {
  const headers = { accept: 'text/html', 'user-agent': 'Mozilla/5.0' };
  const response = await fetch(`${street.v2}/article`, { headers });
  expect(response.status).toBe(402);
  expect(response.headers.get('payment-required')).toBeTruthy();
  expect(await response.text()).toContain('id="paywall"');
  const old = await fetch(`${street.v1}/page`, { headers });
  expect(old.headers.get('payment-required')).toBeNull();
  expect(await old.text()).toContain('window.x402');
});

test('a shop that breaks takes nothing', async () => {
  expect((await payer.pay(`${street.v2}/broken`)).status).toBe(500);
  expect(await chain.transfers(payer.address)).toEqual([]);
});

test('a purse with too little is refused before anything moves', async () => {
  const response = await payer.pay(`${street.v2}/big`);
  expect(response.status).toBe(402);
  expect(await chain.balance(payer.address)).toBe(5_000_000n);
});

test('a used proof is refused, except by the shop that takes it twice', async () => {
  const url = `${street.odd}/empty`;
  const proof = await payer.sign(url);
  expect((await payer.send(url, proof)).status).toBe(200);
  expect((await payer.send(url, proof)).status).toBe(402);
  const again = `${street.odd}/free-again`;
  const other = await payer.sign(again);
  expect((await payer.send(again, other)).status).toBe(200);
  expect((await payer.send(again, other)).status).toBe(200);
  expect(await chain.transfers(payer.address)).toHaveLength(2);
});

test.each(['/endless', '/rising'])('%s takes nothing and refuses', async (path) => {
  expect((await payer.pay(street.odd + path)).status).toBe(402);
  expect(await chain.transfers(payer.address)).toEqual([]);
});

test('the thief takes the money and refuses', async () => {
  expect((await payer.pay(`${street.odd}/thief`)).status).toBe(402);
  expect(await chain.transfers(payer.address)).toHaveLength(1);
});

test('the lost answer was paid', async () => {
  await expect(payer.pay(`${street.odd}/lost`)).rejects.toThrow();
  expect(await chain.transfers(payer.address)).toHaveLength(1);
});

test('the redirect leads to another site, and the log shows what left', async () => {
  const url = `${street.odd}/redirect`;
  const proof = await payer.sign(url);
  await forget(street.odd);
  const response = await fetch(url, { headers: proof, redirect: 'manual' });
  expect(response.headers.get('location')).toBe(`${street.oddElsewhere}/landing`);
  expect(await requestsOf(street.odd)).toHaveLength(1);
  expect(await paidRequestsOf(street.odd)).toMatchObject([{ method: 'GET', target: '/redirect' }]);
});

describe('the facilitator', () => {
  const url = `${street.v2}/article`;

  test.each(['failing', 'refusing'] as const)('%s moves nothing', async (mode) => {
    await become(street.facilitator, mode);
    expect((await payer.pay(url)).ok).toBe(false);
    expect(await chain.transfers(payer.address)).toEqual([]);
  });

  test('pending: the money moved, and the shop says so without opening', async () => {
    await become(street.facilitator, 'pending');
    const response = await payer.pay(url);
    expect(response.status).toBe(402);
    expect(payer.receipt(response)).toMatchObject({ errorReason: 'settlement_pending' });
    expect(await chain.transfers(payer.address)).toHaveLength(1);
  });

  test('mute: the money moved, and nobody says so', async () => {
    await become(street.facilitator, 'mute');
    expect((await payer.pay(url)).ok).toBe(false);
    expect(await chain.transfers(payer.address)).toHaveLength(1);
  });

  test('held: nothing moves until it is let go', async () => {
    const before = await callsOf(street.facilitator);
    await become(street.facilitator, 'held');
    const paying = payer.pay(url);
    await expect
      .poll(async () => (await callsOf(street.facilitator)).settle, { timeout: 10_000 })
      .toBe(before.settle + 1);
    expect(await chain.transfers(payer.address)).toEqual([]);
    await become(street.facilitator, 'honest');
    expect((await paying).status).toBe(200);
    expect(await chain.transfers(payer.address)).toHaveLength(1);
  });
});
