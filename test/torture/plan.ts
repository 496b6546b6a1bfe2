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

/** Every place to die, before and after, in a random order and as often as `count` allows. */
export async function plan(world: World, count: number, random: () => number): Promise<Strike[]> {
  const places = await placesOf(world);
  console.log(`${world.name}: ${places.length} places to die`);
  const { odd, v2 } = world.street.map;
  const doors = [`${odd}/no-receipt`, `${odd}/empty`, `${v2}/weather`, `${odd}/no-receipt`];
  const strikes: Strike[] = [];
  let pool: Moment[] = [];
  for (let at = 0; at < count; at++) {
    if (pool.length === 0) pool = shuffled(places, random);
    const timed: Moment = { kind: 'time', ms: Math.floor(random() * LONGEST) };
    const moment = at % RANDOM === RANDOM - 1 ? timed : (pool.pop() ?? timed);
    strikes.push({
      moment,
      victim: at % BROWSER === BROWSER - 1 ? 'browser' : 'worker',
      door: doors[at % doors.length] ?? `${odd}/empty`,
    });
  }
  return strikes;
}

/** Counts the calls of one payment that nobody disturbs. */
async function placesOf(world: World): Promise<Moment[]> {
  const url = world.once(`${world.street.map.odd}/empty`);
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
