import { beforeEach, describe, expect, it } from 'vitest';
import { exchangeHandlers } from '../../../src/background/api/exchange-commands.ts';
import { approve } from '../../../src/background/requests/approve.ts';
import { landed, settle } from '../../../src/background/requests/settle.ts';
import {
  createExchanges,
  KEPT,
  STORED_CHARACTERS,
} from '../../../src/background/stores/exchanges/exchange-store.ts';
import type { Seen } from '../../../src/background/stores/tab-store.ts';
import { BODY_CHARACTERS } from '../../../src/core/exchange/exchange.ts';
import type { Payment } from '../../../src/core/payment/index.ts';
import type { HttpResponse } from '../../../src/core/web/http.ts';
import { findingsOf } from '../../../src/inspect/reading.ts';
import { accepts, mpp, OTHER_PAYEE, required, x402 } from '../../fixtures/checks/exchanges.ts';
import { challenged, SHOP } from '../../fixtures/payment.ts';
import { freshBrowser } from './browser.ts';
import { memoryStore } from './fakes.ts';
import { CASHU, consent, L402, NOW, PREIMAGE, put, told, world } from './world.ts';

// What developers see of every 402 and of every request that carried a proof: recorded beside what moves money.

beforeEach(() => freshBrowser(SHOP));

const OPENED: HttpResponse = {
  url: SHOP,
  method: 'GET',
  status: 200,
  headers: [['Payment-Receipt', 'x']],
};

function seen(id: string, response: HttpResponse = L402, change: Partial<Seen> = {}): Seen {
  const page = { tabId: 1, frameId: 0, type: 'main_frame', at: NOW, body: 'none' } as const;
  return { id, ...page, response, ...change };
}

type Context = ReturnType<typeof world>['context'];

const meet = (context: Context, ...list: readonly Seen[]) =>
  context.tabs.change(1, (tab) => ({ ...tab, seen: [...tab.seen, ...list] }));
const rows = async (context: Context) =>
  (await exchangeHandlers['exchange.list'](context, { tabId: 1 })).rows;
const one = (context: Context, id: string) =>
  exchangeHandlers['exchange.get'](context, { tabId: 1, id });

const PAGE = { tabId: 1, frameId: 0, type: 'main_frame' } as const;

describe('a 402 is recorded', () => {
  it('as a line with its protocol, price and what can be done', async () => {
    const { context } = world();
    await meet(context, seen('a'), seen('b', challenged('L402 token="x", invoice="y"')));
    await meet(context, seen('c', challenged()), seen('d', L402, { type: 'image', tabId: 1 }));
    expect(await rows(context)).toMatchObject([
      { id: 'a', outcome: 'asks', status: 402, protocols: ['L402'], money: { amount: '21000' } },
      { id: 'b', outcome: 'broken', protocols: ['L402'] },
      { id: 'c', outcome: 'explained', protocols: [] },
      { id: 'd', what: 'image' },
    ]);
  });

  it('that answers a preflight cannot be paid: the browser asks it, and no proof goes with it', async () => {
    const { context } = world();
    await meet(context, seen('a', { ...L402, method: 'OPTIONS' }, { type: 'xmlhttprequest' }));
    expect(await rows(context)).toMatchObject([{ id: 'a', outcome: 'explained' }]);
  });

  it('once, and with the body that comes later', async () => {
    const { context } = world();
    await meet(context, seen('a', L402, { body: 'awaited' }));
    expect(await rows(context)).toMatchObject([{ body: 'awaited' }]);
    await context.tabs.change(1, (tab) => ({
      ...tab,
      seen: tab.seen.map((each) => ({
        ...each,
        body: 'read',
        response: { ...each.response, body: '{}' },
      })),
    }));
    const all = await context.exchanges.list(1);
    expect(all).toHaveLength(1);
    expect(all[0]?.asked).toMatchObject({ body: 'read', response: { body: '{}' } });
    expect(await rows(context)).toMatchObject([{ body: 'read' }]);
  });

  it('with the kind and size of what its request took along', async () => {
    const { context } = world();
    const sent = { kind: 'text', characters: 12 } as const;
    await meet(context, seen('a', L402, { sent }), seen('b'));
    expect((await one(context, 'a'))?.exchange.requestBody).toEqual(sent);
    expect((await one(context, 'b'))?.exchange.requestBody).toBeUndefined();
  });

  it('and stays when the tab has gone on, until it is cleared', async () => {
    const { context } = world();
    await meet(context, seen('a'));
    await context.tabs.change(1, () => ({ seen: [] }));
    expect(await rows(context)).toHaveLength(1);
    await exchangeHandlers['exchange.clear'](context, { tabId: 1 });
    expect(await rows(context)).toEqual([]);
    expect(await one(context, 'a')).toBeNull();
  });
});

