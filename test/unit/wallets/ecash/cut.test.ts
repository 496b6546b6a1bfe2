import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Unsure } from '../../../../src/core/errors.ts';
import type { EcashRequest } from '../../../../src/core/offers/rail.ts';
import { SHOP_PUBLIC_KEY } from '../../../lab/mint/till.ts';
import {
  type Cut,
  type Disk,
  openWorld,
  type World,
  wake,
  worthOf,
} from '../../../support/ecash-harness.ts';

/**
 * At each call to the outside in turn the worker dies, or the call fails. Whatever happens, the
 * mint's books say what is out there: it is all in the purse or in the shop, and the shop was paid once.
 */
let world: World;
let dear: World;
beforeAll(async () => {
  world = await openWorld();
  dear = await openWorld({ feePpk: 250n, version: 0 });
});
afterAll(async () => {
  await world.close();
  await dear.close();
});

const lock = { kind: 'P2PK', data: SHOP_PUBLIC_KEY, tags: [] } as const;

const outstanding = ({ mint }: World) => mint.books('sat').outstanding;
const takings = ({ shop }: World) => shop.takings()['sat'] ?? 0n;

async function payShop({ shop }: World, path: string, token: string): Promise<number> {
  const response = await fetch(shop.url + path, { headers: { 'X-Cashu': token } });
  return response.status;
}

/** Cuts `act` at one call after another, each on a disk of its own. */
async function everyCut(
  how: Cut['how'],
  fresh: () => Promise<Disk>,
  act: (worker: ReturnType<typeof wake>) => Promise<unknown>,
  check: (disk: Disk, cut: Cut) => Promise<void>,
): Promise<number> {
  for (let at = 1; ; at++) {
    const disk = await fresh();
    const worker = wake(disk, { at, how });
    await act(worker).catch(() => undefined);
    if (worker.calls() < at) return at - 1;
    await check(disk, { at, how });
  }
}

async function funded(at: World): Promise<Disk> {
  const disk: Disk = new Map();
  // One coin: there is no way to pay with it but by a swap.
  await at.fund(disk, 32n);
  return disk;
}

describe.each([
  ['dies', 'a lock', '/locked', () => world, { lock }],
  ['fails', 'fees', '/article', () => dear, {}],
] as const)('one call %s while paying with %s', (how, _name, path, where, more) => {
  test('at every step: the same payment goes on, and pays once', async () => {
    const at = where();
    const request: EcashRequest = at.request(21n, more);
    let before = { out: 0n, worth: 0n, taken: 0n };
    const fresh = async () => {
      const disk = await funded(at);
      before = {
        out: outstanding(at),
        worth: await worthOf(disk),
        taken: takings(at),
      };
      return disk;
    };
    const check = async (disk: Disk, cut: Cut) => {
      const { ecash } = wake(disk);
      const token = await ecash.send('payment', request);
      expect(await ecash.send('payment', request), JSON.stringify(cut)).toBe(token);
      // What the mint's fees took is gone from its books and from the purse alike.
      expect(before.out - outstanding(at)).toBe(before.worth - (await worthOf(disk)));
      const middle = outstanding(at);
      expect(await payShop(at, path, token)).toBe(200);
      expect(await ecash.check('payment')).toBe('spent');
      // The shop has its price whatever the mint takes of it; what it took is what left the purse beside the price.
      expect(takings(at) - before.taken).toBe(21n);
      const [fee, changeFee] = [middle - outstanding(at), before.out - middle];
      expect(await worthOf(disk)).toBe(before.worth - 21n - fee - changeFee);
      expect(fee + changeFee).toBe(at === dear ? 2n : 0n);
    };
    const cuts = await everyCut(how, fresh, ({ ecash }) => ecash.send('payment', request), check);
    expect(cuts).toBeGreaterThan(10);
  });
});

test('dies at every step of paying: taken back unsent, all is in the purse again', async () => {
  let out = 0n;
  let worth = 0n;
  await everyCut(
    'dies',
    async () => {
      const disk = await funded(dear);
      [out, worth] = [outstanding(dear), await worthOf(disk)];
      return disk;
    },
    ({ ecash }) => ecash.send('payment', dear.request(21n)),
    async (disk) => {
      expect(await wake(disk).ecash.takeBack('payment')).toBe('taken');
      const { tokens, holdings } = await wake(disk).ecash.shown();
      expect(tokens).toEqual([]);
      expect(holdings.every(({ held }) => held === 0n)).toBe(true);
      expect(out - outstanding(dear)).toBe(worth - (await worthOf(disk)));
    },
  );
});

