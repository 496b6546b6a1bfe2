import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { run } from '../../packages/farebox-check/src/run.ts';
import type { LightningMap } from '../lab/lightning/map.ts';
import type { NWCClient } from '../lab/lightning/packages/alby.d.mts';
import {
  connectWallet,
  eventsOf,
  nodesOf,
  pull,
  type WalletConnection,
} from '../lab/lightning/remote.ts';
import { lightning } from './lightning.ts';

type Alby = typeof import('../lab/lightning/packages/alby.mjs');

let map: LightningMap;
let alby: Alby;
let nodes: ReturnType<typeof nodesOf>;
let connection: WalletConnection;
let wallet: NWCClient;

/** What came in for this, once it has: the merchant's node writes it down a moment after the payer's. */
const arrived = async (paymentHash: string) => {
  await expect.poll(() => nodes.merchant.isPaid(paymentHash), { timeout: 10_000 }).toBe(true);
  return (await nodes.merchant.received()).filter((each) => each.paymentHash === paymentHash);
};
const pay = (path: string, maxAmount = 50) =>
  alby.fetch402(map.shop + path, {}, { wallet, maxAmount });
/** Connects with the reference client. */
const join = async (options: Parameters<typeof connectWallet>[1] = {}) => {
  connection = await connectWallet(map, options);
  wallet = new alby.NWCClient({ nostrWalletConnectUrl: connection.uri });
};
const once = async (amount = 21n) => {
  const { paid } = await connection.account();
  expect(paid).toHaveLength(1);
  expect(await arrived(paid[0]?.paymentHash ?? '')).toMatchObject([{ amount }]);
};

beforeAll(async () => {
  // Its packages are there once it runs.
  map = await lightning();
  alby = await import('../lab/lightning/packages/alby.mjs');
  nodes = nodesOf(map);
  // It tells its whole day.
  for (const each of ['info', 'warn', 'error'] as const) {
    vi.spyOn(console, each).mockReturnValue(undefined);
  }
});
beforeEach(() => join());
afterEach(() => wallet.close());

test.each(['/l402', '/l402-token', '/lsat'])(
  'the checks find in %s what docs/checks.md says',
  async (path) => {
    const { out } = await run([map.shop + path, '--json']);
    const [{ findings }] = JSON.parse(out);
    const told = findings.filter(({ level }: { level: string }) => level !== 'note');
    expect(told.map(({ check }: { check: string }) => check)).toEqual(['invoice-test-network']);
  },
);

describe('the reference client opens', () => {
  test.each([
    '/l402',
    '/l402-token',
    '/lsat',
    '/library/one',
    '/l402-thrice',
    '/l402-once',
    '/webln',
    '/mpp',
    '/x402',
    '/aperture',
  ])('%s, paid once', async (path) => {
    const response = await pay(path);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('id="paid"');
    await once();
  });

  test('/l402 in the encryption of old wallets', async () => {
    await join({ encryption: 'nip04' });
    expect((await pay('/l402')).status).toBe(200);
    expect(wallet.encryptionType).toBe('nip04');
    await once();
  });
});

test('a lightning charge comes with a receipt, and its credential opens nothing again', async () => {
  const response = await pay('/mpp');
  const receipt = JSON.parse(
    Buffer.from(response.headers.get('payment-receipt') ?? '', 'base64url').toString(),
  );
  const { paid } = await connection.account();
  expect(receipt).toMatchObject({ status: 'success', reference: paid[0]?.paymentHash });
  const { header, value } = response.payment?.credentials ?? { header: '', value: '' };
  const again = await fetch(`${map.shop}/mpp`, { headers: { [header]: value } });
  expect(again.status).toBe(402);
});

describe('a token', () => {
  const tokenOf = async (path: string) => {
    const { payment } = await pay(path);
    return { authorization: payment?.credentials.value ?? '' };
  };
  const statusesOf = async (path: string, headers: Record<string, string>, count: number) => {
    const statuses: number[] = [];
    for (let done = 0; done < count; done += 1) {
      statuses.push((await fetch(map.shop + path, { headers })).status);
    }
    return statuses;
  };

  test('opens its page again, and no other', async () => {
    const headers = await tokenOf('/l402');
    expect(await statusesOf('/l402', headers, 2)).toEqual([200, 200]);
    expect(await statusesOf('/lsat', headers, 1)).toEqual([401]);
    const forged = { authorization: headers.authorization.replace(/:.*/, `:${'0'.repeat(64)}`) };
    expect(await statusesOf('/l402', forged, 1)).toEqual([401]);
  });

  test('of the library opens all of it', async () => {
    const headers = await tokenOf('/library/one');
    expect(await statusesOf('/library/two', headers, 1)).toEqual([200]);
  });

  test('is used up: by 401, or by a new offer', async () => {
    expect(await statusesOf('/l402-thrice', await tokenOf('/l402-thrice'), 3)).toEqual([
      200, 200, 401,
    ]);
    expect(await statusesOf('/l402-once', await tokenOf('/l402-once'), 1)).toEqual([402]);
  });
});

