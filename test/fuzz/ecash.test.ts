import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FareboxError } from '../../src/core/errors.ts';
import type { EcashRequest } from '../../src/core/offers/rail.ts';
import { MODES, type Mode } from '../lab/mint/mint.ts';
import { SHOP_PUBLIC_KEY } from '../lab/mint/till.ts';
import {
  type Cut,
  type Disk,
  impatient,
  openWorld,
  type World,
  wake,
  worthOf,
} from '../support/ecash-harness.ts';

/** A walk is a hundred requests with real blind signatures. */
const runs = Number(process.env['FAREBOX_FUZZ_RUNS'] ?? 5_000);
const walks = Math.ceil(runs / 2_500);

type Step = {
  readonly act: 'fund' | 'pay' | 'make' | 'back' | 'sweep' | 'rotate';
  readonly number: number;
  readonly locked: boolean;
  readonly amount: bigint;
  readonly mode: Mode;
  readonly cut?: Cut | undefined;
};

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom('fund', 'pay', 'pay', 'make', 'make', 'back', 'sweep', 'rotate'),
  number: fc.nat(5),
  locked: fc.boolean(),
  amount: fc.bigInt({ min: 1n, max: 300n }),
  mode: fc.constantFrom(...MODES, 'up', 'up'),
  cut: fc.option(
    fc.record({ at: fc.integer({ min: 1, max: 16 }), how: fc.constantFrom('dies', 'fails') }),
    { nil: undefined },
  ),
});

const lock = { kind: 'P2PK', data: SHOP_PUBLIC_KEY, tags: [] } as const;

async function take(world: World, disk: Disk, { act, number, locked, amount, cut }: Step) {
  const { ecash } = wake(disk, cut, impatient(world.mint));
  const request: EcashRequest = world.request(21n, locked ? { lock } : {});
  const payment = `${locked ? 'locked' : 'open'} ${number}`;
  if (act === 'rotate') return world.mint.rotate();
  if (act === 'sweep') return ecash.resume();
  if (act === 'back') return ecash.takeBack(payment);
  if (act === 'fund') {
    const quote = await ecash.quote(world.mint.url, 'sat', amount);
    await world.lightning.pay(quote.bolt11);
    return ecash.claim(quote.quote);
  }
  const token = await ecash.send(payment, request);
  if (act === 'make') return token;
  // The shop's own wallet, the reference client, loses what a mint does not answer.
  world.mint.become('up');
  const path = locked ? '/locked' : '/article';
  return fetch(world.shop.url + path, { headers: { 'X-Cashu': token } });
}

describe('ecash', () => {
  it('whatever fails, and whenever: the books of the mint are those of purse and shop', async () => {
    const walk = fc.array(step, { minLength: 8, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(walk, fc.constantFrom(0n, 250n), async (steps, feePpk) => {
        const world = await openWorld({ feePpk });
        try {
          const disk: Disk = new Map();
          await world.fund(disk, 500n);
          for (const each of steps) {
            world.mint.become(each.mode);
            await Promise.resolve(take(world, disk, each)).catch(() => undefined);
          }
          world.mint.become('up');
          await wake(disk).ecash.resume();
          await wake(disk).ecash.resume();
          const { holdings } = await wake(disk).ecash.shown();
          expect(holdings.every(({ held }) => held === 0n)).toBe(true);
          const takings = world.shop.takings()['sat'] ?? 0n;
          expect((await worthOf(disk)) + takings).toBe(world.mint.books('sat').outstanding);
        } finally {
          await world.close();
        }
      }),
      { numRuns: walks },
    );
  });

  it('a mint may answer anything: expected failures, and no coins of it', async () => {
    const world = await openWorld();
    const disk: Disk = new Map();
    await world.fund(disk, 64n);
    const answers = fc.oneof(
      fc.json(),
      fc.string(),
      fc.constantFrom('{"signatures":[]}', '{"states":[{}]}', '{"code":11001,"detail":"x"}', ''),
    );
    await fc.assert(
      fc.asyncProperty(answers, fc.constantFrom(200, 400, 404, 500), async (text, status) => {
        const nonsense: typeof fetch = async () => new Response(text, { status });
        const { ecash } = wake(new Map(structuredClone([...disk])), undefined, nonsense);
        const { url } = world.mint;
        for (const act of [
          () => ecash.look(url),
          () => ecash.send('payment', world.request(21n)),
          () => ecash.takeBack('payment'),
          () => ecash.quote(url, 'sat', 5n),
        ]) {
          const outcome = await act().catch((error: unknown) => error);
          expect(outcome).toBeInstanceOf(FareboxError);
        }
        const [held] = (await ecash.shown()).holdings;
        expect((held?.amount ?? 0n) + (held?.held ?? 0n)).toBe(64n);
      }),
      { numRuns: Math.ceil(runs / 200) },
    );
    await world.close();
  });
});
