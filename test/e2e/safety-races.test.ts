import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer, PaymentView } from '../../src/messages/index.ts';
import { become, forget, paidRequestsOf } from '../lab/remote.ts';
import { startShopHostile } from '../lab/shop-hostile.ts';
import type { Server } from '../lab/web.ts';
import { until } from './driver/until.ts';
import { inTorture, PASSPHRASE } from './helpers.ts';
import { street as ownStreet } from './own-street.ts';

inTorture((stage) => {
  let shop: Server;
  beforeAll(async () => {
    shop = await startShopHostile(ownStreet().facilitator);
  });
  afterAll(() => shop.close());

  test('fifty presses at once make one payment', async () => {
    const visit = await stage().visit(stage().once(`${shop.url}/wall`));
    const { quoteId, hash } = await stage().offer(visit);
    const answers = await stage().home.evaluate(
      (input) => {
        const press = () => browser.runtime.sendMessage({ command: 'pay', in: input });
        return Promise.all(Array.from({ length: 50 }, press)) as Promise<Answer<PaymentView>[]>;
      },
      { quoteId, hash },
    );
    const refused = answers.filter(({ ok }) => !ok);
    expect(refused).toHaveLength(49);
    for (const each of refused) expect(each).toMatchObject({ error: 'error_already_paying' });
    await stage().shows(visit, 'receipt');
    expect(await stage().spent()).toHaveLength(1);
  });

  test('two tabs of one address that are paid for at once make one payment', async () => {
    const url = stage().once(`${shop.url}/wall`);
    const visits = [await stage().visit(url), await stage().visit(url)];
    const offers = await Promise.all(visits.map((visit) => stage().offer(visit)));
    const answers = await Promise.all(
      offers.map(({ quoteId, hash }) => stage().answer('pay', { quoteId, hash })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const settled = async () => (await stage().spent()).length > 0;
    await until(settled, { what: 'the money to move' });
    expect(await stage().spent()).toHaveLength(1);
  });

  test('a page that is loaded again while it is paid for is paid for once', async () => {
    const visit = await stage().visit(stage().once(`${shop.url}/wall`));
    const { quoteId, hash } = await stage().offer(visit);
    await forget(shop.url);
    const paying = stage().answer('pay', { quoteId, hash });
    for (let times = 0; times < 4; times++) await visit.tab.reload().catch(() => undefined);
    expect(await paying).toMatchObject({ ok: true });
    // A page that was loaded once more after it was paid for asks anew.
    const end = await stage().shows(visit, 'receipt', 'unknown', 'refused', 'unsent', 'offers');
    // A reload may have taken the answer away: then the way on is the same proof, and the chain.
    if (end.kind !== 'receipt' && end.kind !== 'offers') {
      const { id: paymentId, maySend } = end.payment;
      await stage().answer('payment.check', { paymentId });
      const { payments } = await stage().command('payment.list', null);
      const state = payments.find(({ id }) => id === paymentId)?.state;
      if (state !== 'settled' && maySend) await stage().answer('payment.send', { paymentId });
      await stage().shows(visit, 'receipt', 'refused', 'offers');
    }
    expect(await stage().spent()).toHaveLength(1);
    expect(new Set((await paidRequestsOf(shop.url)).map(proofOf)).size).toBe(1);
  });

  test('a tab that is closed while it pays leaves a record, and the chain says how it ended', async () => {
    await become(stage().street.facilitator, 'held');
    const visit = await stage().visit(stage().once(`${shop.url}/wall`));
    const { quoteId, hash } = await stage().offer(visit);
    await forget(shop.url);
    await stage().command('pay', { quoteId, hash });
    await until(async () => (await paidRequestsOf(shop.url)).length > 0, { what: 'the proof' });
    await visit.tab.close();
    const record = async () => {
      const { payments } = await stage().command('payment.list', null);
      return payments.find(({ id }) => id === quoteId);
    };
    await until(async () => (await record())?.state === 'unknown', { what: 'unknown' });
    await become(stage().street.facilitator, 'honest');
    await until(async () => (await stage().spent()).length > 0, { what: 'the money to move' });
    await stage().command('payment.check', { paymentId: quoteId });
    expect(await record()).toMatchObject({ state: 'settled' });
  });

  test('a purse that locks between consent and signature signs nothing', async () => {
    const visit = await stage().visit(stage().once(`${shop.url}/wall`));
    const { quoteId, hash } = await stage().offer(visit);
    await forget(shop.url);
    await stage().driver.background(() => {
      const { put } = IDBObjectStore.prototype;
      // The write of the request to the wallet, just before the wallet is asked.
      IDBObjectStore.prototype.put = function (...args) {
        const { payment } = args[0] as { payment?: { state: string } };
        if (payment?.state === 'paying') void browser.storage.session.remove('keyring.key');
        return Reflect.apply(put, this, args);
      };
    });
    const answer = await stage().answer('pay', { quoteId, hash });
    expect(answer).toMatchObject({ ok: false, error: 'error_locked' });
    expect(await paidRequestsOf(shop.url)).toEqual([]);
    expect(await stage().spent()).toEqual([]);
    await stage().driver.killWorker();
    await stage().command('keyring.unlock', { passphrase: PASSPHRASE });
    await visit.tab.reload();
    const next = await stage().offer(visit);
    await stage().command('pay', { quoteId: next.quoteId, hash: next.hash });
    await stage().shows(visit, 'receipt');
    expect(await stage().spent()).toHaveLength(1);
  });

  test('of pages that load at once under a grant only those in front are paid, no more than it allows', async () => {
    const own = await startShopHostile(ownStreet().facilitator);
    try {
      const visit = await stage().visit(stage().once(`${own.url}/wall`));
      const { quoteId, hash } = await stage().offer(visit);
      await stage().command('pay', { quoteId, hash });
      await stage().shows(visit, 'receipt');
      const grant = { perPayment: '10000', perDay: '30000', days: 1 };
      await stage().command('auto-pay.grant', { paymentId: quoteId, ...grant });
      await stage().countAsked();
      // Each tab is in front when it opens, and in the background when the next one does.
      const visits = await Promise.all(
        Array.from({ length: 6 }, () => stage().visit(stage().once(`${own.url}/wall`))),
      );
      const kinds = async () =>
        Promise.all(
          visits.map(async (each) => (await stage().shows(each, 'receipt', 'offers')).kind),
        );
      await kinds();
      // What is paid after that, alone and in front, comes after all of them were decided on. A page shows its offers
      // before it is decided on.
      const before = await stage().asked();
      const last = await stage().visit(stage().once(`${own.url}/wall`));
      const decided = async () =>
        (await stage().state(last)).kind === 'receipt' || (await stage().asked()) > before;
      await until(decided, { what: 'the last page to be paid or asked about' });
      // One may be on its way still: who shows a receipt, and what has moved, must come to agree.
      const receipts = async () =>
        [...(await kinds()), (await stage().state(last)).kind].filter((kind) => kind === 'receipt')
          .length;
      const agree = async () => {
        const paid = await receipts();
        return paid > 0 && (await stage().spent()).length === 1 + paid;
      };
      await until(agree, { what: 'as many payments as receipts' });
      const paid = await receipts();
      expect(paid).toBeGreaterThan(0);
      expect(paid).toBeLessThanOrEqual(2);
    } finally {
      await stage().command('auto-pay.revoke', { origin: own.url });
      await own.close();
    }
  });
});

function proofOf({ headers }: { headers: readonly (readonly [string, string])[] }) {
  return headers.find(([name]) => name.toLowerCase() === 'payment-signature')?.[1];
}