test('shops that break take the money all the same', async () => {
  expect((await pay('/l402-broken')).status).toBe(500);
  await once();
  await join();
  expect((await pay('/l402-thief')).status).toBe(402);
  await once();
  await join();
  await expect(pay('/l402-lost')).rejects.toThrow();
  await once();
});

test('the price rises with each visit', async () => {
  const amounts: (number | undefined)[] = [];
  for (let visit = 0; visit < 2; visit += 1) {
    amounts.push((await pay('/l402-rising')).payment?.amountSat);
  }
  expect(amounts[1]).toBe((amounts[0] ?? 0) + 1);
});

test('a preimage in X-Lightning opens once', async () => {
  const url = `${map.shop}/x-lightning`;
  const offer = await fetch(url);
  expect(offer.status).toBe(402);
  const { preimage } = await wallet.payInvoice({
    invoice: offer.headers.get('x-lightning') ?? '',
  });
  const headers = { 'x-lightning': preimage };
  expect((await fetch(url, { headers })).status).toBe(200);
  expect((await fetch(url, { headers })).status).toBe(400);
  await once();
});

test("a page's wallet pays, lies, or refuses", async () => {
  const ask = async (mode: string) => {
    const invoice = await nodes.merchant.invoice(5n, mode);
    const body = JSON.stringify({ invoice: invoice.bolt11 });
    const response = await fetch(`${map.shop}/lab/webln/${mode}`, { method: 'POST', body });
    return { response, ...invoice };
  };
  const honest = await ask('honest');
  const [payment] = await arrived(honest.paymentHash);
  expect(await honest.response.json()).toEqual({ preimage: payment?.preimage });
  for (const mode of ['lie', 'reject']) {
    const { response, paymentHash } = await ask(mode);
    expect(response.ok).toBe(mode === 'lie');
    expect(await nodes.merchant.isPaid(paymentHash)).toBe(false);
  }
});

