import { beforeEach, describe, expect, it } from 'vitest';
import { lookAtTab } from '../../../../src/background/requests/look-at-page.ts';
import { settle } from '../../../../src/background/requests/settle.ts';
import { SHOP } from '../../../fixtures/payment.ts';
import { attached, freshBrowser, pages, port, tabs } from '../browser.ts';
import { consent, NOW, recordOf, told, world } from '../world.ts';

beforeEach(() => freshBrowser(SHOP));

/** A proof that is on its way with its page's request. */
async function sent() {
  const { context } = world(told('nwc', false));
  const payment = await context.payments.begin(consent('nwc'));
  const now = () => recordOf(context, payment.id);
  return { context, payment, now };
}

/** The same, and the site has sent the browser on. */
async function redirected() {
  const { context, payment, now } = await sent();
  const headers = [['location', '/read/on']] as const;
  await settle(context, payment.id, { url: SHOP, method: 'GET', status: 302, headers });
  expect(await now()).toMatchObject({ state: 'sent', ending: { kind: 'redirect' } });
  return { context, now };
}

const page = (url: string, status: number, began: number) => ({
  url,
  status,
  began,
  contentType: 'text/html',
  body: '',
  paywall: false,
});

describe('the document that asked is not what a redirect led to', () => {
  it.each([
    ['is still shown while the redirect is followed', true, page(SHOP, 402, NOW - 500)],
    ['was loaded a moment before the proof went out', false, page(SHOP, 402, NOW - 500)],
    ['was loaded, by its own clock, after that', false, page(SHOP, 402, NOW + 50)],
    ['has another address and is still shown', true, page(`${SHOP}/other`, 404, NOW)],
  ])('when it %s', async (_, loading, document) => {
    const { context, now } = await redirected();
    tabs.set(1, { url: SHOP, loading });
    pages.set(1, document);
    await lookAtTab(context, 1);
    expect(await now()).toMatchObject({ state: 'sent', ending: { kind: 'redirect' } });
    expect((await now()).ending).not.toHaveProperty('landed');
    expect(attached.size).toBe(1);
  });

  it.each([
    [200, { state: 'settled', came: 'page' }],
    [404, { ending: { kind: 'redirect', landed: 404 } }],
    [500, { ending: { kind: 'redirect', landed: 500 } }],
  ])('and a document of another address with %i is', async (status, expected) => {
    const { context, now } = await redirected();
    pages.set(1, page('https://other.example/read/on', status, NOW + 400));
    await lookAtTab(context, 1);
    expect(await now()).toMatchObject(expected);
    expect(attached.size).toBe(0);
  });
});

describe('a press on "Open the page"', () => {
  it('does not load the page again while the answer is on its way', async () => {
    const { context, payment, now } = await sent();
    expect(port.reload).toHaveBeenCalledTimes(1);
    const press = () =>
      context.payments.press(payment.id, {
        type: 'sendPressed',
        attached: attached.has(payment.id),
      });
    await press();
    const outcome = { state: 'sent', ending: { kind: 'pending' } } as const;
    await context.payments.tell(payment.id, { type: 'answered', outcome });
    expect(await now()).toMatchObject({ state: 'sent', ending: { kind: 'pending' } });
    await press();
    expect(port.reload).toHaveBeenCalledTimes(1);
    expect((await now()).history.filter(({ state }) => state === 'sent')).toHaveLength(1);
  });

  it('loads it again when its request never went', async () => {
    const { context, payment, now } = await sent();
    attached.clear();
    await context.payments.tell(payment.id, { type: 'proofWithheld' });
    await context.payments.press(payment.id, { type: 'sendPressed', attached: false });
    expect(await now()).toMatchObject({ state: 'sent' });
    expect(port.reload).toHaveBeenCalledTimes(2);
    expect(attached.size).toBe(1);
  });
});
