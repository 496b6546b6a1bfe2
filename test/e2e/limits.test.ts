import { afterEach, expect, test } from 'vitest';
import { many } from '../support/counts.ts';
import { until } from './driver/until.ts';
import { inTorture, type Stage } from './helpers.ts';

const CENT = '10000';

/** Browsers in which the shop is quiet already. */
const quiet = new Set<Stage>();

inTorture((stage) => {
  const article = () => stage().once(`${stage().street.v2}/article`);
  const limits = (change: Record<string, string>) =>
    stage().command('settings.set', { limits: change });
  // Whatever a test came to: the next one begins with the usual limits.
  afterEach(() => limits({}));
  const origin = () => new URL(stage().street.v2).origin;

  test('a price over the limit for one payment is shown, and not paid', async () => {
    await limits({ perPayment: '9999' });
    const visit = await stage().visit(article());
    const { request } = await stage().shows(visit, 'over-limit');
    const [offer] = request.offers;
    expect(offer?.over).toEqual({ limit: 'perPayment', allowed: '9999', spent: '0' });
    const answer = await stage().answer('pay', {
      quoteId: offer?.quoteId ?? '',
      hash: offer?.hash ?? '',
    });
    expect(answer).toMatchObject({ error: 'error_limit_payment', detail: ['0.009999', '0'] });
    expect(await stage().spent()).toEqual([]);
    await limits({ perPayment: CENT });
    await stage().shows(visit, 'offers');
  });

  test('of payments that race, no more go through than the day allows', async () => {
    await limits({});
    const { testDay } = await stage().command('spending.get', null);
    const visits = [];
    for (let count = 0; count < many(5); count++) visits.push(await stage().visit(article()));
    const offers = await Promise.all(visits.map((visit) => stage().offer(visit)));
    await limits({ perDay: String(BigInt(testDay) + 2n * BigInt(CENT)) });
    const answers = await Promise.all(
      offers.map(({ quoteId, hash }) => stage().answer('pay', { quoteId, hash })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(2);
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
    expect(refused).toEqual(Array(many(5) - 2).fill('error_limit_day'));
    for (const [at, { ok }] of answers.entries()) {
      const visit = visits[at];
      if (ok && visit !== undefined) await stage().shows(visit, 'receipt');
    }
    expect(await stage().spent()).toHaveLength(2);
    await limits({});
  });

  test('a site that was paid can be paid without asking, up to its day, until it is stopped', async () => {
    const first = await stage().visit(article());
    const { quoteId, hash } = await stage().offer(first);
    const { id } = await stage().command('pay', { quoteId, hash });
    await stage().shows(first, 'receipt');
    const { testDay } = await stage().command('spending.get', null);
    await stage().command('auto-pay.grant', {
      paymentId: id,
      perPayment: CENT,
      // What this site took today counts too: leave for one more.
      perDay: String(BigInt(testDay) + BigInt(CENT)),
      days: 1,
    });

    const asked = await stage().countAsked();
    const second = await stage().visit(article());
    const { payment } = await stage().shows(second, 'receipt');
    expect(payment).toMatchObject({ autoPaid: true, autoPay: true });
    await second.tab.waitFor('#paid');
    expect(await stage().spent()).toHaveLength(2);

    await asked(await stage().visit(article()));
    expect(await stage().spent()).toHaveLength(2);

    await stage().command('auto-pay.revoke', { origin: origin() });
    expect((await stage().command('settings.get', null)).settings.grants).toEqual({});
  });

  test('what a first payment has not proven is never paid without asking', async () => {
    const first = await stage().visit(article());
    const { quoteId, hash } = await stage().offer(first);
    const { id } = await stage().command('pay', { quoteId, hash });
    await stage().shows(first, 'receipt');
    const ask = { paymentId: id, perPayment: CENT, perDay: CENT, days: 1 };
    const bad = [
      ['paymentId', { ...ask, paymentId: 'nobody' }],
      ['perPayment', { ...ask, perPayment: '0' }],
      ['perDay', { ...ask, perDay: '1' }],
      ['days', { ...ask, days: 0 }],
    ] as const;
    for (const [field, input] of bad) {
      expect(await stage().answer('auto-pay.grant', input)).toMatchObject({
        error: 'error_setting',
        detail: [field],
      });
    }
    expect((await stage().command('settings.get', null)).settings.grants).toEqual({});
    await stage().shows(await stage().visit(article()), 'offers');
    expect(await stage().spent()).toHaveLength(1);
  });

  test('a blocked site is not paid, and comes back when it is unblocked', async () => {
    const visit = await stage().visit(article());
    const { quoteId, hash } = await stage().offer(visit);
    await stage().command('block', { origin: origin() });
    expect(await stage().answer('pay', { quoteId, hash })).toMatchObject({
      error: 'error_blocked',
    });
    await stage().command('unblock', { origin: origin() });
    await stage().command('pay', { quoteId, hash });
    await stage().shows(visit, 'receipt');
  });

  test('a site that is told no twice leaves the popup closed', async () => {
    await stage().settle({ openPopup: true });
    // It was told so in an earlier round, and is quiet since.
    const times = quiet.has(stage()) ? 0 : 2;
    quiet.add(stage());
    for (let count = 0; count < times; count++) {
      const visit = await stage().visit(article());
      const { request } = await stage().shows(visit, 'offers');
      // "Not now" is said in the popup: it has opened by then.
      const popup = await until(() => stage().driver.actionPopup(), { what: 'the popup' });
      await stage().command('dismiss', { tabId: visit.id, seenId: request.seenId });
      await stage().shows(visit, 'skipped');
      // Firefox leaves a popup open when another tab comes to the front.
      await popup.close();
      await until(async () => (await stage().driver.actionPopup()) === undefined, {
        what: 'the popup to be closed',
      });
    }
    const visit = await stage().visit(article());
    await until(() => stage().isAsked(visit), { what: 'the badge' });
    await stage().shows(visit, 'offers');
    expect(await stage().driver.actionPopup()).toBeUndefined();
  });
});