describe('dies at every step of', () => {
  test('taking back', async () => {
    const at = dear;
    let out = 0n;
    let worth = 0n;
    await everyCut(
      'dies',
      async () => {
        const disk = await funded(at);
        await wake(disk).ecash.send('payment', at.request(21n));
        [out, worth] = [outstanding(at), await worthOf(disk)];
        return disk;
      },
      ({ ecash }) => ecash.takeBack('payment'),
      async (disk) => {
        expect(await wake(disk).ecash.takeBack('payment')).toBe('taken');
        expect(out - outstanding(at)).toBe(worth - (await worthOf(disk)));
        expect((await wake(disk).ecash.shown()).tokens).toEqual([]);
      },
    );
  });

  test('claiming a paid quote', async () => {
    let quote = '';
    let out = 0n;
    await everyCut(
      'dies',
      async () => {
        const disk: Disk = new Map();
        const { ecash } = wake(disk);
        await ecash.addMint(world.mint.url);
        const made = await ecash.quote(world.mint.url, 'sat', 6n);
        await world.lightning.pay(made.bolt11);
        [quote, out] = [made.quote, outstanding(world)];
        return disk;
      },
      ({ ecash }) => ecash.claim(quote),
      async (disk) => {
        await wake(disk).ecash.resume();
        expect(await worthOf(disk)).toBe(6n);
        expect(outstanding(world) - out).toBe(6n);
        expect(await wake(disk).ecash.claim(quote)).toBe('gone');
      },
    );
  });

  test('receiving a token', async () => {
    const at = dear;
    const other: Disk = new Map();
    await at.fund(other, 4096n);
    let token = '';
    let payments = 0;
    let out = 0n;
    await everyCut(
      'fails',
      async () => {
        const disk: Disk = new Map();
        await wake(disk).ecash.addMint(at.mint.url);
        payments += 1;
        token = await wake(other).ecash.send(`gift ${payments}`, at.request(50n));
        out = outstanding(at);
        return disk;
      },
      ({ ecash }) => ecash.receive(token),
      async (disk) => {
        const { ecash } = wake(disk);
        await ecash.receive(token).catch((error: unknown) => {
          // It came in before the worker died.
          expect(error).toMatchObject({ key: 'error_token_spent' });
        });
        const got = await worthOf(disk);
        // Fifty after the mint's fee, which the giver has paid.
        expect(got).toBe(50n);
        expect(out - outstanding(at)).toBeGreaterThan(0n);
        const again = { key: 'error_token_spent' };
        await expect(wake(disk).ecash.receive(token)).rejects.toMatchObject(again);
        expect(await worthOf(disk)).toBe(got);
      },
    );
  });
});

test('a mint that does what it is asked and hangs up: nothing is lost or paid twice', async () => {
  const disk = await funded(world);
  const before = { out: outstanding(world), swaps: world.mint.swaps() };
  world.mint.become('mute');
  const { ecash } = wake(disk);
  const token = await ecash.send('payment', world.request(21n));
  expect(await ecash.takeBack('payment')).toBe('taken');
  world.mint.become('up');
  expect(world.mint.swaps()).toBe(before.swaps + 2);
  expect(outstanding(world)).toBe(before.out);
  expect(await worthOf(disk)).toBe(32n);
  expect(await payShop(world, '/article', token)).toBe(400);
});

test('a mint that is down when it is asked: the same token when it is back', async () => {
  const disk = await funded(world);
  const out = outstanding(world);
  world.mint.become('down');
  const { ecash } = wake(disk);
  const failed = await ecash.send('payment', world.request(21n)).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(Unsure);
  expect(failed).toMatchObject({ key: 'error_mint_unreachable' });
  expect(await worthOf(disk)).toBe(32n);
  await expect(ecash.takeBack('payment')).rejects.toBeInstanceOf(Unsure);
  world.mint.become('up');
  const token = await wake(disk).ecash.send('payment', world.request(21n));
  expect(outstanding(world)).toBe(out);
  expect(await payShop(world, '/article', token)).toBe(200);
  expect(await wake(disk).ecash.takeBack('payment')).toBe('spent');
  expect(await worthOf(disk)).toBe(11n);
});

test('two at once make one token', async () => {
  const disk = await funded(world);
  const { ecash } = wake(disk);
  const request = world.request(21n);
  const tokens = await Promise.all([1, 2, 3].map(() => ecash.send('payment', request)));
  expect(new Set(tokens).size).toBe(1);
  expect((await ecash.shown()).holdings).toMatchObject([{ amount: 11n, held: 0n }]);
});