describe('the wallet', () => {
  const invoice = (amount = 21n, expiry?: number) =>
    nodes.merchant.invoice(amount, 'An invoice', expiry);

  test('names its network, its money and its budget', async () => {
    expect(await wallet.getInfo()).toMatchObject({ network: 'regtest', alias: 'Lab wallet' });
    expect(await wallet.getBudget()).toEqual({});
    await connection.change({ budget: 100 });
    expect(await wallet.getBudget()).toMatchObject({ used_budget: 0, total_budget: 100_000 });
    await wallet.payInvoice({ invoice: (await invoice()).bolt11 });
    expect(await wallet.getBudget()).toMatchObject({ used_budget: 21_000 });
    expect(BigInt((await wallet.getBalance()).balance)).toBe(
      (await nodes.customer.balance()) * 1000n,
    );
  });

  test('refuses in the codes of NIP-47, and pays nothing', async () => {
    const { bolt11, paymentHash } = await invoice();
    const refusals = [
      ['insufficient', 'INSUFFICIENT_BALANCE'],
      ['restricted', 'RESTRICTED'],
      ['failing', 'PAYMENT_FAILED'],
    ] as const;
    for (const [mode, code] of refusals) {
      await connection.change({ mode });
      await expect(wallet.payInvoice({ invoice: bolt11 })).rejects.toMatchObject({ code });
    }
    await connection.change({ mode: 'honest', budget: 20 });
    await expect(wallet.payInvoice({ invoice: bolt11 })).rejects.toMatchObject({
      code: 'QUOTA_EXCEEDED',
    });
    const { asked, paid } = await connection.account();
    expect(asked).toEqual([paymentHash, paymentHash, paymentHash, paymentHash]);
    expect(paid).toEqual([]);
    expect(await nodes.merchant.isPaid(paymentHash)).toBe(false);
  });

  test('has not enough for a dear article', async () => {
    await expect(pay('/l402-dear', 20_000_000)).rejects.toMatchObject({ paid: false });
    expect(await connection.account()).toMatchObject({ asked: [expect.any(String)], paid: [] });
  });

  test('pays no invoice that is too old', async () => {
    const offer = await fetch(`${map.shop}/l402-short`);
    const [, bolt11 = ''] =
      /invoice="([^"]+)"/.exec(offer.headers.get('www-authenticate') ?? '') ?? [];
    const { timestamp, expiry, paymentHash } = new alby.Invoice({ pr: bolt11 });
    // In whole seconds: the one in which it ends is its own.
    const end = (timestamp + (expiry ?? Number.POSITIVE_INFINITY) + 1) * 1000;
    await expect.poll(() => Date.now(), { timeout: 30_000 }).toBeGreaterThan(end);
    await expect(wallet.payInvoice({ invoice: bolt11 })).rejects.toMatchObject({
      code: 'PAYMENT_FAILED',
    });
    expect(await nodes.merchant.isPaid(paymentHash)).toBe(false);
  });

  test('pays no invoice twice, and knows what it has paid', async () => {
    const { bolt11, paymentHash } = await invoice();
    await expect(wallet.lookupInvoice({ payment_hash: paymentHash })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const { preimage } = await wallet.payInvoice({ invoice: bolt11 });
    await expect(wallet.payInvoice({ invoice: bolt11 })).rejects.toMatchObject({
      code: 'PAYMENT_FAILED',
      message: 'already paid',
    });
    expect(await wallet.lookupInvoice({ payment_hash: paymentHash })).toMatchObject({
      state: 'settled',
      preimage,
      settled_at: expect.any(Number),
    });
    await once();
  });

  test('lies about a preimage', async () => {
    await connection.change({ mode: 'lie' });
    const { bolt11, paymentHash } = await invoice();
    const { preimage } = await wallet.payInvoice({ invoice: bolt11 });
    const [payment] = await arrived(paymentHash);
    expect(preimage).not.toBe(payment?.preimage);
  });

  test('holds its answer back, then gives it', async () => {
    await connection.change({ mode: 'hold' });
    const { bolt11, paymentHash } = await invoice();
    const paying = wallet.payInvoice({ invoice: bolt11 });
    const [payment] = await arrived(paymentHash);
    await connection.change({ mode: 'honest' });
    expect(await paying).toMatchObject({ preimage: payment?.preimage });
  });

  test('does nothing until it is let', async () => {
    await connection.change({ mode: 'hold-before' });
    const { bolt11, paymentHash } = await invoice();
    const paying = wallet.payInvoice({ invoice: bolt11 });
    await expect
      .poll(async () => (await connection.account()).asked, { timeout: 10_000 })
      .toEqual([paymentHash]);
    expect(await nodes.merchant.isPaid(paymentHash)).toBe(false);
    await connection.change({ mode: 'honest' });
    await paying;
    await once();
  });
});

describe('the relay', () => {
  test('keeps answers back, then gives them', async () => {
    await pull(map, 'hold/on');
    const { bolt11, paymentHash } = await nodes.merchant.invoice(21n, 'Held');
    const paying = wallet.payInvoice({ invoice: bolt11 });
    const [payment] = await arrived(paymentHash);
    await pull(map, 'hold/off');
    expect(await paying).toMatchObject({ preimage: payment?.preimage });
  });

  test('goes away, and the wallet knows afterwards what it paid', async () => {
    const before = (await eventsOf(map)).length;
    expect(before).toBeGreaterThan(0);
    await connection.change({ mode: 'mute' });
    const { bolt11, paymentHash } = await nodes.merchant.invoice(21n, 'Dropped');
    // Its answer never comes; the client would wait a minute to say so.
    void wallet.payInvoice({ invoice: bolt11 }).catch(() => undefined);
    const [payment] = await arrived(paymentHash);
    await pull(map, 'refuse/on');
    await pull(map, 'drop');
    await expect(wallet.getInfo()).rejects.toThrow();
    await pull(map, 'refuse/off');
    await expect
      .poll(() => wallet.lookupInvoice({ payment_hash: paymentHash }), { timeout: 10_000 })
      .toMatchObject({ state: 'settled', preimage: payment?.preimage });
  });
});
