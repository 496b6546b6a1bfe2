import { getTokenMetadata, Wallet } from '@cashu/cashu-ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fitting, grossOf } from '../../../../src/wallets/ecash/proofs/select-proofs.ts';
import { createEcashWallet } from '../../../../src/wallets/ecash/wallet.ts';
import { type Mint, startMint } from '../../../lab/mint/mint.ts';
import { SHOP_KEY, SHOP_PUBLIC_KEY } from '../../../lab/mint/till.ts';
import { type Disk, openWorld, type World, wake, worthOf } from '../../../support/ecash-harness.ts';

/**
 * A token is worth its price to who redeems it, whatever the mint takes for its coins: the payer pays that, knows
 * it before, and pays no more of it than the limit.
 */
const lock = { kind: 'P2PK', data: SHOP_PUBLIC_KEY, tags: [] } as const;
const open: { close(): Promise<void> }[] = [];
const worlds = new Map<bigint, World>();
const PPKS = [0n, 1n, 100n, 250n, 999n, 1000n] as const;
beforeAll(async () => {
  for (const [at, feePpk] of PPKS.entries()) {
    const world = await openWorld({ feePpk, version: at % 2 === 0 ? 1 : 0 });
    worlds.set(feePpk, world);
    open.push(world);
  }
});
afterAll(async () => {
  for (const each of open) await each.close();
});

const at = (ppk: bigint): World => {
  const world = worlds.get(ppk);
  if (world === undefined) throw new Error(`no mint takes ${ppk} ppk`);
  return world;
};
const asks = ({ mint }: World) => ({ mints: [mint.url], unit: 'sat' });

async function funded(world: World, amount: bigint): Promise<Disk> {
  const disk: Disk = new Map();
  await world.fund(disk, amount);
  return disk;
}

/** What the reference client gets for a token, as a shop's till does. */
async function redeem(token: string, mint: string): Promise<bigint> {
  const wallet = new Wallet(mint, { unit: 'sat' });
  await wallet.loadMint();
  const proofs = await wallet.receive(token, { privkey: SHOP_KEY });
  return proofs.reduce((sum, { amount }) => sum + amount.toBigInt(), 0n);
}

describe.each(PPKS)('a mint that takes %s ppk', (ppk) => {
  test.each([
    [1n, {}],
    [21n, {}],
    [21n, { lock }],
    [255n, {}],
  ])(
    'a price of %s: the shop has it after the fee, and the purse loses what was said',
    async (price, more) => {
      const world = at(ppk);
      const disk = await funded(world, 600n);
      const { ecash } = wake(disk);
      const cost = await ecash.costOf(asks(world), price, 'lock' in more);
      if (cost.kind !== 'pays') throw new Error(cost.kind);
      const before = await worthOf(disk);
      const request = world.request(price, { ...more, maxFee: String(cost.fee) });
      const token = await ecash.send('payment', request);
      expect(await redeem(token, world.mint.url)).toBeGreaterThanOrEqual(price);
      expect(await ecash.check('payment')).toBe('spent');
      expect(before - (await worthOf(disk))).toBe(price + cost.fee);
      if (ppk === 0n) expect(cost.fee).toBe(0n);
      else expect(cost.fee).toBeGreaterThan(0n);
      // One less than was said is refused, and nothing moves.
      if (cost.fee > 0n) {
        const less = await funded(world, 600n);
        const cheap = world.request(price, { ...more, maxFee: String(cost.fee - 1n) });
        await expect(wake(less).ecash.send('p', cheap)).rejects.toMatchObject({
          key: 'error_mint_fee',
        });
        expect(await worthOf(less)).toBe(600n);
      }
    },
  );
});

describe('a request of version 0.1.0, which names no fee', () => {
  const bare = (world: World, amount: bigint) => {
    const { maxFee: _, ...request } = world.request(amount);
    return request;
  };

  test.each([1n, 21n, 255n])('%s: a mint without fees gives exactly the price', async (price) => {
    const world = at(0n);
    const disk = await funded(world, 600n);
    const token = await wake(disk).ecash.send('before', bare(world, price));
    expect(getTokenMetadata(token).amount.toBigInt()).toBe(price);
    expect(await worthOf(disk)).toBe(600n);
    // The same again for the same payment.
    expect(await wake(disk).ecash.send('before', bare(world, price))).toBe(token);
  });

  test('a mint that takes a fee takes nothing that was not agreed to', async () => {
    const world = at(1000n);
    const disk = await funded(world, 600n);
    const sent = wake(disk).ecash.send('before', bare(world, 21n));
    await expect(sent).rejects.toMatchObject({ key: 'error_mint_fee' });
    expect((await wake(disk).ecash.made('before')).state).toBe('none');
  });
});

