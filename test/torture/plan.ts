import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../e2e/driver/until.ts';
import { callsSeen, countCalls } from './calls.ts';
import { shuffled } from './random.ts';
import type { Moment, Strike } from './strike.ts';
import type { World } from './world.ts';

/** One strike in so many ends the whole browser, and one in so many comes at a random time. */
const BROWSER = 6;
const RANDOM = 8;
/** ms within which a payment is over. */
const LONGEST = 1_500;

/** Every place to die on each rail, before and after, in a random order and as often as `count` allows. */
export async function plan(world: World, count: number, random: () => number): Promise<Strike[]> {
  const { odd, v2 } = world.street.map;
  const shop = world.lightning.shop;
  const ecash = world.ecash.shop.url;
  const rails = [
    { doors: [`${odd}/no-receipt`, `${odd}/empty`, `${v2}/weather`], at: `${odd}/empty` },
    { doors: [`${shop}/l402`, `${shop}/x-lightning`, `${shop}/mpp`], at: `${shop}/l402` },
    {
      doors: [`${ecash}/article`, `${ecash}/locked`, `${ecash}/error-taken`],
      at: `${ecash}/article`,
    },
  ];
  const pools: { places: readonly Moment[]; pool: Moment[] }[] = [];
  for (const { at } of rails) {
    const places = await placesOf(world, at);
    console.log(`${world.name}: ${places.length} places to die at ${new URL(at).pathname}`);
    pools.push({ places, pool: [] });
  }
  const strikes: Strike[] = [];
  for (let at = 0; at < count; at++) {
    const rail = at % rails.length;
    const [doors, from] = [rails[rail]?.doors ?? [], pools[rail]];
    if (from?.pool.length === 0) from.pool = inOrder(from.places, random);
    const timed: Moment = { kind: 'time', ms: Math.floor(random() * LONGEST) };
    const turn = Math.floor(at / rails.length);
    const moment = turn % RANDOM === RANDOM - 1 ? timed : (from?.pool.pop() ?? timed);
    strikes.push({
      moment,
      victim: turn % BROWSER === BROWSER - 1 ? 'browser' : 'worker',
      door: doors[turn % doors.length] ?? `${odd}/empty`,
    });
  }
  return strikes;
}

/** What changes something comes first (from the end): reading is most of the places, and the least of them. */
function inOrder(places: readonly Moment[], random: () => number): Moment[] {
  const reads = (place: Moment) => place.kind === 'call' && place.api.endsWith('.get');
  return [
    ...shuffled(places.filter(reads), random),
    ...shuffled(
      places.filter((place) => !reads(place)),
      random,
    ),
  ];
}

/** Counts the calls of one payment that nobody disturbs. */
async function placesOf(world: World, door: string): Promise<Moment[]> {
  const url = world.once(door);
  const { tab, id } = await world.newTab();
  await tab.goto(url);
  const shows = (kind: string) =>
    until(
      async () => {
        const state = await world.state(id);
        return state.kind === kind ? state : undefined;
      },
      { what: kind },
    );
  const state = await shows('offers');
  const offer = state.kind === 'offers' ? state.request.offers[0] : undefined;
  if (offer === undefined) throw new Error('no offer');
  await countCalls(world.driver);
  await world.command('pay', { quoteId: offer.quoteId, hash: offer.hash });
  await pause(LONGEST);
  const calls = await callsSeen(world.driver);
  await shows('receipt');
  await tab.close();
  const times = new Map<string, number>();
  for (const api of calls) times.set(api, (times.get(api) ?? 0) + 1);
  const kept = [...times].filter(([api]) => api !== 'runtime.sendMessage');
  return kept.flatMap(([api, most]) =>
    Array.from({ length: most }, (_, index) => index + 1).flatMap((nth) =>
      (['before', 'after'] as const).map((when): Moment => ({ kind: 'call', api, nth, when })),
    ),
  );
}
