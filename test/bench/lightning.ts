import type { Driver } from '../e2e/driver/driver.ts';
import { PAY } from '../e2e/driver/pay-button.ts';
import { until } from '../e2e/driver/until.ts';
import type { LightningMap } from '../lab/lightning/map.ts';
import { connectWallet, eventsOf } from '../lab/lightning/remote.ts';
import { proofsOf, requestsOf } from '../lab/remote.ts';
import { timeOfClick, timesOfClick } from './pay.ts';
import type { Row } from './row.ts';
import { inTurns, median, ms } from './stats.ts';
import type { Shop } from './web.ts';

const ROUNDS = 15;
const WARM_UP = 2;
const RESPONSE = 23195;

/** When the request with the proof came to the shop, ms since 1970. */
async function arrivalAt(map: LightningMap, target: string): Promise<number> {
  const paid = async () =>
    (await requestsOf(map.shop)).find(
      (request) => request.target === target && proofsOf(request).length > 0,
    )?.at;
  return until(paid, { what: `the paid request for ${target}` });
}

/** What the wallet took for the last request that it answered before `end`, by the relay's clock. */
async function walletTime(map: LightningMap, end: number): Promise<number> {
  const events = await eventsOf(map);
  const answer = events.findLast(({ kind, at }) => kind === RESPONSE && at <= end);
  const asked = answer?.tags.find(([name]) => name === 'e')?.[1];
  const request = events.find(({ id }) => id === asked);
  return (answer?.at ?? Number.NaN) - (request?.at ?? Number.NaN);
}

async function payHere(driver: Driver, map: LightningMap, target: string): Promise<number> {
  const arrival = () => arrivalAt(map, target);
  const { clicked, arrived } = await timesOfClick(driver, map.shop + target, PAY, arrival);
  return arrived - clicked - (await walletTime(map, arrived));
}

/** The reference client at the same door: from the 402 in its hands to its paid request. */
async function referenceFor(map: LightningMap): Promise<(target: string) => Promise<number>> {
  const { NWCClient, fetch402 } = await import('../lab/lightning/packages/alby.mjs');
  const { uri } = await connectWallet(map);
  const wallet = new NWCClient({ nostrWalletConnectUrl: uri });
  const original = globalThis.fetch;
  return async (target) => {
    let asked = Number.NaN;
    globalThis.fetch = async (...request) => {
      const response = await original(...request);
      if (response.status === 402) asked = Date.now();
      return response;
    };
    const { info } = console;
    // It tells its whole day.
    console.info = () => undefined;
    try {
      await fetch402(map.shop + target, {}, { wallet, maxAmount: 50 });
    } finally {
      globalThis.fetch = original;
      console.info = info;
    }
    const arrived = await arrivalAt(map, target);
    return arrived - asked - (await walletTime(map, arrived));
  };
}

/**
 * From the click on Pay to the paid request, less what wallet and reload take, over what the reference client
 * takes from the 402 to its paid request, less what the wallet takes.
 */
export async function lightningRow(
  farebox: Driver,
  stub: Driver,
  shop: Shop,
  map: LightningMap,
): Promise<Row> {
  const page = await farebox.extensionPage();
  const { uri } = await connectWallet(map);
  const answer = (await page.send('lightning.connect', { uri })) as { ok: boolean };
  if (!answer.ok) throw new Error('the wallet was not connected');
  const reference = await referenceFor(map);
  const times = { ours: [] as number[], reload: [] as number[], theirs: [] as number[] };
  await inTurns(
    WARM_UP + ROUNDS,
    async (round) => {
      times.reload.push(await timeOfClick(stub, shop, `/door/reload/ln${round}`, 'button'));
      times.ours.push(await payHere(farebox, map, `/l402?round=${round}`));
    },
    async (round) => {
      times.theirs.push(await reference(`/l402?reference=${round}`));
    },
  );
  const [ours, reload, theirs] = [times.ours, times.reload, times.theirs].map((each) =>
    median(each.slice(WARM_UP)),
  ) as [number, number, number];
  return {
    what: 'Pay → paid request over Lightning, less wallet and reload ÷ lightning-tools',
    ratio: (ours - reload) / theirs,
    budget: 1,
    figures: `${ms(ours)} − ${ms(reload)} ÷ ${ms(theirs)}; ${ROUNDS} pairs`,
  };
}
