import { beforeEach, describe, expect, it } from 'vitest';
import { practiceInvoice } from '../../../packages/farebox-check/src/practice/invoice.ts';
import { grantAutoPay } from '../../../src/background/api/auto-pay-grants.ts';
import { exported } from '../../../src/background/api/export.ts';
import { passOf } from '../../../src/background/api/views/pass.ts';
import { paymentOf } from '../../../src/background/api/views/payment.ts';
import { popupState } from '../../../src/background/api/views/popup.ts';
import type { Context } from '../../../src/background/context.ts';
import { pricedQuotesOf } from '../../../src/background/offers/priced-quotes.ts';
import { quotesOf } from '../../../src/background/offers/quotes.ts';
import { approve } from '../../../src/background/requests/approve.ts';
import type { HttpResponse } from '../../../src/core/web/http.ts';
import { createPractice } from '../../../src/wallets/practice/index.ts';
import type { Wallet } from '../../../src/wallets/wallet.ts';
import { makeMacaroon } from '../../fixtures/macaroon.ts';
import { challenged } from '../../fixtures/payment.ts';
import { inAsset } from '../../fixtures/x402/in-asset.ts';
import { buttons, freshBrowser } from './browser.ts';
import { CASHU, HASH, L402, NOW, put, recordOf, told, worldWith } from './world.ts';

// Practice: servers on this computer are paid by a wallet that pretends, it is said so, and it is counted nowhere.

const LOCAL = 'http://localhost:4021/weather';
const REMOTE = 'https://shop.example/weather';
const USDC = '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913';

const X402 = inAsset('eip155:8453', USDC, '1000', 'USD Coin');

/** A 402 of L402 whose invoice the practice command made. */
function practiceL402(): HttpResponse {
  const { invoice, paymentHash } = practiceInvoice(21, 'test', NOW);
  return challenged(`L402 token="${makeMacaroon(paymentHash)}", invoice="${invoice}"`);
}

/** A wallet that would sign with a key that holds money; it must not be asked. */
const real: Wallet = {
  ...told('purse', true),
  serves: async ({ kind }) => kind === 'eip3009',
  account: async () => ({ rail: 'eip3009', address: '0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65' }),
  fulfil: async () => {
    asked += 1;
    return { rail: 'eip3009', signature: `0x${'1'.repeat(130)}` };
  },
};
let asked = 0;
const ecash = told('ecash', false);

const switched = { on: true };

/** A worker whose tab has met a 402 at an address: of 0.001 USDC on Base, unless it is told otherwise. */
async function start(url: string, amount = '1000', asks?: HttpResponse) {
  freshBrowser(url);
  const practice = createPractice({ isOn: async () => switched.on, now: () => NOW });
  const purse = { ...real, status: async () => ({ state: 'none' }) } as never;
  const context: Context = { ...worldWith({}, real, ecash, practice).context, purse };
  const response = { ...(asks ?? inAsset('eip155:8453', USDC, amount, 'USD Coin')), url };
  const seen = {
    ...{ id: 'seen', tabId: 1, frameId: 0, at: NOW, response },
    ...({ type: 'main_frame', body: 'none' } as const),
  };
  await context.tabs.change(1, () => ({ seen: [seen] }));
  const [made] = quotesOf(context, seen);
  if (made === undefined) throw new Error('no offer');
  return { context, ...made.quote };
}

beforeEach(() => {
  switched.on = true;
  asked = 0;
  ecash.asked.length = 0;
});

