import { beforeEach, describe, expect, it } from 'vitest';
import { quotesOf } from '../../../src/background/offers/quotes.ts';
import { approve } from '../../../src/background/requests/approve.ts';
import { record402 } from '../../../src/background/requests/record.ts';
import type { HttpResponse } from '../../../src/core/web/http.ts';
import { makeInvoice, preimageAndHash } from '../../fixtures/invoice.ts';
import { makeMacaroon } from '../../fixtures/macaroon.ts';
import { challenged, SHOP } from '../../fixtures/payment.ts';
import { freshBrowser, tabs as tabsOfBrowser } from './browser.ts';
import { L402, put, told, world } from './world.ts';

// A page's script asks again and again while the user reads what it asked for: each 402 takes the place of the one before.

beforeEach(() => freshBrowser(SHOP));

const OTHER = preimageAndHash(8);
const DEARER = challenged(
  `L402 token="${makeMacaroon(OTHER.hash)}", invoice="${makeInvoice({ paymentHash: OTHER.hash, prefix: 'bc420n' })}"`,
);

function page() {
  const wallet = told('nwc', false);
  const { context } = world(wallet);
  tabsOfBrowser.set(1, { loading: false, url: 'https://around.example/' } as never);
  tabsOfBrowser.set(2, { loading: false, url: 'https://around.example/' } as never);
  const ask = (response: HttpResponse = L402, tabId = 1, initiator?: string) => {
    const head = {
      ...response,
      ...({ requestId: '1', tabId, frameId: 0, speculative: false } as const),
      type: 'xmlhttprequest',
      headers: () => [...response.headers],
      ...(initiator === undefined ? {} : { initiator }),
    } as const;
    return record402(context, { head, response }, undefined);
  };
  /** What the popup shows, and the press of Pay that follows it later. */
  const shown = async () => {
    const [seen] = (await context.tabs.get(1)).seen;
    const [made] = seen === undefined ? [] : quotesOf(context, seen);
    if (made === undefined) throw new Error('no offer');
    return () => approve(context, made.quote.id, made.quote.hash);
  };
  return { context, wallet, ask, shown };
}

describe('Pay for what was asked again', () => {
  it.each([1, 2, 60])('%i times on the same terms pays, once', async (times) => {
    const { context, wallet, ask, shown } = page();
    await ask();
    const pay = await shown();
    for (let each = 0; each < times; each++) await ask();
    expect(await pay()).toMatchObject({ state: 'armed' });
    await expect(pay()).rejects.toMatchObject({ key: 'error_already_paying' });
    expect(wallet.asked).toHaveLength(1);
    expect((await context.tabs.get(1)).seen).toHaveLength(1);
  });

  it('on other terms pays nothing', async () => {
    const { wallet, ask, shown } = page();
    await ask();
    const pay = await shown();
    await ask(DEARER);
    await expect(pay()).rejects.toMatchObject({ key: 'error_quote_gone' });
    expect(wallet.asked).toHaveLength(0);
  });

  it('in another tab, or at another address, pays nothing', async () => {
    const { context, wallet, ask, shown } = page();
    await ask();
    const pay = await shown();
    await ask(L402, 2);
    await context.tabs.change(1, () => ({ seen: [] }));
    await ask({ ...L402, url: `${SHOP}?other` });
    await expect(pay()).rejects.toMatchObject({ key: 'error_quote_gone' });
    expect(wallet.asked).toHaveLength(0);
  });

  // The class: one price that was shown, pressed again (in another popup, by a key that was held) after the payment ended.
  it.each<[string, number, number]>([
    ['at once', 1, 1],
    ['after many', 3, 40],
    ['of the one that was shown itself', 0, 1],
  ])(
    '%s when it was paid and is asked for once more pays no second time',
    async (_, until, then) => {
      const { context, wallet, ask, shown } = page();
      await ask();
      const pay = await shown();
      for (let each = 0; each < until; each++) await ask();
      const { id } = await pay();
      await put(context, id, 'settled');
      for (let each = 0; each < then; each++) await ask();
      await expect(pay()).rejects.toMatchObject({ key: 'error_already_paying' });
      expect(wallet.asked).toHaveLength(1);
    },
  );

  it('is a new consent where the popup shows the new price', async () => {
    const { context, wallet, ask, shown } = page();
    for (let time = 1; time <= 3; time++) {
      // Each purchase has an invoice of its own.
      const { preimage, hash } = preimageAndHash(time);
      const invoice = makeInvoice({ paymentHash: hash, prefix: 'bc210n' });
      const response = challenged(`L402 token="${makeMacaroon(hash)}", invoice="${invoice}"`);
      wallet.pays = async () => ({ rail: 'lightning', preimage, fee: '0' });
      await ask(response);
      const pay = await shown();
      await ask(response);
      const { id } = await pay();
      await put(context, id, 'settled');
      expect(wallet.asked).toHaveLength(time);
    }
  });

  it.each([
    ['https://one.example', 'https://other.example', 'error_quote_gone'],
    ['https://one.example', undefined, 'error_quote_gone'],
    ['https://one.example', 'https://one.example:8443', 'error_quote_gone'],
    ['https://around.example/a', 'https://around.example/b?c', undefined],
  ])('by a script of %s, then of %s: %s', async (before, after, error) => {
    const { wallet, ask, shown } = page();
    await ask(L402, 1, before);
    const pay = await shown();
    await ask(L402, 1, after);
    const key = await pay().then(
      () => undefined,
      (thrown: { key?: string }) => thrown.key,
    );
    expect(key).toBe(error);
    expect(wallet.asked).toHaveLength(error === undefined ? 1 : 0);
  });

  it('remembers no more than it needs', async () => {
    const { context, ask } = page();
    for (let each = 0; each < 150; each++) await ask();
    const [seen] = (await context.tabs.get(1)).seen;
    expect(seen?.formerly).toHaveLength(100);
  });
});