describe('what an address asked for before', () => {
  const terms = (change: Readonly<Record<string, string>>, url = SHOP): HttpResponse => ({
    ...x402(required({ accepts: [accepts(change)] })).answer,
    ...{ url, method: 'GET' },
  });
  const charge = (id: string): HttpResponse => ({
    ...mpp({ id }).answer,
    url: SHOP,
    method: 'GET',
  });
  const found = async (context: Context, id: string) => {
    const view = await one(context, id);
    return findingsOf(view?.exchange ?? never(), {
      ...(view?.earlier === undefined ? {} : { earlier: view.earlier }),
    }).map(({ check }) => check);
  };
  const never = (): never => {
    throw new Error('It is not recorded.');
  };

  it.each<[string, HttpResponse, HttpResponse]>([
    ['payee-rotates', terms({}), terms({ payTo: OTHER_PAYEE })],
    ['price-rises', terms({ amount: '1' }), terms({ amount: '2' })],
    ['mpp-id', charge('one'), charge('one')],
  ])('is what %s compares with, and its later answers are not', async (check, first, second) => {
    const { context } = world();
    await meet(context, seen('a', first), seen('b', second));
    expect(await found(context, 'b')).toContain(check);
    expect(await found(context, 'a')).not.toContain(check);
  });

  it('and paid is what invoice-repeated compares with; an invoice that is still open may come again', async () => {
    const { context } = world(told('nwc', false));
    await meet(context, seen('seen'), seen('again'));
    expect(await found(context, 'again')).not.toContain('invoice-repeated');
    const approved = consent('nwc');
    context.exchanges.begun(approved);
    await context.payments.begin(approved);
    await settle(context, approved.id, OPENED);
    expect(await found(context, 'again')).toContain('invoice-repeated');
    expect(await found(context, 'seen')).not.toContain('invoice-repeated');
  });

  it('is that of the same address and method alone', async () => {
    const { context } = world();
    await meet(
      context,
      seen('a', terms({ payTo: OTHER_PAYEE }, `${SHOP}?other`)),
      seen('b', { ...terms({ payTo: OTHER_PAYEE }), method: 'HEAD' }),
      seen('c', terms({}, `${SHOP}#there`)),
      seen('d', terms({})),
    );
    expect((await one(context, 'd'))?.earlier).toHaveLength(1);
    expect(await found(context, 'd')).not.toContain('payee-rotates');
  });

  it('is at most twenty answers, the newest', async () => {
    const { context } = world();
    const many = Array.from({ length: 30 }, (_, n) => seen(`${n}`, terms({ amount: `${n + 1}` })));
    await meet(context, ...many);
    const earlier = (await one(context, '29'))?.earlier ?? [];
    expect(earlier).toHaveLength(20);
    expect(earlier.at(-1)?.response).toEqual(many[28]?.response);
  });
});