describe('practice', () => {
  it('pays at localhost by the practice wallet alone, and every state says so', async () => {
    const { context, id, hash } = await start(LOCAL);
    expect(await popupState(context, 1)).toMatchObject({
      kind: 'offers',
      request: { offers: [{ wallet: { id: 'practice', practice: true } }] },
    });
    const sent = await approve(context, id, hash, { wanted: 'practice' });
    expect(sent).toMatchObject({ state: 'sent', wallet: 'practice', practice: true });
    expect(asked).toBe(0);
    expect(buttons.get(1)?.badge).toMatch(/^P/);
    await context.tabs.change(1, (tab) => ({ ...tab, payment: id }));
    expect(await popupState(context, 1)).toMatchObject({ payment: { payer: { practice: true } } });
    const receipt = {
      outcome: 'settled',
      network: 'eip155:8453',
      transaction: `0x${HASH}`,
    } as const;
    const settled = await put(context, id, 'settled', { receipt, came: 'page' });
    const view = paymentOf(context, settled, {});
    expect(view.payer.practice).toBe(true);
    // Its transaction is on no chain, and it is no ground for paying without asking.
    expect(view.explorerUrl).toBeUndefined();
    expect(view.mayGrant).toBeUndefined();
    expect(exported(settled)).toMatchObject({ practice: true });
  });

  it('leaves a pass that says so, and no other does', async () => {
    const { context, id, hash } = await start(LOCAL, '', practiceL402());
    await approve(context, id, hash);
    await context.passes.change(id, { good: true });
    const [pass] = await context.passes.list();
    if (pass === undefined) throw new Error('no pass was kept');
    expect(passOf(context, pass)).toMatchObject({
      site: { host: 'localhost:4021' },
      practice: true,
    });
    const { practice: _, ...bought } = pass;
    expect(passOf(context, bought)).not.toHaveProperty('practice');
  });

  it.each(['paying', 'sent', 'settled', 'refused', 'unknown', 'expired'] as const)(
    'counts in no limit, total, payee or trouble when it is %s',
    async (state) => {
      const { context, id, hash } = await start(LOCAL);
      await approve(context, id, hash);
      if (state !== 'sent') await put(context, id, state);
      const { quote } = await recordOf(context, id);
      const facts = await context.journal.facts(quote);
      expect(facts).toMatchObject({ originDay: 0n, siteDay: 0n, day: 0n, month: 0n, assetDay: 0n });
      expect(facts.payees).toMatchObject({ paidHere: false, paidSame: false, payments: 0 });
      expect(facts.troubleAt).toBeUndefined();
      expect(facts.pressedAt).toBeUndefined();
      expect(await context.journal.spending()).toEqual({ day: 0n, month: 0n, testDay: 0n });
      expect(await context.journal.boughtBefore(`GET ${LOCAL}`)).toBeUndefined();
    },
  );

  it('is held back by no limit, since nothing is spent', async () => {
    const { context, id, hash } = await start(LOCAL, '9000000000');
    expect(await popupState(context, 1)).toMatchObject({ kind: 'offers' });
    expect(await approve(context, id, hash)).toMatchObject({ practice: true });
  });

  it('is never paid without asking, and lets nothing be paid so later', async () => {
    const { context, id, hash } = await start(LOCAL);
    const refused = approve(context, id, hash, { allowed: () => undefined });
    await expect(refused).rejects.toMatchObject({ key: 'error_no_wallet' });
    await approve(context, id, hash);
    await put(context, id, 'settled');
    const grant = { paymentId: id, perPayment: '1', perDay: '1', days: 1 };
    await expect(grantAutoPay(context, grant)).rejects.toMatchObject({ key: 'error_setting' });
  });

  it.each([
    REMOTE,
    'https://localhost.example/a',
    'https://127.0.0.1.nip.io/a',
    'https://localhost@evil.example/a',
  ])('does not exist at %s', async (url) => {
    const { context, id, hash } = await start(url);
    const state = await popupState(context, 1);
    expect(JSON.stringify(state)).not.toContain('practice');
    await expect(approve(context, id, hash, { wanted: 'practice' })).rejects.toMatchObject({
      key: 'error_no_wallet',
    });
    expect(await approve(context, id, hash)).toMatchObject({ wallet: 'purse' });
  });

  it('switched off between the popup and the press, no other wallet pays in its place', async () => {
    const { context, id, hash } = await start(LOCAL);
    switched.on = false;
    await expect(approve(context, id, hash, { wanted: 'practice' })).rejects.toMatchObject({
      key: 'error_no_wallet',
    });
    expect(asked).toBe(0);
  });

  // The class: offers at this computer that the practice wallet cannot pay, and a wallet with money could.
  describe.each([
    ['alone', CASHU],
    ['beside one that it can pay', { ...X402, headers: [...X402.headers, ...CASHU.headers] }],
    ['beside an invoice', { ...L402, headers: [...L402.headers, ...CASHU.headers] }],
  ])('ecash, %s', (_, asks) => {
    const offered = async (context: Context) => {
      const [seen] = (await context.tabs.get(1)).seen;
      if (seen === undefined) throw new Error('nothing seen');
      const found = await pricedQuotesOf(context, seen);
      const made = found.find(({ offer }) => offer.rail?.kind === 'ecash');
      if (made === undefined) throw new Error('no ecash');
      return made;
    };

    it('is not paid with money while practice is on, whoever chooses the wallet', async () => {
      const { context } = await start(LOCAL, '', asks);
      const { offer, quote } = await offered(context);
      expect(offer).toMatchObject({ payable: false, why: 'reason_practice' });
      for (const wanted of [undefined, 'ecash', 'practice']) {
        await expect(approve(context, quote.id, quote.hash, { wanted })).rejects.toMatchObject({
          key: 'error_not_payable',
        });
      }
      const state = JSON.stringify(await popupState(context, 1));
      expect(state).not.toContain('"id":"ecash"');
      expect(ecash.asked).toEqual([]);
    });

    it.each([
      ['practice is off', LOCAL, false],
      ['the server is elsewhere', REMOTE, true],
    ])('is paid as ever where %s', async (__, url, on) => {
      switched.on = on;
      const { context } = await start(url, '', asks);
      const { quote } = await offered(context);
      expect(await approve(context, quote.id, quote.hash)).toMatchObject({ wallet: 'ecash' });
    });
  });

  // The class: how a practice payment can end without what was asked for. No money moved, so none could move twice.
  it.each(['proved', 'refused', 'unknown', 'expired'] as const)(
    'that is %s keeps no real payment from the same address',
    async (state) => {
      for (const asks of [X402, practiceL402()]) {
        switched.on = true;
        const { context, id, hash } = await start(LOCAL, '', asks);
        await approve(context, id, hash);
        await put(context, id, state);
        expect(await context.journal.live(`GET ${LOCAL}`)).toBeUndefined();
      }
    },
  );

  it.each(['paying', 'armed', 'held', 'sent'] as const)(
    'that is %s is under way: nothing else is paid at its address',
    async (state) => {
      const { context, id, hash } = await start(LOCAL);
      await approve(context, id, hash);
      if (state !== 'sent') await put(context, id, state);
      expect(await context.journal.live(`GET ${LOCAL}`)).toMatchObject({ id });
    },
  );
});
