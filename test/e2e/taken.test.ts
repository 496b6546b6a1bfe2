import { afterAll, beforeAll, expect, test } from 'vitest';
import { startShopHostile } from '../lab/shop-hostile.ts';
import type { Server } from '../lab/web.ts';
import { until } from './driver/until.ts';
import { inBothBrowsers, type Visit } from './helpers.ts';
import { street as ownStreet } from './own-street.ts';

const CENT = 10_000n;

// Stands for every site that takes the money and answers as if it had not, while no chain can be asked.
inBothBrowsers((stage) => {
  let shop: Server;
  beforeAll(async () => {
    shop = await startShopHostile(ownStreet().facilitator);
  });
  afterAll(() => shop.close());

  const enter = (path: string) => stage().visit(stage().once(shop.url + path));
  const taken = async () => (await stage().spent()).reduce((sum, { amount }) => sum + amount, 0n);
  const day = async () => BigInt((await stage().command('spending.get', null)).testDay);

  /** Reads how an auto-paid payment of a page ended, presses a button there, and waits until its proof is over. */
  async function readAndWait(visit: Visit): Promise<void> {
    const { payment } = await stage().shows(visit, 'refused');
    expect(payment.autoPaid).toBe(true);
    const { liveUntil = 0 } = payment;
    await until(async () => Date.now() > liveUntil, {
      what: 'the proof to be over',
      timeout: 20_000,
    });
    await stage().command('payment.seen', { paymentId: payment.id });
  }

  test('a site that takes the money and answers 402 gets no more than the grant, whatever the chain says', async () => {
    const first = await enter('/nothing');
    const { quoteId, hash } = await stage().offer(first);
    const { id } = await stage().command('pay', { quoteId, hash });
    await stage().shows(first, 'receipt');
    await stage().settle({ look: false });
    const perDay = String(3n * CENT);
    await stage().command('auto-pay.grant', {
      paymentId: id,
      perPayment: String(CENT),
      perDay,
      days: 1,
    });

    const asked = await stage().countAsked();
    const second = await enter('/keeps');
    await stage().shows(second, 'refused');
    expect(await taken()).toBe(2n * CENT);
    // The user has not looked at the outcome: Farebox asks for the next page.
    await asked(await enter('/keeps'));
    await readAndWait(second);
    expect(await day()).toBe(2n * CENT);

    // The user looks each time, and each proof is over: the day's amount holds all the same.
    await readAndWait(await enter('/keeps'));
    for (let loads = 0; loads < 3; loads++) await asked(await enter('/keeps'));
    expect(await taken()).toBe(3n * CENT);
    expect(await day()).toBe(3n * CENT);
  }, 120_000);
});