describe('a payment is recorded', () => {
  it('with its proof and both answers, although the journal drops the proof', async () => {
    const nwc = told('nwc', false);
    const { context } = world(nwc);
    await meet(context, seen('seen'));
    const approved = consent('nwc');
    context.exchanges.begun(approved);
    await context.payments.begin(approved);
    expect(await rows(context)).toMatchObject([{ outcome: 'sent' }]);
    await settle(context, approved.id, OPENED);
    expect(await rows(context)).toMatchObject([{ outcome: 'settled', paidStatus: 200 }]);
    const whole = await one(context, 'seen');
    expect(whole?.payment?.proof).toBeUndefined();
    expect(whole?.exchange.sent?.headers[0]?.[1]).toContain(PREIMAGE);
    expect(whole?.exchange.sent?.request).toMatchObject({ rail: 'lightning' });
    expect(whole?.exchange.asked?.response).toEqual(L402);
    expect(whole?.exchange.paid?.response).toEqual(OPENED);
    expect(whole?.payment?.history.map(({ state }) => state)).toEqual([
      'approved',
      'paying',
      'proved',
      'sent',
      'settled',
    ]);
  });

  it('with its proof for the rows of the same site: the answer that refuses it may repeat it', async () => {
    const { context } = world(told('nwc', false));
    await meet(context, seen('seen'));
    const approved = consent('nwc');
    context.exchanges.begun(approved);
    await context.payments.begin(approved);
    await settle(context, approved.id, L402);
    const elsewhere = { ...L402, url: 'https://elsewhere.example/' };
    await meet(
      context,
      seen('refusal'),
      seen('elsewhere', elsewhere),
      seen('other', { ...L402, url: `${SHOP}?other` }),
    );
    for (const id of ['refusal', 'other']) {
      const proofs = (await one(context, id))?.otherProofs;
      expect(proofs).toMatchObject([{ asked: { response: L402 } }]);
      expect(proofs?.[0]?.sent?.headers[0]?.[1]).toContain(PREIMAGE);
    }
    expect((await one(context, 'elsewhere'))?.otherProofs).toBeUndefined();
    expect((await one(context, 'seen'))?.otherProofs).toBeUndefined();
  });

  it('each proof once, the newest, however often a pass went along', async () => {
    const { context } = world();
    await meet(context, seen('a'));
    for (let n = 0; n < 60; n++) {
      const headers = [['Authorization', `L402 a:${n % 30}`]] as const;
      context.exchanges.passAnswered(PAGE, { id: `p${n}`, kind: 'pass', headers }, OPENED);
    }
    const proofs = (await one(context, 'a'))?.otherProofs ?? [];
    expect(proofs.map(({ sent }) => sent?.headers[0]?.[1])).toEqual(
      Array.from({ length: 20 }, (_, n) => `L402 a:${n + 10}`),
    );
  });

  it.each(['paying', 'sent', 'settled', 'refused', 'expired', 'unknown'] as const)(
    'with the hash of its terms, also when it is %s',
    async (state) => {
      const { context } = world(told('nwc', false));
      await meet(context, seen('seen'));
      const approved = consent('nwc');
      context.exchanges.begun(approved);
      await context.payments.begin(approved);
      await put(context, approved.id, state);
      const shown = (await one(context, 'seen'))?.payment;
      expect(shown).toMatchObject({ state, quote: { hash: approved.quote.hash } });
    },
  );

  it('at the moment when its answers came, also where other records are written first', async () => {
    let time = NOW;
    const exchanges = createExchanges(
      memoryStore(),
      () => time,
      () => undefined,
    );
    const payment = consent('nwc');
    exchanges.answered(payment, OPENED);
    time += 50;
    exchanges.landed(payment, OPENED);
    time += 50;
    const [recorded] = await exchanges.list(payment.target.tabId);
    expect([recorded?.at, recorded?.paid?.at, recorded?.landed?.at]).toEqual([NOW, NOW, NOW + 50]);
  });

  it('with its own answer, also when its page is looked at after it has settled', async () => {
    const { context } = world(told('nwc', false));
    await meet(context, seen('seen'));
    const approved = consent('nwc');
    await context.payments.begin(approved);
    await settle(context, approved.id, OPENED);
    await settle(context, approved.id, { ...OPENED, headers: [] });
    expect((await one(context, 'seen'))?.exchange.paid?.response).toEqual(OPENED);
  });

  it('with the answer at the end of a redirect', async () => {
    const nwc = told('nwc', false);
    const { context } = world(nwc);
    await meet(context, seen('seen'));
    const approved = consent('nwc');
    await context.payments.begin(approved);
    const away = { ...OPENED, status: 302, headers: [['Location', '/end'] as const] };
    await settle(context, approved.id, away);
    await landed(context, approved.id, { ...OPENED, url: `${SHOP}/end` });
    const whole = await one(context, 'seen');
    expect(whole?.exchange.paid?.response.status).toBe(302);
    expect(whole?.exchange.landed?.response.url).toBe(`${SHOP}/end`);
  });

  it('whose 402 is not known any more', async () => {
    const nwc = told('nwc', false);
    const { context } = world(nwc);
    const approved = consent('nwc');
    await context.payments.begin(approved);
    await settle(context, approved.id, OPENED);
    const [row] = await rows(context);
    expect(row).toMatchObject({ id: 'seen', url: SHOP, outcome: 'settled' });
    expect(row?.status).toBeUndefined();
  });

  // The class: every answer that a mint can give, and payments that sent no ecash of ours.
  it.each([
    ['spent', 'spent'],
    ['unspent', 'unspent'],
    ['pending', 'pending'],
    ['taken', 'taken'],
    ['unknown', 'unknown'],
    ['none', null],
  ] as const)(
    'with what the mint says of its ecash, %s, asked only by a command',
    async (state, out) => {
      const { context } = world(told('ecash', false));
      const asked: string[] = [];
      const check = async (id: string) => {
        asked.push(id);
        return state;
      };
      const ecash = { check } as Context['ecash'];
      await meet(context, seen('seen', CASHU));
      const fate = () =>
        exchangeHandlers['exchange.mint']({ ...context, ecash }, { tabId: 1, id: 'seen' });
      expect(await fate()).toBeNull();
      const approved = consent('ecash', CASHU);
      context.exchanges.begun(approved);
      await context.payments.begin(approved);
      expect(asked).toEqual([]);
      expect(await fate()).toBe(out);
      expect(asked).toEqual([approved.id]);
    },
  );

  it('and no mint is asked of a payment over Lightning', async () => {
    const { context } = world(told('nwc', false));
    await meet(context, seen('seen'));
    const approved = consent('nwc');
    context.exchanges.begun(approved);
    await context.payments.begin(approved);
    const mint = exchangeHandlers['exchange.mint'](context, { tabId: 1, id: 'seen' });
    expect(await mint).toBeNull();
  });

  it('with the transaction that its receipt names, asked of the chain only by a command', async () => {
    const { context } = world(told('nwc', false));
    const asked: unknown[][] = [];
    const chain: Context['chain'] = {
      transaction: async (...which) => {
        asked.push(which);
        return { state: 'done', transfers: [], authorizations: [] };
      },
    };
    const read = (payment: object) => {
      const journal = { ...context.journal, get: async () => payment as never };
      const whole = { ...context, chain, journal };
      return exchangeHandlers['exchange.chain'](whole, { tabId: 1, id: 'seen' });
    };
    await meet(context, seen('seen'));
    context.exchanges.begun(consent('nwc'));
    const hash = `0x${'7e'.repeat(32)}`;
    const offer = { rail: { kind: 'eip3009', network: 'eip155:84532' } };
    const paid = (transaction?: string) => ({ quote: { offer }, receipt: { transaction } });
    expect(await read(paid())).toBeNull();
    expect(await read(paid('javascript:alert(1)'))).toBeNull();
    expect(asked).toEqual([]);
    expect(await read(paid(hash))).toMatchObject({ state: 'done' });
    expect(asked).toEqual([['eip155:84532', hash]]);
  });

  it('from the press on, also where the wallet does not do its part', async () => {
    const nwc = told('nwc', false);
    nwc.pays = async () => {
      throw new Error('no');
    };
    const { context } = world(nwc);
    await meet(context, seen('seen'));
    await approve(context, 'seen/l402:0', consent('nwc').quote.hash).catch(() => undefined);
    expect((await one(context, 'seen'))?.exchange.payment).toBe('seen/l402:0');
  });

  // The class: what comes after the tab was closed. Its proofs are gone with the tab.
  it.each<[string, (exchanges: Context['exchanges'], approved: Payment) => unknown]>([
    ['the answer to a proof', (at, approved) => at.answered(approved, OPENED)],
    ['the end of a redirect', (at, approved) => at.landed(approved, OPENED)],
    ['a payment', (at, approved) => at.begun(approved)],
    [
      'the answer to a pass',
      (at) => at.passAnswered(PAGE, { id: 'p', kind: 'pass', headers: [['A', 'b']] }, OPENED),
    ],
  ])('and not once its tab is closed: %s', async (_, comes) => {
    const { context } = world(told('nwc', false));
    await meet(context, seen('seen'));
    const approved = await context.payments.begin(consent('nwc'));
    await context.tabs.forget(1);
    comes(context.exchanges, approved);
    expect(await context.exchanges.list(1)).toEqual([]);
  });

  it('and nothing about it changes when it cannot be recorded', async () => {
    const nwc = told('nwc', false);
    const { context } = world(nwc);
    const store = memoryStore();
    store.fail = true;
    const failing = createExchanges(
      store,
      () => NOW,
      () => undefined,
    );
    const approved = consent('nwc');
    await context.payments.begin(approved);
    await settle({ ...context, exchanges: failing }, approved.id, OPENED);
    expect((await context.journal.get(approved.id))?.state).toBe('settled');
  });
});

