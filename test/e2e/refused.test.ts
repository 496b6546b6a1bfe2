import { expect, test } from 'vitest';
import { become, proofsOf, requestsOf } from '../lab/remote.ts';
import { until } from './driver/until.ts';
import { inBothBrowsers } from './helpers.ts';

inBothBrowsers((stage) => {
  const pathOf = (url: string) => url.slice(new URL(url).origin.length);

  test('a price above what the purse holds is not for sale', async () => {
    const visit = await stage().visit(stage().once(`${stage().street.v2}/big`));
    const popup = await stage().popup(visit, 'not-enough');
    expect(await popup.text()).toContain(stage().address);
    expect(await popup.html()).not.toContain('data-act="pay"');
  });

  test('when the purse may not look at the chain, the server says that it holds too little', async () => {
    await stage().makePurse(5_000n);
    await stage().settle({ look: false });
    const visit = await stage().visit(stage().once(`${stage().street.v2}/article`));
    const popup = await stage().pay(visit);
    await stage().drawn(popup, 'refused');
    expect(await popup.text()).toMatch(/too little USDC/);
    expect(await stage().spent()).toEqual([]);
    await stage().settle();
    await stage().makePurse();
  });

  test('a proof that comes twice moves money once', async () => {
    const url = stage().once(`${stage().street.odd}/lost`);
    const visit = await stage().visit(url);
    const popup = await stage().pay(visit);
    // Browsers themselves send a GET once more when the connection breaks before an answer.
    const { kind, payment } = await stage().shows(visit, 'unknown', 'refused');
    // Its own second try may come first; then this one is turned away, and that is as well.
    if (kind === 'unknown') await stage().answer('payment.send', { paymentId: payment.id });
    await stage().drawn(popup, 'refused');
    expect(await popup.text()).toContain('this payment was used before');
    expect(await stage().spent()).toHaveLength(1);
    const proofs = await stage().proofsAt(stage().street.odd, pathOf(url));
    expect(proofs.length).toBeGreaterThan(1);
    expect(new Set(proofs).size).toBe(1);
    await popup.click('[data-act=check]');
    await stage().drawn(popup, 'receipt');
  });

  test('a price that has changed since it was shown is refused before anything is signed', async () => {
    const visit = await stage().visit(stage().once(`${stage().street.odd}/rising`));
    const { quoteId, hash, money } = await stage().offer(visit);
    await visit.tab.reload();
    await until(async () => (await stage().offer(visit)).hash !== hash, { what: 'the new price' });
    const now = await stage().offer(visit);
    expect(BigInt(now.money?.amount ?? 0)).toBeGreaterThan(BigInt(money?.amount ?? 0));
    const dollars = (amount = '0') => `${Number(amount) / 1e6} USDC`;
    expect(await stage().answer('pay', { quoteId, hash })).toEqual({
      ok: false,
      error: 'error_quote_changed',
      detail: [dollars(money?.amount), dollars(now.money?.amount)],
    });
    expect(
      (await stage().command('payment.list', null)).payments.map(({ id }) => id),
    ).not.toContain(quoteId);
  });

  test.each(['rising', 'endless'])(
    'a second 402 (%s) stops, explains, and costs nothing',
    async (name) => {
      const url = stage().once(`${stage().street.odd}/${name}`);
      const visit = await stage().visit(url);
      const popup = await stage().pay(visit);
      await stage().drawn(popup, 'refused');
      const text = await popup.text();
      expect(text).toMatch(name === 'rising' ? /changed its terms/ : /refused the payment/);
      expect(text).toMatch(/could still take the money until/);
      expect(await stage().spent()).toEqual([]);
      expect(await stage().proofsAt(stage().street.odd, pathOf(url))).toHaveLength(1);
      await visit.tab.reload();
      await stage().shows(visit, 'refused');
      expect(await stage().proofsAt(stage().street.odd, pathOf(url))).toHaveLength(1);
    },
  );

  test('a site that took the money and denies it is found out by the chain', async () => {
    const visit = await stage().visit(stage().once(`${stage().street.odd}/thief`));
    const popup = await stage().pay(visit);
    await stage().drawn(popup, 'refused');
    await popup.click('[data-act=check]');
    await stage().drawn(popup, 'receipt');
    expect(await stage().spent()).toHaveLength(1);
  });

  test('a shop that breaks after the proof may still take the money, and that is said', async () => {
    const visit = await stage().visit(stage().once(`${stage().street.v2}/broken`));
    const popup = await stage().pay(visit);
    await stage().drawn(popup, 'unknown');
    const text = await popup.text();
    expect(text).toContain('error 500');
    expect(text).toMatch(/could take the money until/);
    expect(await stage().spent()).toEqual([]);
  });

  test('a settlement that is pending is looked at again with the same proof', async () => {
    await become(stage().street.facilitator, 'pending');
    const url = stage().once(`${stage().street.v2}/article`);
    const visit = await stage().visit(url);
    await stage().pay(visit);
    await until(async () => (await stage().spent()).length > 0, { what: 'the money to move' });
    await stage().shows(visit, 'opening', 'refused', 'unknown');
    await become(stage().street.facilitator, 'honest');
    await stage().shows(visit, 'receipt', 'refused', 'unknown');
    expect(await stage().spent()).toHaveLength(1);
    expect(new Set(await stage().proofsAt(stage().street.v2, pathOf(url))).size).toBe(1);
  });

  test('a proof does not follow a redirect to another site', async () => {
    const visit = await stage().visit(stage().once(`${stage().street.odd}/redirect`));
    await stage().pay(visit);
    await visit.tab.waitFor('#landing');
    await stage().shows(visit, 'receipt');
    const landed = (await requestsOf(stage().street.odd)).filter(
      ({ target }) => target === '/landing',
    );
    expect(landed.length).toBeGreaterThan(0);
    expect(landed.flatMap(proofsOf)).toEqual([]);
    expect(await stage().spent()).toHaveLength(1);
  });

  test('a paid page that is loaded again asks again and pays nothing', async () => {
    const url = stage().once(`${stage().street.v2}/article`);
    const visit = await stage().visit(url);
    await stage().payFor(visit);
    await visit.tab.reload();
    await stage().shows(visit, 'offers');
    expect(await stage().proofsAt(stage().street.v2, pathOf(url))).toHaveLength(1);
    expect(await stage().spent()).toHaveLength(1);
  });

  test('a forged receipt on a free page is nobody’s', async () => {
    const visit = await stage().visit(stage().once(`${stage().street.odd}/forged`));
    await visit.tab.waitFor('#free');
    expect((await stage().state(visit)).kind).toBe('nothing');
  });
});
