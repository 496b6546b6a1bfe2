import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/core/exchange/exchange.ts';
import type { ExchangeRow } from '../../../src/messages/index.ts';
import { createRows, MOST_ROWS } from '../../../src/pages/inspector/list/rows.ts';
import { kindText, outcomeText, wordsOf } from '../../../src/pages/inspector/texts.ts';
import { createWatch } from '../../../src/pages/inspector/watch.ts';
import type { Translate } from '../../../src/pages/shared/ui.ts';
import de from '../../../src/static/_locales/de/messages.json' with { type: 'json' };
import { AT, exchange, rowOf, URL_402, X402 } from '../../fixtures/exchanges.ts';

const row = (id: string, more: Partial<ExchangeRow> = {}) =>
  rowOf({ exchange: exchange(id, X402) }, more);
const ids = (rows: { readonly shown: readonly ExchangeRow[] }) => rows.shown.map(({ id }) => id);

describe('the rows of the list', () => {
  it('are merged by their ids, and a newer one takes the place of its older self', () => {
    const rows = createRows();
    expect(rows.merge([row('a'), row('b')])).toBe(true);
    expect(rows.merge([row('a'), row('b')])).toBe(false);
    expect(rows.merge([row('a', { outcome: 'settled', lastAt: AT + 5 })])).toBe(true);
    expect(ids(rows)).toEqual(['a', 'b']);
    expect(rows.shown[0]?.outcome).toBe('settled');
  });

  it.each<[string, Partial<ExchangeRow>]>([
    ['its body was read later', { body: 'read' }],
    ['its body cannot be read', { body: 'missing' }],
    ['it was paid', { outcome: 'settled' }],
    ['the proof was answered', { paidStatus: 200 }],
    ['its protocol became known', { protocols: ['x402', 'L402'] }],
  ])('are newer where %s', (_, more) => {
    const rows = createRows();
    rows.merge([row('a', { body: 'awaited' })]);
    expect(rows.merge([row('a', { body: 'awaited' })])).toBe(false);
    expect(rows.merge([row('a', { body: 'awaited', ...more })])).toBe(true);
    expect(rows.shown[0]).toMatchObject(more);
  });

  it('come and go with the filter when they change', () => {
    const rows = createRows();
    rows.filter('SETTLED x402');
    rows.merge([row('a'), row('b', { outcome: 'settled' })]);
    expect(ids(rows)).toEqual(['b']);
    rows.merge([row('a', { outcome: 'settled', lastAt: AT + 1 })]);
    expect(ids(rows)).toEqual(['a', 'b']);
    expect(rows.at('b')).toBe(1);
    rows.filter('');
    expect(rows.size).toBe(2);
  });

  it.each([
    ['news.example', 'of the page'],
    ['worker', 'of the worker'],
    ['worker news.example fetch', 'of the worker'],
    ['other.example', 'of another page'],
  ])('are filtered by what asked for them: %s', (words, found) => {
    const rows = createRows();
    const [page, other] = ['https://news.example/', 'https://other.example/'];
    const url = 'https://api.example/';
    const { initiator: _, ...typed } = row('typed', { url });
    rows.merge([
      row('of the page', { url, initiator: page }),
      row('of the worker', { url, initiator: page, worker: true }),
      row('of another page', { url, initiator: other }),
      typed,
    ]);
    rows.filter(words);
    expect(ids(rows)).toContain(found);
    expect(ids(rows)).not.toContain('typed');
    expect(ids(rows)).toHaveLength(words === 'news.example' ? 2 : 1);
  });

  it('are found by the words that they show, in the language of the user', () => {
    const t: Translate = (key) => de[key].message;
    const rows = createRows(0, (each) => wordsOf(each, { t, locale: 'de', now: AT } as never));
    rows.merge([row('a'), row('b', { outcome: 'settled', what: 'image' })]);
    for (const [words, found] of [
      [outcomeText('settled', t), ['b']],
      [outcomeText('asks', t), ['a']],
      [kindText('image', t), ['b']],
      ['0,001', ['a', 'b']],
      ['settled', ['b']],
    ] as const) {
      rows.filter(words);
      expect([words, ids(rows)]).toEqual([words, found]);
    }
  });

  it('say that they were cleared until one comes, or the page changes', () => {
    const rows = createRows();
    expect(rows.isCleared).toBe(false);
    rows.merge([row('a')]);
    rows.clear();
    expect(rows.isCleared).toBe(true);
    rows.merge([row('b')]);
    expect(rows.isCleared).toBe(false);
    rows.clear();
    rows.navigated('https://news.example/', AT);
    expect(rows.isCleared).toBe(false);
  });

  it('that were cleared come back only when they change', () => {
    const rows = createRows();
    rows.merge([row('a'), row('b')]);
    rows.clear();
    rows.merge([row('a'), row('b')]);
    expect(ids(rows)).toEqual([]);
    rows.merge([row('b', { lastAt: AT + 1 })]);
    expect(ids(rows)).toEqual(['b']);
  });

  it('go with the page, but not the page’s own, nor when the log is preserved', () => {
    const rows = createRows();
    const page = { what: 'page' as const, url: 'https://news.example/a' };
    rows.merge([row('old'), row('page', page), row('part')]);
    rows.navigated('https://news.example/a#top', AT + 10);
    expect(ids(rows)).toEqual(['page', 'part']);
    // Paid for: the same address loads again, and its row now has the answer to the proof.
    rows.merge([row('page', { ...page, lastAt: AT + 20, outcome: 'settled' })]);
    rows.navigated('https://news.example/a', AT + 25);
    expect(ids(rows)).toEqual(['page', 'part']);
    rows.preserve = true;
    rows.navigated('https://news.example/b', AT + 30);
    expect(rows.size).toBe(2);
    rows.preserve = false;
    rows.navigated('https://news.example/a', AT + 40);
    expect(rows.size).toBe(0);
  });

  it('go with the first new page, although its own 402 is told later', () => {
    const page = { what: 'page' as const, url: 'https://news.example/a' };
    const rows = createRows(AT + 5);
    rows.merge([row('before', page)]);
    rows.navigated('https://news.example/a', AT + 10);
    rows.merge([row('after', { ...page, at: AT + 9, lastAt: AT + 9 })]);
    expect(ids(rows)).toEqual(['after']);
    // Told in time, it stays.
    rows.merge([row('next', { ...page, at: AT + 19, lastAt: AT + 19 })]);
    rows.navigated('https://news.example/a', AT + 20);
    expect(ids(rows)).toEqual(['next']);
  });

  it('are at most so many', () => {
    const rows = createRows();
    rows.merge(Array.from({ length: MOST_ROWS + 1 }, (_, n) => row(`${n}`)));
    expect(rows.size).toBeLessThanOrEqual(MOST_ROWS);
    expect(rows.shown.at(-1)?.id).toBe(`${MOST_ROWS}`);
    expect(rows.at(`${MOST_ROWS}`)).toBe(rows.size - 1);
  });
});