describe('what an offer costs', () => {
  test('one satoshi at 100 ppk takes two, never a token that is worth nothing', async () => {
    const world = at(100n);
    const disk = await funded(world, 2n);
    const { ecash } = wake(disk);
    expect(await ecash.costOf(asks(world), 1n, false)).toMatchObject({ kind: 'pays', fee: 1n });
    const token = await ecash.send('payment', world.request(1n, { maxFee: '1' }));
    expect(getTokenMetadata(token).amount.toBigInt()).toBe(2n);
    expect(await ecash.takeBack('payment')).toBe('taken');
    expect(await worthOf(disk)).toBe(1n);
    // What is left is worth nothing to a shop: it is not handed out.
    expect(await ecash.costOf(asks(world), 1n, false)).toEqual({ kind: 'short' });
    await expect(ecash.send('again', world.request(1n))).rejects.toMatchObject({
      key: 'error_ecash_not_enough',
    });
  });

  test('above the limit it is not payable, and the wallet says why', async () => {
    const mint = await startMint({ lightning: at(0n).lightning, feePpk: 50_000n, version: 0 });
    open.push(mint);
    const disk: Disk = new Map();
    await fund(mint, disk, 1024n);
    const wallet = createEcashWallet(wake(disk).ecash);
    const rail = { kind: 'ecash', mints: [mint.url], unit: 'sat' } as const;
    expect(await wallet.extra?.(rail, 10n, false)).toBe('reason_mint_fee');
    expect(await wallet.extra?.(rail, 1020n, false)).toBe('short');
    const request = {
      rail: 'ecash',
      mints: [mint.url],
      unit: 'sat',
      amount: '10',
      maxFee: '10',
    } as const;
    await expect(wallet.fulfil(request, { paymentId: 'p', tabId: 1 })).rejects.toMatchObject({
      key: 'error_mint_fee',
    });
    expect(await worthOf(disk)).toBe(1024n);
  });

  test('a mint that does not answer is not asked again at once, and is a while later', async () => {
    const world = at(0n);
    const disk = await funded(world, 100n);
    disk.set('later', 10 * 60_000);
    let asked = 0;
    let hangs = true;
    const { ecash } = wake(disk, undefined, async (...request) => {
      asked += 1;
      if (hangs) throw new TypeError('no answer');
      return fetch(...request);
    });
    const cost = () => ecash.costOf(asks(world), 21n, false);
    expect(await cost()).toEqual({ kind: 'silent' });
    const once = asked;
    expect(await cost()).toEqual({ kind: 'silent' });
    expect(asked).toBe(once);
    hangs = false;
    expect(await cost()).toEqual({ kind: 'silent' });
    disk.set('later', 10 * 60_000 + 31_000);
    expect(await cost()).toMatchObject({ kind: 'pays' });
  });

  test('not known while the mint is silent, unless it spoke a moment ago', async () => {
    const world = at(250n);
    const disk = await funded(world, 64n);
    world.mint.become('down');
    expect(await wake(disk).ecash.costOf(asks(world), 21n, false)).toMatchObject({ kind: 'pays' });
    disk.set('later', 6 * 60_000);
    const { ecash } = wake(disk);
    expect(await ecash.costOf(asks(world), 21n, false)).toEqual({ kind: 'silent' });
    const failed = ecash.send('payment', world.request(21n));
    await expect(failed).rejects.toMatchObject({ key: 'error_mint_unreachable' });
    world.mint.become('up');
    expect(await wake(disk).ecash.costOf(asks(world), 21n, false)).toMatchObject({ kind: 'pays' });
    expect(await worthOf(disk)).toBe(64n);
  });

  test('a fee that was raised in between is asked for anew', async () => {
    const mint = await startMint({ lightning: at(0n).lightning, units: ['sat'], version: 0 });
    open.push(mint);
    const disk: Disk = new Map();
    await fund(mint, disk, 64n);
    const { ecash } = wake(disk);
    const rail = { mints: [mint.url], unit: 'sat' };
    expect(await ecash.costOf(rail, 21n, false)).toMatchObject({ kind: 'pays', fee: 0n });
    mint.rotate(1000n);
    const request = { ...at(0n).request(21n, { mints: [mint.url] }), maxFee: '0' };
    await expect(ecash.send('payment', request)).rejects.toMatchObject({ key: 'error_mint_fee' });
    expect(await worthOf(disk)).toBe(64n);
    const now = await ecash.costOf(rail, 21n, false);
    expect(now).toMatchObject({ kind: 'pays' });
    const fee = now.kind === 'pays' ? now.fee : 0n;
    expect(fee).toBeGreaterThan(0n);
    const token = await ecash.send('anew', { ...request, maxFee: String(fee) });
    expect(await redeem(token, mint.url)).toBeGreaterThanOrEqual(21n);
  });
});