describe('what is kept', () => {
  const fill = async (count: number, body = '') => {
    const store = memoryStore();
    const made = () =>
      createExchanges(
        store,
        () => NOW,
        () => undefined,
      );
    const exchanges = made();
    for (let n = 0; n < count; n++) {
      exchanges.heard({ seen: seen(`${n}`, { ...L402, body }, { body: 'read' }) });
    }
    return { store, exchanges, list: await exchanges.list(1), made };
  };

  it('is the newest of a thousand', async () => {
    const { list } = await fill(1_000);
    expect(list).toHaveLength(KEPT);
    expect(list.at(-1)?.id).toBe('999');
  });

  it('is a part of a long body, and says so', async () => {
    const { list } = await fill(1, 'x'.repeat(BODY_CHARACTERS + 1));
    expect(list[0]?.asked).toMatchObject({ cut: true });
    expect(list[0]?.asked?.response.body).toHaveLength(BODY_CHARACTERS);
  });

  it('outlives the worker, as much as has room', async () => {
    const { store, made } = await fill(20, 'x'.repeat(40_000));
    await expect.poll(() => store.data.get('exchanges:1')?.length ?? 0).toBeGreaterThan(0);
    expect(store.data.get('exchanges:1')?.length).toBeLessThan(STORED_CHARACTERS + 100);
    expect((await made().list(1)).at(-1)?.id).toBe('19');
  });

  it('is gone with the tab', async () => {
    const { context } = world();
    await meet(context, seen('a'));
    await context.tabs.forget(1);
    expect(await rows(context)).toEqual([]);
  });

  it('is the proof of a pass, too', async () => {
    const { context } = world();
    const headers = [['Authorization', 'L402 a:b']] as const;
    const film = { ...PAGE, frameId: 3, type: 'media', initiator: 'https://blog.example' } as const;
    context.exchanges.passAnswered(film, { id: 'p', kind: 'pass', headers }, OPENED);
    expect(await rows(context)).toMatchObject([
      { outcome: 'pass', paidStatus: 200, what: 'media', initiator: 'https://blog.example' },
    ]);
  });
});

it('a payment that is put anywhere is drawn in its state', async () => {
  const nwc = told('nwc', false);
  const { context } = world(nwc);
  await meet(context, seen('seen'));
  const approved = consent('nwc');
  context.exchanges.begun(approved);
  await context.payments.begin(approved);
  for (const state of ['refused', 'unknown', 'expired'] as const) {
    await put(context, approved.id, state);
    expect((await rows(context))[0]?.outcome).toBe(state);
  }
});
