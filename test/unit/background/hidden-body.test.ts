import { beforeEach, describe, expect, it, vi } from 'vitest';
import { popupState } from '../../../src/background/api/views/popup.ts';
import { record402 } from '../../../src/background/requests/record.ts';
import type { HeaderLine } from '../../../src/core/web/http.ts';
import type { RequestType } from '../../../src/core/web/request-type.ts';
import { SHOP } from '../../fixtures/payment.ts';
import { freshBrowser, port } from './browser.ts';
import { worldWith } from './world.ts';

const streams = { are: true };
beforeEach(() => freshBrowser(SHOP));

type Met = { headers?: readonly HeaderLine[]; method?: string; type?: RequestType; body?: string };

/** What the popup draws of a 402 of a script. */
async function met({ headers = [], method = 'GET', type = 'xmlhttprequest', body }: Met) {
  const { context } = worldWith({ port: { ...port, streamsBodies: streams.are } });
  const at = { url: SHOP, method, status: 402 };
  const head = { requestId: '1', tabId: 1, frameId: 0, type, ...at, speculative: false };
  const response = { ...at, headers };
  const reading = body === undefined ? {} : { body: Promise.resolve(body) };
  await record402(
    context,
    { head: { ...head, headers: () => [...headers] }, response, ...reading },
    undefined,
  );
  await vi.waitFor(async () => {
    const { seen } = await context.tabs.get(1);
    if (seen[0]?.body === 'awaited') throw new Error('not read yet');
  });
  const state = await popupState(context, 1);
  if (state.kind !== 'cannot-pay' && state.kind !== 'broken') throw new Error(state.kind);
  return { hidden: state.request.details.bodyMissing, refetch: state.request.mayRefetch };
}

const JSON_TYPE = ['Content-Type', 'application/json'] as const;

/** The browser keeps a body from Farebox: it never says so, the headers do. */
describe('a body that was read as empty', () => {
  beforeEach(() => {
    streams.are = true;
  });
  it.each<{ headers: readonly HeaderLine[] }>([
    { headers: [JSON_TYPE] },
    { headers: [['Content-Length', '412']] },
    { headers: [['Transfer-Encoding', 'chunked']] },
    { headers: [['Content-Encoding', 'br']] },
    { headers: [['PAYMENT-REQUIRED', 'true'], JSON_TYPE] },
  ])('is hidden where the headers announce content: %j', async (about) => {
    expect(await met({ ...about, body: '' })).toEqual({
      hidden: 'not-readable',
      refetch: true,
    });
  });
  it('is hidden of any method, and asked for again by GET alone', async () => {
    expect(await met({ headers: [JSON_TYPE], method: 'POST', body: '' })).toEqual({
      hidden: 'not-readable',
      refetch: false,
    });
  });
  it.each<Met>([
    { headers: [JSON_TYPE, ['Content-Length', '0']], body: '' },
    { headers: [JSON_TYPE], method: 'HEAD', body: '' },
    { headers: [], body: '' },
    { headers: [JSON_TYPE], body: '{}' },
  ])('is empty, or all there is: %j', async (about) => {
    expect(await met(about)).toMatchObject({ hidden: undefined });
  });
});

describe('the body of a fetch that the browser shows no extension', () => {
  beforeEach(() => {
    streams.are = false;
  });
  it.each<Met>([{ headers: [JSON_TYPE] }, { headers: [] }, { method: 'PUT' }])(
    'is hidden: %j',
    async (about) => {
      expect(await met(about)).toMatchObject({ hidden: 'not-readable' });
    },
  );
  it.each<Met>([{ headers: [['Content-Length', '0']] }, { method: 'HEAD' }])(
    'does not exist: %j',
    async (about) => {
      expect(await met(about)).toMatchObject({ hidden: undefined });
    },
  );
});
