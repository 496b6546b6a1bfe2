import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasPaid, type Payment } from '../../src/core/payment/index.ts';
import { moveTo } from '../../src/core/payment/step.ts';
import { recordOf } from '../fixtures/version-0.1.0/stored.ts';
import { buyToken } from '../lab/mint/buy.ts';
import { type Mint, startMint } from '../lab/mint/mint.ts';
import { paperLightning } from '../lab/mint/paper-lightning.ts';
import { type CashuShop, startCashuShop } from '../lab/mint/shop.ts';
import { totalsIn } from './driver/stored.ts';
import { until } from './driver/until.ts';
import { inBothBrowsers, type Visit } from './helpers.ts';
import { become, leavePayments, movedTo, NO_TAB } from './version-0.1.0.ts';

// The class: a payment on a rail that pays at once, in whatever state version 0.1.0 left it. Its wallet is as that version
// left it, too; the Lightning wallet of the recorded run does not answer any more.

/** Satoshi. */
const PRICE = 21;
/** ms: longer ago than a consent is acted on without a press. */
const OLD = 120_000;

const left = (name: string) => recordOf(name, 'sent');
const asked = () => recordOf('l402 l402', 'paying');
const unknownOf = (record: Payment, wallet: string) =>
  ({
    ...moveTo(record, 'unknown', record.history.at(-1)?.at ?? 0, {
      ending: { kind: 'interrupted' },
    }),
    wallet,
  }) as Payment;

const LIGHTNING: readonly (readonly [string, () => Payment, Payment['state'], boolean])[] = [
  ['approved', () => recordOf('l402 l402', 'approved'), 'expired', false],
  ['paying', asked, 'unknown', true],
  ['proved', () => recordOf('l402 l402', 'proved'), 'proved', true],
  ['sent', () => left('l402 l402'), 'unknown', true],
  ['refused', () => recordOf('l402 l402-thief', 'refused'), 'refused', true],
  ['unknown', () => unknownOf(asked(), 'nwc'), 'unknown', true],
  ['unknown, of a page’s wallet', () => unknownOf(asked(), 'webln'), 'unknown', true],
  ['settled', () => recordOf('l402 l402', 'settled'), 'settled', true],
  ['settled by X-Lightning', () => recordOf('lightning x-lightning', 'settled'), 'settled', true],
];

/** A record of an ecash payment of this version as version 0.1.0 kept one: without fees, and with every step. */
function asBefore(payment: Payment, state: Payment['state']): Payment {
  const template = recordOf('cashu error', state === 'refused' ? 'unknown' : state);
  const { request, quote, id, proof, left: _, ...rest } = payment;
  if (request?.rail !== 'ecash') throw new Error(`no ecash: ${id}`);
  const { maxFee: __, ...bare } = request;
  const { extra: ___, ...offer } = quote.offer;
  const moved = movedTo(
    { ...template, quote: { ...quote, offer } } as Payment,
    quote.url,
    Date.now() - OLD,
  );
  const ending = state === 'refused' ? { ending: { kind: 'refused' } } : {};
  const history = moved.history.map((step) =>
    step.state === 'unknown' ? { ...step, state } : step,
  );
  return {
    ...moved,
    ...(proof === undefined || state === 'paying'
      ? {}
      : { proof: { headers: proof.headers, reusable: false } }),
    id,
    quote: { ...moved.quote, id },
    target: { ...rest.target, tabId: NO_TAB },
    request: bare,
    ...ending,
    state,
    history,
  } as Payment;
}