describe('mints that are not on the list (NUT-18)', () => {
  const listed = 'https://mint.listed.example';
  const methods = [
    { method: 'bolt11', fee: '2' },
    { method: 'bolt12', fee: '5' },
  ];
  test.each([
    ['a strict list', { mints: [listed] }, undefined],
    ['advice', { mints: [listed], others: true }, 0n],
    ['no list', { mints: [], others: true }, 0n],
    ['a surcharge by the method of the mint', { mints: [listed], others: true, methods }, 2n],
    ['no list, and a surcharge', { mints: [], others: true, methods }, 2n],
    [
      'only methods that the mint has not',
      { mints: [], others: true, methods: methods.slice(1) },
      undefined,
    ],
  ])('%s', async (_name, rail, surcharge) => {
    const world = at(0n);
    const disk = await funded(world, 64n);
    const { ecash } = wake(disk);
    const request = { ...rail, unit: 'sat' };
    expect(await ecash.serves(request)).toBe(surcharge !== undefined);
    const cost = await ecash.costOf(request, 21n, false);
    if (surcharge === undefined) expect(cost).toEqual({ kind: 'short' });
    else expect(cost).toEqual({ kind: 'pays', from: world.mint.url, surcharge, fee: 0n });
  });

  test('one that is listed goes first, without a surcharge, though another costs as little', async () => {
    const [first, second] = [at(0n), at(250n)];
    const disk = await funded(first, 64n);
    await second.fund(disk, 64n);
    const request = { mints: [`${second.mint.url}/`], unit: 'sat', others: true, methods };
    const cost = await wake(disk).ecash.costOf(request, 21n, false);
    expect(cost).toMatchObject({ kind: 'pays', from: `${second.mint.url}/`, surcharge: 0n });
    const large = await wake(disk).ecash.costOf(request, 64n, false);
    expect(large).toEqual({ kind: 'short' });
  });
});

const powers = Array.from({ length: 16 }, (_, at) => 1n << BigInt(at));
const coin = (amount: bigint) => ({ id: 'a', amount: String(amount), secret: '', C: '' });

describe('the arithmetic, against its definition', () => {
  test('grossOf: the least that leaves the net', () => {
    const left = (gross: bigint, ppk: bigint) => {
      const coins = BigInt(gross.toString(2).replaceAll('0', '').length);
      return gross - (coins * ppk + 999n) / 1000n;
    };
    fc.assert(
      fc.property(fc.bigInt(1n, 2000n), fc.bigInt(0n, 3000n), (net, ppk) => {
        const gross = grossOf(net, 32_000n, powers, ppk) ?? 0n;
        expect(left(gross, ppk)).toBeGreaterThanOrEqual(net);
        for (let less = net; less < gross; less++) expect(left(less, ppk)).toBeLessThan(net);
      }),
    );
    expect(grossOf(5n, 5n, powers, 1n)).toBeUndefined();
    expect(grossOf(5n, 9n, [2n, 4n], 0n)).toBe(6n);
  });

  test('fitting: leaves the net, and costs no more than it may', () => {
    const some = fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 12 });
    fc.assert(
      fc.property(some, fc.bigInt(1n, 600n), fc.bigInt(0n, 2000n), (list, net, ppk) => {
        const coins = list.map((power) => coin(1n << BigInt(power)));
        const found = fitting(coins, net, net + 20n, () => ppk);
        if (found === undefined) return;
        const face = found.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
        expect(face - (BigInt(found.length) * ppk + 999n) / 1000n).toBeGreaterThanOrEqual(net);
        expect(face).toBeLessThanOrEqual(net + 20n);
      }),
    );
  });
});

async function fund(mint: Mint, disk: Disk, amount: bigint): Promise<void> {
  const { ecash } = wake(disk);
  await ecash.addMint(mint.url);
  const quote = await ecash.quote(mint.url, 'sat', amount);
  await at(0n).lightning.pay(quote.bolt11);
  await ecash.claim(quote.quote);
}
