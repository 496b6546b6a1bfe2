import { Wallet } from '@cashu/cashu-ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LightningMap } from '../lab/lightning/map.ts';
import { connectNode } from '../lab/lightning/node/node.ts';
import { connectWallet } from '../lab/lightning/remote.ts';
import { buyToken } from '../lab/mint/buy.ts';
import { type Mint, startMint } from '../lab/mint/mint.ts';
import { type CashuShop, startCashuShop } from '../lab/mint/shop.ts';
import { until } from './driver/until.ts';
import { inBothBrowsers, PASSPHRASE, type Visit } from './helpers.ts';
import { lightning } from './lightning.ts';

/** Satoshi. */
const PRICE = 21;

inBothBrowsers((stage, name) => {
  let map: LightningMap;
  let mint: Mint;
  let shop: CashuShop;

  const held = async () => {
    const { mints } = await stage().command('ecash.get', null);
    const sats = mints
      .flatMap(({ balances }) => balances)
      .filter(({ currency }) => currency === 'sat');
    return sats.reduce((sum, { amount }) => sum + Number(amount), 0);
  };
  const taken = () => Number(shop.takings()['sat'] ?? 0n);
  const enter = (path: string): Promise<Visit> => stage().visit(stage().once(shop.url + path));
  const pay = (visit: Visit) => stage().press(visit);

  beforeAll(async () => {
    map = await lightning();
    mint = await startMint({ lightning: connectNode(map.merchant) });
    shop = await startCashuShop([mint.url]);
  });
  afterAll(async () => {
    await shop?.close();
    await mint?.close();
  });
  beforeEach(async () => {
    mint.become('up');
    const { mints } = await stage().command('ecash.get', null);
    if (!mints.some(({ url }) => url.startsWith(mint.url))) {
      await stage().command('ecash.addMint', { url: mint.url });
    }
    if ((await held()) < 200) {
      await stage().command('ecash.receive', {
        token: await buyToken(mint.url, 500, connectNode(map.customer).pay),
      });
    }
  });

  describe('paying', () => {
    test.each(['/article', '/article-b', '/locked'])(
      'pays exactly the price of %s, once, and reads the article',
      async (path) => {
        const [before, income] = [await held(), taken()];
        const visit = await enter(path);
        const { request } = await stage().shows(visit, 'offers');
        expect(request.offers[0]).toMatchObject({
          protocol: 'cashu',
          money: { amount: String(PRICE), currency: 'sat' },
          wallet: { id: 'ecash' },
        });
        await pay(visit);
        await visit.tab.waitFor('#article');
        await stage().shows(visit, 'receipt');
        expect([await held(), taken()]).toEqual([before - PRICE, income + PRICE]);
      },
    );

    test('a site that takes other mints is said to, and a price above what is there too', async () => {
      await stage().shows(await enter('/elsewhere'), 'no-ecash');
      await stage().shows(await enter('/dear'), 'not-enough', 'over-limit');
    });
  });

  describe('a site that does not open the door', () => {
    test('refuses: the ecash comes back by itself', async () => {
      const [before, income] = [await held(), taken()];
      const visit = await enter('/refuse');
      await pay(visit);
      const { payment } = await until(
        async () => {
          const shown = await stage().shows(visit, 'refused');
          return shown.payment.returned && shown;
        },
        { what: 'the ecash to come back' },
      );
      expect(payment.state).toBe('expired');
      expect(await held()).toBe(before);
      expect(taken()).toBe(income);
    });

    test.each(['/error', '/silent'])('%s: not taken, taken back by a press', async (path) => {
      const [before, income] = [await held(), taken()];
      const visit = await enter(path);
      await pay(visit);
      const { payment } = await stage().shows(visit, 'unknown');
      expect(payment.mayTakeBack).toBe(true);
      expect(await held()).toBe(before - PRICE);
      const ended = await stage().command('payment.takeBack', { paymentId: payment.id });
      expect(ended).toMatchObject({ state: 'expired', returned: true });
      expect([await held(), taken()]).toEqual([before, income]);
    });

    test.each(['/error-taken', '/silent-taken', '/again-taken'])(
      '%s: taken all the same, and said so',
      async (path) => {
        const [before, income] = [await held(), taken()];
        const visit = await enter(path);
        await pay(visit);
        const { payment } = await stage().shows(visit, 'unknown', 'refused', 'receipt');
        // What the site refused comes back by itself: that may be under way already.
        await until(
          async () => {
            await stage().answer('payment.takeBack', { paymentId: payment.id });
            const { payments } = await stage().command('payment.list', null);
            return payments.find(({ id }) => id === payment.id)?.state === 'settled';
          },
          { what: 'the payment to be settled' },
        );
        expect([await held(), taken()]).toEqual([before - PRICE, income + PRICE]);
      },
    );

    test('with a mint that is away, the token waits until it is there again', async () => {
      const [before, income] = [await held(), taken()];
      const visit = await enter('/silent');
      await pay(visit);
      const { payment } = await stage().shows(visit, 'unknown');
      mint.become('down');
      const answer = await stage().answer('payment.takeBack', { paymentId: payment.id });
      expect(answer).toMatchObject({ ok: false });
      expect((await stage().command('ecash.get', null)).toRecover).toMatchObject([
        { paymentId: payment.id },
      ]);
      mint.become('up');
      await stage().command('payment.takeBack', { paymentId: payment.id });
      expect([await held(), taken()]).toEqual([before, income]);
    });
  });

  describe('a site that gives something back', () => {
    test('change on the page that it opens: taken in once, and said on the receipt', async () => {
      const [before, income] = [await held(), taken()];
      const visit = await enter('/change');
      await pay(visit);
      await visit.tab.waitFor('#article');
      const { payment } = await until(
        async () => {
          const shown = await stage().shows(visit, 'receipt');
          return shown.payment.change?.[0]?.state === 'in' && shown;
        },
        { what: 'the change to come in' },
      );
      expect(payment.change).toMatchObject([{ state: 'in', money: { amount: '3' } }]);
      expect([await held(), taken()]).toEqual([before - PRICE + 3, income + PRICE - 3]);
      const { json } = await stage().command('payment.export', null);
      expect(json).not.toContain('cashuB');
    });

    test.each(['/refund', '/refund-400'])('all of it with an error, %s', async (path) => {
      const [before, income] = [await held(), taken()];
      const visit = await enter(path);
      await pay(visit);
      await until(
        async () => {
          const { payment } = await stage().shows(visit, 'unknown', 'refused', 'receipt');
          return payment.change?.[0]?.state === 'in';
        },
        { what: 'the refund to come in' },
      );
      expect([await held(), taken()]).toEqual([before, income]);
    });
  });

  describe('a mint that takes fees', () => {
    let dear: Mint;
    let counter: CashuShop;
    beforeAll(async () => {
      dear = await startMint({ lightning: connectNode(map.merchant), feePpk: 100n });
      counter = await startCashuShop([dear.url]);
    });
    afterAll(async () => {
      await counter?.close();
      await dear?.close();
    });

    test('the shop has its price after the fee, and the popup names it before', async () => {
      await stage().command('ecash.addMint', { url: dear.url });
      const token = await buyToken(dear.url, 100, connectNode(map.customer).pay);
      await stage().command('ecash.receive', { token });
      const before = await held();
      const visit = await stage().visit(stage().once(`${counter.url}/article`));
      // The popup does not wait for the mint for long: the fee is filled in when it is known.
      const priced = async () => {
        const { request } = await stage().shows(visit, 'offers');
        const [first] = request.offers;
        return first?.pricing === true ? undefined : first;
      };
      const offer = await until(priced, { what: 'the fee of the mint' });
      const fee = Number(offer?.extra?.fee.amount);
      expect(fee).toBeGreaterThan(0);
      expect(offer?.money?.amount).toBe(String(PRICE + fee));
      const popup = await pay(visit);
      expect(await popup.text()).not.toContain('undefined');
      await visit.tab.waitFor('#article');
      const { payment } = await stage().shows(visit, 'receipt');
      expect(payment.extra?.fee.amount).toBe(String(fee));
      expect(Number(counter.takings()['sat'])).toBeGreaterThanOrEqual(PRICE);
      expect(await held()).toBe(before - PRICE - fee);
    });

    test('that raises its fee after the look is not paid: the price is shown anew', async () => {
      const visit = await stage().visit(stage().once(`${counter.url}/article-b`));
      const { request } = await stage().shows(visit, 'offers');
      const [offer] = request.offers;
      const before = await held();
      const answer = await stage().answer('pay', {
        quoteId: offer?.quoteId ?? '',
        hash: 'f'.repeat(64),
      });
      expect(answer).toMatchObject({ ok: false });
      expect(await held()).toBe(before);
    });
  });

  describe('the mint', () => {
    test('that does what it is asked and hangs up is asked what it did, and all goes on', async () => {
      const [before, income] = [await held(), taken()];
      const visit = await enter('/error');
      await stage().shows(visit, 'offers');
      mint.become('mute');
      await pay(visit);
      const { payment } = await stage().shows(visit, 'unknown');
      mint.become('up');
      await stage().answer('payment.check', { paymentId: payment.id });
      await until(
        async () => (await stage().answer('payment.takeBack', { paymentId: payment.id })).ok,
        { what: 'the token to come back' },
      );
      expect([await held(), taken()]).toEqual([before, income]);
    });

    test('is funded over the Lightning wallet, up to the cap', async () => {
      const before = await held();
      await stage().command('lightning.connect', { uri: (await connectWallet(map)).uri });
      await stage().command('ecash.fund', { mint: mint.url, unit: 'sat', amount: '100' });
      expect(await held()).toBe(before + 100);
      const more = await stage().answer('ecash.fund', {
        mint: mint.url,
        unit: 'sat',
        amount: '10000',
      });
      expect(more).toMatchObject({ ok: false, error: 'error_ecash_cap' });
      expect(await held()).toBe(before + 100);
      await stage().command('lightning.disconnect', null);
    });

    test('that does not answer holds up no popup: its fee comes when it speaks', async () => {
      // What it said of its fees is old.
      await stage().home.evaluate(async () => {
        const { 'ecash.mints': mints } = await browser.storage.local.get('ecash.mints');
        const old = (mints as { at?: number }[]).map((each) => ({ ...each, at: 0 }));
        await browser.storage.local.set({ 'ecash.mints': old });
      });
      const [before, income] = [await held(), taken()];
      mint.become('hanging');
      const visit = await enter('/article');
      const { request } = await stage().shows(visit, 'offers');
      expect(request.offers[0]).toMatchObject({ pricing: true, money: { amount: String(PRICE) } });
      const popup = await stage().popup(visit);
      expect(await popup.text()).toContain('Asking the mint for its fee');
      expect(await popup.evaluate(() => document.querySelector('.pay')?.matches(':disabled'))).toBe(
        true,
      );
      mint.become('up');
      await popup.click('[data-act=pay][data-ready]:enabled');
      await visit.tab.waitFor('#article');
      expect([await held(), taken()]).toEqual([before - PRICE, income + PRICE]);
    });

    test('is left by a token that another wallet takes; a token of it that was used is refused', async () => {
      const before = await held();
      const { token } = await stage().command('ecash.takeOut', {
        mint: mint.url,
        unit: 'sat',
        amount: '50',
      });
      expect(await held()).toBe(before - 50);
      const wallet = new Wallet(mint.url, { unit: 'sat' });
      await wallet.loadMint();
      const received = await wallet.receive(token);
      expect(received.reduce((sum, { amount }) => sum + Number(amount), 0)).toBe(50);
      expect(await stage().answer('ecash.receive', { token })).toMatchObject({
        ok: false,
        error: 'error_token_spent',
      });
      await stage().command('ecash.takeOut', { mint: mint.url, unit: 'sat', amount: '10' });
      const { toRecover } = await stage().command('ecash.get', null);
      const mine = toRecover.find(({ paymentId }) => paymentId.startsWith('out:'));
      await stage().command('ecash.takeBack', { paymentId: mine?.paymentId ?? '' });
      expect(await held()).toBe(before - 50);
    });

    test('is under the recovery phrase, which is shown after the password', async () => {
      const wrong = await stage().answer('phrase.words', { passphrase: 'not this one' });
      expect(wrong).toMatchObject({ ok: false, error: 'error_passphrase_wrong' });
      const { words } = await stage().command('phrase.words', { passphrase: PASSPHRASE });
      const list = words.split(' ');
      expect(list).toHaveLength(12);
      const some = [2, 11].map((place) => ({ place, word: list[place - 1] ?? '' }));
      await stage().command('phrase.confirm', { words: some });
      expect((await stage().command('keyring.get', null)).phrase).toBe('confirmed');
    });

    test(`that holds money keeps the purse (${name})`, async () => {
      expect(await stage().answer('purse.remove', { passphrase: PASSPHRASE })).toMatchObject({
        ok: false,
        error: 'error_ecash_held',
      });
      expect(await stage().answer('ecash.removeMint', { url: mint.url })).toMatchObject({
        ok: false,
        error: 'error_mint_holds',
      });
    });
  });
});