describe('the requests that the page has watched', () => {
  const one: Exchange = exchange('a', X402);
  const sent = { requestId: '1', url: URL_402, method: 'GET', headers: [['A', 'b'] as const] };

  it('are found by address, method and time', () => {
    const watch = createWatch();
    watch.heard({ ...sent, at: AT - 90_000, headers: [['A', 'old']] });
    expect(watch.headersOf(one)).toBeUndefined();
    watch.heard({ ...sent, at: AT - 100 });
    watch.heard({ ...sent, at: AT - 50, method: 'POST' });
    watch.heard({ ...sent, at: AT - 50, url: `${URL_402}&other` });
    watch.heard({ ...sent, at: AT + 5_000, headers: [['A', 'later']] });
    expect(watch.headersOf(one)).toEqual([['A', 'b']]);
  });

  it('are remembered up to a thousand, the newest', () => {
    const watch = createWatch();
    for (let n = 0; n <= 1_000; n++) {
      watch.heard({ ...sent, at: AT - 1_001 + n, url: `${URL_402}&n=${n}` });
    }
    const at = (n: number) => ({ ...one, url: `${URL_402}&n=${n}` });
    expect(watch.headersOf(at(0))).toBeUndefined();
    expect(watch.headersOf(at(1_000))).toEqual([['A', 'b']]);
  });

  describe('with preflights', () => {
    const one402: Exchange = exchange('a', X402);
    let id = 1;
    /** Preflights of the address with their answers: when they were sent, and what they asked for. */
    const watched = (
      own: readonly string[],
      ...asked: readonly (readonly [at: number, names: string, method?: string])[]
    ) => {
      const watch = createWatch();
      for (const [at, names, method = 'GET'] of asked) {
        const about = { ...sent, requestId: `p${id++}`, method: 'OPTIONS' };
        const question = [
          ['Access-Control-Request-Method', method] as const,
          ...(names === '' ? [] : [['Access-Control-Request-Headers', names] as const]),
        ];
        watch.heard({ ...about, at: AT + at, headers: question });
        watch.heard({ ...about, at: AT + at + 5, headers: [['Vary', names]], status: 204 });
      }
      watch.heard({ ...sent, at: AT - 2, headers: own.map((name) => [name, '1'] as const) });
      return watch;
    };
    const namesOf = (watch: ReturnType<typeof createWatch>, of = one402) =>
      watch.preflightOf(of)?.headers[0]?.[1];

    it('tell the answer from its request, and what was asked for', () => {
      expect(watched(['X-Key'], [-30, 'x-key']).preflightOf(one402)).toEqual({
        status: 204,
        headers: [['Vary', 'x-key']],
        requestHeaders: [
          ['Access-Control-Request-Method', 'GET'],
          ['Access-Control-Request-Headers', 'x-key'],
        ],
      });
    });

    it.each<[string, string | undefined, ReturnType<typeof createWatch>]>([
      ['for another header', undefined, watched(['X-Key'], [-30, 'x-other'])],
      ['for a request with one more', undefined, watched(['X-Key'], [-30, 'x-key,x-other'])],
      ['for another method', undefined, watched(['X-Key'], [-30, 'x-key', 'PUT'])],
      ['for this and for another', 'x-key', watched(['X-Key'], [-30, 'x-key'], [-20, 'x-other'])],
      ['for the proof, sent later', 'x-payment', watched([], [9_000, 'x-payment'])],
      [
        'for the proof and before it',
        'payment-signature',
        watched(['X-Key'], [-30, 'x-key'], [300, 'payment-signature']),
      ],
      [
        'for the key that the page sends, too',
        'authorization',
        watched(['Authorization'], [-30, 'authorization'], [400, 'authorization,x-other']),
      ],
      ['that came long after', undefined, watched([], [90_000, 'x-payment'])],
    ])('%s', (_, names, watch) => {
      expect(namesOf(watch)).toBe(names);
    });

    it('are none where a page asks by OPTIONS itself', () => {
      const watch = createWatch();
      watch.heard({ ...sent, method: 'OPTIONS', at: AT - 20 });
      watch.heard({ ...sent, method: 'OPTIONS', at: AT - 10, status: 405 });
      expect(watch.preflightOf(one402)).toBeUndefined();
      const options = { ...one402, method: 'OPTIONS' };
      expect(watch.preflightOf(options)).toBeUndefined();
      expect(namesOf(watched([], [-20, 'x-key']), options)).toBe('x-key');
    });
  });
});