inBothBrowsers((stage) => {
  const list = async () => (await stage().command('payment.list', null)).payments;
  const shown = async (id: string) => (await list()).find((payment) => payment.id === id);
  const becomes = (id: string, state: Payment['state']) =>
    until(async () => (await shown(id))?.state === state, { what: `${id} to be ${state}` }).catch(
      async (error: Error) => {
        throw new Error(`${error.message}; it is ${JSON.stringify(await shown(id))}`);
      },
    );
  /** Millisatoshi, as they are counted. */
  const counted = async (kind: string) => (await totalsIn(stage().home)).get(kind) ?? 0n;

  describe('Lightning', () => {
    const made = new Map<string, Payment>();
    const idOf = (name: string) => made.get(name)?.id ?? '';

    beforeAll(async () => {
      await become(stage());
      for (const [name, template] of LIGHTNING) {
        const url = stage().once('http://127.0.0.1:9/l402');
        made.set(name, movedTo(template(), url, Date.now() - OLD));
      }
      await leavePayments(stage(), [...made.values()]);
      await stage().command('popup.state', { tabId: 0 });
    });

    test.each(LIGHTNING)('%s: ends as it must', async (name, _, ends) => {
      await becomes(idOf(name), ends);
    });

    test('what was paid or may have been is counted once, and stays counted', async () => {
      const amounts = LIGHTNING.filter(([, , , counts]) => counts);
      expect(await counted('lightning:regtest/sat')).toBe(BigInt(amounts.length) * 21_000n);
      await stage().command('payment.check', { paymentId: idOf('paying') });
      expect(await counted('lightning:regtest/sat')).toBe(BigInt(amounts.length) * 21_000n);
      expect((await list()).map(({ id }) => id).sort()).toEqual(
        [...made.values()].map(({ id }) => id).sort(),
      );
    });
  });

  describe('ecash', () => {
    const lightning = paperLightning();
    let mint: Mint;
    let shop: CashuShop;
    const ids = new Map<string, string>();
    const idOf = (name: string) => ids.get(name) ?? '';

    const held = async () => {
      const { mints } = await stage().command('ecash.get', null);
      const here = mints.find(({ url }) => url === mint.url);
      return (here?.balances ?? []).reduce((sum, { amount }) => sum + Number(amount), 0);
    };
    const taken = () => Number(shop.takings()['sat'] ?? 0n);
    const paid = async (path: string): Promise<string> => {
      const visit = await stage().visit(stage().once(shop.url + path));
      await stage().press(visit);
      return (await stage().shows(visit, 'unknown')).payment.id;
    };
    /** A payment that this version's wallet was never asked for; its request as the shop makes it. */
    const approvedBefore = async (visit: Visit, url: string): Promise<Payment> => {
      const answer = await fetch(url);
      const request = answer.headers.get('x-cashu') ?? '';
      const text = JSON.stringify(recordOf('cashu error', 'paying'));
      const old = JSON.parse(text) as Payment;
      const { request: before, mints } = old.quote.offer.terms as {
        request: string;
        mints: string[];
      };
      const own = text.replaceAll(before, request).replaceAll(mints[0] ?? '', mint.url);
      return movedTo(JSON.parse(own) as Payment, url, Date.now(), visit.id);
    };

    let fresh: Visit;
    let before = 0;

    beforeAll(async () => {
      await become(stage());
      mint = await startMint({ lightning });
      shop = await startCashuShop([mint.url]);
      await stage().command('ecash.addMint', { url: mint.url });
      const token = await buyToken(mint.url, 300, lightning.pay);
      await stage().command('ecash.receive', { token });
      before = await held();
      const states = [
        ['unknown', '/error', 'unknown'],
        ['unknown, taken', '/error-taken', 'unknown'],
        ['sent', '/error', 'sent'],
        ['sent, taken', '/error-taken', 'sent'],
        ['refused', '/error', 'refused'],
        ['paying, token made', '/error', 'paying'],
      ] as const;
      const records: Payment[] = [];
      for (const [name, path, state] of states) {
        const id = await paid(path);
        const payment = (await stage().journal()).find((each) => each.id === id);
        if (payment === undefined) throw new Error(`no record of ${name}`);
        records.push(asBefore(payment, state));
        ids.set(name, id);
      }
      const url = stage().once(`${shop.url}/article`);
      fresh = await stage().visit(url);
      const last = await approvedBefore(fresh, url);
      ids.set('paying, nothing made', last.id);
      await leavePayments(stage(), [...records, last]);
      await stage().command('popup.state', { tabId: 0 });
    });
    afterAll(async () => {
      await shop?.close();
      await mint?.close();
    });

    test('paying, nothing made: it pays exactly the price, though that version named no fee', async () => {
      await becomes(idOf('paying, nothing made'), 'settled');
      await fresh.tab.waitFor('#article');
    });

    test.each([
      ['unknown', 'unknown'],
      ['unknown, taken', 'unknown'],
      ['sent', 'unknown'],
      ['sent, taken', 'settled'],
      ['refused', 'expired'],
      ['paying, token made', 'proved'],
    ] as const)('%s: ends as %s', async (name, ends) => {
      await becomes(idOf(name), ends);
    });

    test('the site took what it took, and no more; the rest is out or was taken back', async () => {
      expect(taken()).toBe(3 * PRICE);
      expect((await shown(idOf('refused')))?.returned).toBe(true);
      const out = ['unknown', 'sent', 'paying, token made'].length;
      expect(await held()).toBe(before - taken() - out * PRICE);
      // What came back does not count.
      expect(await counted('bitcoin/sat')).toBe(BigInt(6 * PRICE) * 1_000n);
    });

    test('what was taken is found out by a press, and what was not comes back by one', async () => {
      const checked = await stage().command('payment.check', { paymentId: idOf('unknown, taken') });
      expect(checked.state).toBe('settled');
      for (const name of ['unknown', 'sent', 'paying, token made']) {
        const ended = await stage().command('payment.takeBack', { paymentId: idOf(name) });
        expect(ended).toMatchObject({ state: 'expired', returned: true });
      }
      expect(await held()).toBe(before - taken());
      expect(taken()).toBe(3 * PRICE);
      expect(Number(mint.books('sat').outstanding)).toBe(300);
    });

    test('every payment that paid says so', async () => {
      const all = await stage().journal();
      expect(all.filter(hasPaid)).toHaveLength(all.length);
    });
  });
});
