import { createHash } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { practiceInvoice } from '../../packages/farebox-check/src/practice/invoice.ts';
import { createPracticeServer } from '../../packages/farebox-check/src/practice/server.ts';
import { makeMacaroon } from '../fixtures/macaroon.ts';
import { startShopV2 } from '../lab/shop-v2.ts';
import { type Server, startServer } from '../lab/web.ts';
import { until } from './driver/until.ts';
import { inBothBrowsers, type Stage } from './helpers.ts';

// A developer's own server on this computer, paid in practice: the whole way, without a chain and without money.

/** An L402 server as a developer writes one: its invoices come from the practice command. */
function startL402(): Promise<Server> {
  const { invoice, paymentHash } = practiceInvoice(10, 'Weather', Date.now());
  const macaroon = makeMacaroon(paymentHash);
  return startServer((request, response) => {
    const preimage = /^L402 .+:([0-9a-f]{64})$/.exec(request.headers.authorization ?? '')?.[1];
    const hash = createHash('sha256')
      .update(Buffer.from(preimage ?? '', 'hex'))
      .digest('hex');
    if (hash === paymentHash) return void response.end('<h1>You paid with sats</h1>');
    response.writeHead(402, {
      'WWW-Authenticate': `L402 macaroon="${macaroon}", invoice="${invoice}"`,
    });
    response.end();
  });
}

inBothBrowsers((stage) => {
  let facilitator: HttpServer | undefined;
  let shop: Server | undefined;
  let l402: Server | undefined;
  beforeAll(async () => {
    const server = createPracticeServer(Date.now);
    facilitator = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    // The reference server, with nothing changed but the address of its facilitator.
    shop = await startShopV2(`http://127.0.0.1:${port}`);
    l402 = await startL402();
  });
  afterAll(async () => {
    await Promise.all([shop?.close(), l402?.close()]);
    facilitator?.close();
  });
  const practise = (practiceMode: boolean) => stage().command('settings.set', { practiceMode });
  beforeEach(() => practise(true));
  afterEach(() => practise(false));

  async function walks(at: Stage, url: string, opened: string) {
    const visit = await at.visit(at.once(url));
    const popup = await at.press(visit);
    await at.drawn(popup, 'receipt');
    expect(await popup.text()).toContain('Practice: no money moved');
    await until(async () => (await visit.tab.html()).includes(opened), { what: opened });
    expect(await at.badge(visit)).toBe('P✓');
    const paid = (await at.journal()).filter(({ quote }) => quote.url.startsWith(url));
    expect(paid).toMatchObject([{ state: 'settled', practice: true }]);
    expect(await at.command('spending.get', null)).toEqual({ day: '0', month: '0', testDay: '0' });
    expect(await at.spent()).toEqual([]);
  }

  test('@x402/express with the practice facilitator opens its page, and no money moves', async () => {
    await walks(stage(), `${shop?.url}/article`, 'You paid');
  });

  test('an L402 server with a practice invoice opens its page, and no money moves', async () => {
    await walks(stage(), `${l402?.url}/weather`, 'You paid with sats');
  });

  test('switched off, the same server is paid by the user’s own wallet or not at all', async () => {
    await practise(false);
    const visit = await stage().visit(stage().once(`${shop?.url}/article`));
    expect((await stage().offer(visit)).wallet?.practice).toBeUndefined();
    const popup = await stage().popup(visit);
    expect(await popup.text()).not.toContain('Practice');
  });
});
