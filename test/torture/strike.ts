import { setTimeout as pause } from 'node:timers/promises';
import type { PopupState } from '../../src/messages/index.ts';
import type { Tab } from '../e2e/driver/driver.ts';
import { until } from '../e2e/driver/until.ts';
import { keyOf, type Move } from '../support/moves.ts';
import { faults } from './truth.ts';
import type { World } from './world.ts';

/** When the background dies. */
export type Moment =
  | {
      readonly kind: 'call';
      readonly api: string;
      readonly nth: number;
      readonly when: 'before' | 'after';
    }
  | { readonly kind: 'time'; readonly ms: number }
  | { readonly kind: 'never' };

export type Strike = {
  readonly moment: Moment;
  /** The worker alone, or the browser. */
  readonly victim: 'worker' | 'browser';
  /** Address without query, on the street. */
  readonly door: string;
};

export type Outcome = {
  /** Transfers for this one consent, and those that followed from it. */
  readonly payments: number;
  readonly faults: readonly string[];
  /** What the popup showed after the strike, and at the end. */
  readonly shown: string;
  readonly end: string;
  readonly reached: boolean;
  /** How the journal tells it, a line a payment. */
  readonly records: readonly string[];
};

/** `recover` lets events be heard for a second first. */
const WAKING = 1_300;

/** One payment that is struck, looked at, and carried on by the person. */
export async function strike(world: World, { moment, victim, door }: Strike): Promise<Outcome> {
  const url = world.once(door);
  const visit = await world.newTab();
  await visit.tab.goto(url);
  const offered = await until(
    async () => {
      const state = await world.state(visit.id);
      return state.kind === 'offers' ? state : undefined;
    },
    { what: `an offer at ${url}` },
  );
  const offer = offered.request.offers[0];
  if (offer === undefined) throw new Error('no offer');
  const held =
    moment.kind === 'call'
      ? await world.driver.hold(moment.api, moment.nth, moment.when)
      : undefined;
  await world.press('pay', { quoteId: offer.quoteId, hash: offer.hash });
  const reached = await waitFor(held, moment);

  let tab: { tab: Tab; id: number } = visit;
  if (victim === 'worker') await world.killWorker();
  else {
    await world.crash();
    await world.state(0);
    await pause(WAKING);
    await world.unlock();
    // The browser has forgotten its tabs, and the person goes to where they were.
    tab = await world.newTab();
    await tab.tab.goto(url);
  }
  await world.state(tab.id);
  await pause(WAKING);
  const found: string[] = [];
  const shown = await look(world, tab, url, found);
  const end = await goOn(world, tab, url, shown);
  const last = end === shown ? shown : await look(world, tab, url, found);
  const transfers = await paidFor(world, url);
  if (transfers.length > 1) found.push(`double: ${transfers.length} transfers in the end`);
  for (const each of [visit, tab]) await each.tab.close().catch(() => undefined);
  return {
    payments: transfers.length,
    faults: found,
    shown: shown.kind,
    end: last.kind,
    reached,
    records: await recordsOf(world, url),
  };
}

async function recordsOf(world: World, url: string): Promise<string[]> {
  const records = (await world.journal()).filter(({ quote }) => quote.url === url);
  return records.map(({ history, ending }) => {
    const steps = history.map(
      ({ state, at }) => `${state} ${new Date(at).toISOString().slice(17)}`,
    );
    return `${steps.join(', ')}; ${JSON.stringify(ending ?? null)}`;
  });
}

async function waitFor(
  held: Awaited<ReturnType<World['driver']['hold']>> | undefined,
  moment: Moment,
): Promise<boolean> {
  if (held === undefined) {
    await pause(moment.kind === 'time' ? moment.ms : 2_500);
    return true;
  }
  try {
    await held.reached({ timeout: 5_000 });
    return true;
  } catch {
    return false;
  }
}

/** Waits until nothing changes any more and holds what the popup draws against the chain. */
async function look(
  world: World,
  { tab, id }: { tab: Tab; id: number },
  url: string,
  found: string[],
): Promise<PopupState> {
  let last = '';
  let still = 0;
  const state = await until(
    async () => {
      const now = await world.state(id);
      const busy = now.kind === 'paying' || now.kind === 'opening';
      const drawn = JSON.stringify(now);
      still = drawn === last && !busy ? still + 1 : 0;
      last = drawn;
      await pause(150);
      return still >= 2 ? now : undefined;
    },
    { timeout: 75_000, what: 'rest' },
  ).catch(async () => world.state(id));
  const popup = await world.driver.popup(id);
  await popup.waitFor('main[data-state]');
  const text = (await popup.text()).replaceAll(/\s+/g, ' ');
  await popup.close();
  const open = await tab.evaluate(() => document.querySelector('#article') !== null);
  const payments = (await world.journal()).filter(({ quote }) => quote.url === url);
  const moves = await world.moves();
  found.push(...faults({ state, text, open, payments, moves }, Date.now()));
  return state;
}

async function paidFor(world: World, url: string): Promise<readonly Move[]> {
  const keys = (await world.journal()).filter(({ quote }) => quote.url === url).map(keyOf);
  return (await world.moves()).filter(({ key }) => keys.includes(key));
}

/** What a person who wants the page does next, by the buttons that they are shown. */
async function goOn(
  world: World,
  { tab, id }: { tab: Tab; id: number },
  url: string,
  shown: PopupState,
): Promise<PopupState> {
  let state = shown;
  for (let tries = 0; tries < 4 && state.kind !== 'receipt'; tries++) {
    if (state.kind === 'offers') {
      // Bought already: the page asks again, and this person has what they wanted.
      if ((await paidFor(world, url)).length > 0) return state;
      const offer = state.request.offers[0];
      if (offer === undefined) return state;
      await world.answer('pay', { quoteId: offer.quoteId, hash: offer.hash });
    } else if (state.kind === 'unsent' && state.payment.maySend) {
      await world.answer('payment.send', { paymentId: state.payment.id });
    } else if (state.kind === 'unknown' || state.kind === 'refused') {
      const paymentId = state.payment.id;
      if (state.payment.mayCheck) await world.answer('payment.check', { paymentId });
      else await world.answer('payment.seen', { paymentId });
      const after = await world.state(id);
      if ('payment' in after && after.kind !== 'receipt') {
        if (after.payment.maySend) await world.answer('payment.send', { paymentId });
        else if (after.payment.mayTakeBack) await world.answer('payment.takeBack', { paymentId });
      }
    } else if (state.kind === 'nothing') {
      if ((await tab.text()).includes('You paid')) return state;
      await tab.goto(url);
    } else return state;
    await pause(400);
    state = await until(
      async () => {
        const now = await world.state(id);
        return now.kind === 'paying' || now.kind === 'opening' ? undefined : now;
      },
      { timeout: 60_000, what: 'the way on to end' },
    ).catch(() => world.state(id));
  }
  return state;
}
