import { beforeEach, describe, expect, it } from 'vitest';
import { popupState } from '../../../src/background/api/views/popup.ts';
import type { Context } from '../../../src/background/context.ts';
import {
  autoUsePass,
  passAnswered,
  passFor,
  usePass,
} from '../../../src/background/requests/use-pass.ts';
import type { Seen } from '../../../src/background/stores/tab-store.ts';
import { encodeBase64 } from '../../../src/core/encoding/base64.ts';
import type { HttpResponse } from '../../../src/core/web/http.ts';
import type { ResponseHead } from '../../../src/platform/requests/responses.ts';
import { makeInvoice } from '../../fixtures/invoice.ts';
import { challenged, SHOP } from '../../fixtures/payment.ts';
import { attached, freshBrowser, tabs } from './browser.ts';
import { consent, HASH, NOW, PREIMAGE, told, world } from './world.ts';

const OTHER = new URL('/elsewhere?page=2', SHOP).href;

beforeEach(() => freshBrowser(OTHER));

const bytes = (text: string): number[] => [...new TextEncoder().encode(text)];

/** A macaroon of version 2 with these caveats. */
function macaroon(...caveats: readonly string[]): string {
  const identifier = [0, 0, ...Buffer.from(HASH, 'hex'), ...Buffer.alloc(32, 3)];
  const sections = caveats.flatMap((text) => [2, bytes(text).length, ...bytes(text), 0]);
  const whole = [2, 2, identifier.length, ...identifier, 0, ...sections];
  return encodeBase64(Uint8Array.from([...whole, 0, 6, 32, ...Buffer.alloc(32, 9)]));
}

const challenge = (token: string) =>
  challenged(
    `L402 token="${token}", invoice="${makeInvoice({ paymentHash: HASH, prefix: 'bc210n' })}"`,
  );

const answer = (response: HttpResponse) =>
  ({ head: { type: 'main_frame', tabId: 1 } as ResponseHead, response }) as const;

/** A 402 of another page of the site, met by a tab that holds a pass with this token. */
async function elsewhere(token: string, url = OTHER) {
  const nwc = told('nwc', false);
  nwc.pays = async () => ({ rail: 'lightning', preimage: PREIMAGE, fee: '0' });
  const context: Context = {
    ...world(nwc).context,
    purse: { status: async () => ({ state: 'none' }) } as unknown as Context['purse'],
  };
  const paid = await context.payments.begin(consent('nwc', challenge(token)));
  attached.clear();
  await context.passes.change(paid.id, { good: true, auto: true });
  const response = { ...challenge(macaroon('services=other:0')), url };
  const seen: Seen = {
    id: 'there',
    tabId: 1,
    frameId: 0,
    type: 'main_frame',
    at: NOW,
    begunHere: true,
    body: 'read',
    response,
  };
  await context.tabs.change(1, () => ({ seen: [seen] }));
  tabs.set(1, { url, loading: false });
  return { context, seen, id: paid.id, offered: await popupState(context, 1) };
}

describe('a token for a whole service', () => {
  it.each([
    [],
    ['services=articles:0'],
    ['services=articles:0', 'articles_capabilities=read', 'articles_valid_until=1900000000'],
    ['expires_at=1900000000'],
    ['max_uses = 5', 'ip=198.51.100.7'],
  ])('is offered at other paths: %j %j %j', async (...caveats) => {
    const token = macaroon(...caveats.filter((text) => text !== undefined));
    const { offered } = await elsewhere(token);
    expect(offered).toMatchObject({ kind: 'pass', request: { pass: { path: '/article' } } });
  });

  it.each([
    ['RequestPath=/article'],
    ['services=articles:0', 'path = /article'],
    ['url:https://shop.example/article'],
    ['article_id=7'],
    ['target=/article'],
  ])('is not what is bound to a path: %j %j', async (...caveats) => {
    const token = macaroon(...caveats.filter((text) => text !== undefined));
    const { offered } = await elsewhere(token);
    expect(offered.kind).not.toBe('pass');
  });

  it.each(['opaque-token', encodeBase64(Uint8Array.of(1, 2, 3)), macaroon().slice(0, -8)])(
    'is not what cannot be read: %s',
    async (token) => {
      expect((await elsewhere(token)).offered.kind).not.toBe('pass');
    },
  );

  it('is not offered to another origin', async () => {
    const { offered } = await elsewhere(macaroon(), 'https://other.example/article');
    expect(offered.kind).not.toBe('pass');
  });

  it('is not offered for what an element of a page loads', async () => {
    const { context, seen } = await elsewhere(macaroon());
    expect(await passFor(context, seen)).toBeDefined();
    const element: Seen = { ...seen, type: 'media', initiator: SHOP };
    expect(await passFor(context, element)).toBeUndefined();
  });

  it('is never sent by itself, and by a press once', async () => {
    const { context, seen, id } = await elsewhere(macaroon());
    expect(await autoUsePass(context, seen)).toBe(false);
    expect(attached.size).toBe(0);
    await usePass(context, seen);
    expect(attached.get(`pass:1:${id}`)?.headers).toMatchObject([
      ['Authorization', expect.any(String)],
    ]);
  });

  it.each([401, 402])(
    'stays when it is answered %i there, and is not offered there again',
    async (status) => {
      const { context, seen, id } = await elsewhere(macaroon());
      await usePass(context, seen);
      await passAnswered(context, id, answer({ ...seen.response, status }));
      expect(await context.passes.byId(id)).toMatchObject({ good: true });
      const after = await popupState(context, 1);
      expect(after).toMatchObject({ request: { passRefused: { path: '/article' } } });
      expect(after.kind).not.toBe('pass');
      expect(await context.passes.findWide(new URL('/third', SHOP).href)).toMatchObject({ id });
    },
  );

  it('is forgotten when it is refused where it was paid for', async () => {
    const { context, seen, id } = await elsewhere(macaroon());
    await passAnswered(context, id, answer({ ...seen.response, url: SHOP, status: 402 }));
    expect(await context.passes.byId(id)).toBeUndefined();
  });
});
