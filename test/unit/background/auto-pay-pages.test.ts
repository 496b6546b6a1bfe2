import { beforeEach, expect, it } from 'vitest';
import { grantAutoPay } from '../../../src/background/api/auto-pay-grants.ts';
import { quotesOf } from '../../../src/background/offers/quotes.ts';
import { approve } from '../../../src/background/requests/approve.ts';
import { askingOf, autoPay } from '../../../src/background/requests/auto-pay.ts';
import { settle } from '../../../src/background/requests/settle.ts';
import type { Seen } from '../../../src/background/stores/tab-store.ts';
import { PaidUnproved } from '../../../src/core/errors.ts';
import { asksForUsdc } from '../../fixtures/x402/weather.ts';
import { freshBrowser, pages, port, tabs } from './browser.ts';
import { SIGNED, signingWallet } from './signing-wallet.ts';
import { worldWith } from './world.ts';

// The class: pages of a site that may be paid without asking, and all that looks like one and must be asked for.

const SITE = 'https://daily.example';

beforeEach(() => freshBrowser(`${SITE}/1`));

const page = (url: string) => asksForUsdc(url, { amount: '1000' });

/** A site whose page the user has paid by a press, and allowed to be paid without asking. */
async function allowed() {
  const said: string[] = [];
  const notifyPaid = async ({ price }: { price: string }) => void said.push(price);
  const signs = { fails: undefined as Error | undefined };
  const { context, clock } = worldWith(
    { port: { ...port, notifyPaid } },
    signingWallet({
      fulfil: async () => {
        if (signs.fails !== undefined) throw signs.fails;
        return SIGNED;
      },
    }),
  );
  const see = async (path: string, change: Partial<Seen> = {}): Promise<Seen> => {
    const url = SITE + path;
    const about = {
      tabId: 1,
      frameId: 0,
      type: 'main_frame',
      at: clock.now,
      body: 'none',
    } as const;
    const seen = {
      ...about,
      ...{ id: `seen${path}`, response: page(url), begunHere: true, again: false },
      ...change,
    };
    tabs.set(1, { url, loading: false });
    await context.tabs.change(1, () => ({ seen: [seen] }));
    return seen;
  };
  const seen = await see('/1');
  const [made] = quotesOf(context, seen);
  if (made === undefined) throw new Error('no quote');
  const { id } = await approve(context, made.quote.id, made.quote.hash);
  await settle(context, id, { ...seen.response, status: 200, headers: [] });
  await grantAutoPay(context, { paymentId: id, perPayment: '1000', perDay: '9000', days: 30 });
  return { context, clock, see, said, signs };
}

it('a page that the user went to is paid, and that is said', async () => {
  const { context, see, said } = await allowed();
  const payment = await autoPay(context, await see('/2'));
  expect(payment).toMatchObject({ state: 'sent', unasked: true });
  expect(said).toEqual(['0.001 USDC']);
});

it.each<[string, Partial<Seen>]>([
  ['that another site sent the tab to', { begunHere: false }],
  ['of which it is not known who began it', {}],
])('a page %s is asked for', async (_, who) => {
  const { context, see, said } = await allowed();
  const { begunHere: __, ...seen } = await see('/2');
  expect(await autoPay(context, { ...seen, ...who })).toBeUndefined();
  expect(said).toEqual([]);
});

it('a payment without asking of which money may have moved is said, though it went wrong', async () => {
  const { context, see, said, signs } = await allowed();
  signs.fails = new PaidUnproved('error_no_preimage');
  expect(await autoPay(context, await see('/2'))).toBeUndefined();
  expect(said).toEqual(['0.001 USDC']);
});

it.each<[string, boolean | undefined, string, boolean]>([
  ['another page', false, 'navigate', false],
  ['its page anew, as the browser says', false, 'reload', true],
  ['its page anew, as the address says', true, 'navigate', true],
  ['what it is not known', undefined, 'navigate', true],
])('a tab that loads %s', async (_, again, type, reloaded) => {
  const { context, see } = await allowed();
  pages.set(1, type);
  const { again: __, ...seen } = await see('/2');
  const asks = await askingOf(context, again === undefined ? seen : { ...seen, again });
  expect(asks).toEqual({ type: 'main_frame', secure: true, reloaded });
});

it.each<[string, Partial<Seen>, boolean]>([
  ['a page over https', {}, true],
  ['a page over http', { response: page('http://daily.example/2') }, false],
  ['a page on this machine', { response: page('http://127.0.0.1:81/2') }, true],
  ['a call of a page over https', { type: 'xmlhttprequest', initiator: SITE }, true],
  ['a call of a page over http', { type: 'xmlhttprequest', initiator: 'http://a.example' }, false],
  [
    'a call over http',
    { type: 'xmlhttprequest', initiator: SITE, response: page('http://daily.example/2') },
    false,
  ],
  ['a call of no one', { type: 'xmlhttprequest' }, false],
])('%s is secure or not', async (_, change, secure) => {
  const { context, see } = await allowed();
  expect(await askingOf(context, await see('/2', change))).toMatchObject({ secure });
});
