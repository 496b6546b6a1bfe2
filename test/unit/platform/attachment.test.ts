import { describe, expect, it, vi } from 'vitest';

vi.mock('webextension-polyfill', () => ({ default: {} }));

const { carries, matches, NO_TAB, takenBy, waitingFor } = await import(
  '../../../src/platform/attach/attachment.ts'
);
type Item = Parameters<typeof matches>[0];
type Asked = Parameters<typeof matches>[1];

const PAGE = 'https://shop.example/reader';
const CALL: Item = {
  id: 'seen/x402:0',
  tabId: 1,
  type: 'xmlhttprequest',
  method: 'POST',
  initiator: PAGE,
  url: 'https://api.example/answer',
  call: '7f3',
  headers: [
    ['PAYMENT-SIGNATURE', 'proof'],
    ['Idempotency-Key', 'one'],
  ],
  rule: 1,
};
const ASKED: Asked = {
  tabId: 1,
  type: 'xmlhttprequest',
  method: 'POST',
  url: 'https://api.example/answer#farebox=7f3',
  documentUrl: PAGE,
};

// The class: a request takes the proof only where all of it is that of the request that is paid for.
describe('a proof waits for the request', () => {
  it('that is the held call repeated', () => {
    expect(matches(CALL, ASKED)).toBe(true);
  });

  it.each<[string, Partial<Asked>]>([
    ['the same call without its number', { url: 'https://api.example/answer' }],
    ['a call with another number', { url: 'https://api.example/answer#farebox=7f4' }],
    ['a number with more in the fragment', { url: 'https://api.example/answer#x#farebox=7f3&y' }],
    ['another path', { url: 'https://api.example/answers#farebox=7f3' }],
    ['another query', { url: 'https://api.example/answer?page=2#farebox=7f3' }],
    ['another host', { url: 'https://api.example.net/answer#farebox=7f3' }],
    ['another tab', { tabId: 2 }],
    ['no tab, for a proof that is not of a worker', { tabId: NO_TAB }],
    ['a page', { type: 'main_frame' }],
    ['a frame', { type: 'sub_frame' }],
    ['a picture', { type: 'image' }],
    ['another method', { method: 'PUT' }],
    ['a preflight', { method: 'OPTIONS' }],
    ['another site’s document', { documentUrl: 'https://evil.example/' }],
    ['a document of another port', { documentUrl: 'https://shop.example:8443/reader' }],
  ])('and not for %s', (_, change) => {
    expect(matches(CALL, { ...ASKED, ...change })).toBe(false);
  });

  it('of a page only without a number', () => {
    const { call: _, initiator: __, ...rest } = CALL;
    const page: Item = { ...rest, type: 'main_frame', method: 'GET', url: PAGE };
    const asked: Asked = { tabId: 1, type: 'main_frame', method: 'GET', url: PAGE };
    expect(matches(page, asked)).toBe(true);
    expect(matches(page, { ...asked, url: `${PAGE}#farebox=7f3` })).toBe(false);
    expect(matches(page, { ...asked, url: `${PAGE}#part-2` })).toBe(true);
  });

  it('whoever asks, where the proof names no document or the browser names none', () => {
    const { initiator: _, ...anyone } = CALL;
    const { documentUrl: __, ...unnamed } = ASKED;
    const evil = 'https://evil.example/';
    expect(matches(anyone, { ...ASKED, documentUrl: evil })).toBe(true);
    expect(matches(CALL, unnamed)).toBe(true);
    expect(matches(CALL, { ...unnamed, originUrl: evil })).toBe(false);
    expect(matches(CALL, { ...unnamed, initiator: evil })).toBe(false);
  });

  it('and is the first of those that wait for it', () => {
    const items = [{ ...CALL, call: '7f4' }, CALL, { ...CALL, id: 'later' }];
    expect(waitingFor(items, ASKED)).toBe(CALL);
    expect(waitingFor(items.slice(0, 1), ASKED)).toBeUndefined();
  });

  it('of a worker in its tab and in none, and in no other tab', () => {
    const item: Item = { ...CALL, worker: true };
    const tabs = [1, NO_TAB, 2].map((tabId) => matches(item, { ...ASKED, tabId }));
    expect(tabs).toEqual([true, true, false]);
  });

  it('of a film again only where the proof may be used again, and only for media', () => {
    const film: Item = { ...CALL, type: 'media', method: 'GET', requestId: 'r1' };
    const asked: Asked = { ...ASKED, type: 'media', method: 'GET' };
    expect(matches(film, asked)).toBe(false);
    expect(matches({ ...film, stays: true }, asked)).toBe(true);
    expect(matches({ ...film, stays: true }, { ...asked, type: 'image' })).toBe(false);
  });
});

describe('a request that went out', () => {
  const sent = (headers: Record<string, string>, url = CALL.url) => ({
    requestId: 'r1',
    url,
    requestHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
  });
  const out = (...args: Parameters<typeof sent>) =>
    sent(...args) as unknown as Parameters<typeof carries>[1];

  it.each([
    ['all of its headers', { 'payment-signature': 'proof', 'idempotency-key': 'one' }, true],
    ['one of its headers', { 'Payment-Signature': 'proof' }, true],
    ['the same header with another value', { 'PAYMENT-SIGNATURE': 'other' }, false],
    ['the value in another header', { Authorization: 'proof' }, false],
    ['no header', {}, false],
  ])('with %s took the proof or not', (_, headers, took) => {
    expect(carries(CALL, out(headers))).toBe(took);
    expect(takenBy([CALL], out(headers))).toBe(took ? CALL : undefined);
  });

  it('of whose headers the browser tells nothing took no proof', () => {
    const { requestHeaders: _, ...untold } = sent({});
    expect(carries(CALL, untold as unknown as Parameters<typeof carries>[1])).toBe(false);
  });

  it('took no proof of another address, nor one that has already gone', () => {
    const headers = { 'Payment-Signature': 'proof' };
    expect(takenBy([CALL], out(headers, `${CALL.url}#part`))).toBe(CALL);
    expect(takenBy([CALL], out(headers, `${CALL.url}/2`))).toBeUndefined();
    expect(takenBy([{ ...CALL, requestId: 'r0' }], out(headers))).toBeUndefined();
  });
});
