import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Target } from '../../../../src/core/payment/index.ts';
import { SHOP } from '../../../fixtures/payment.ts';
import { attached, found, freshBrowser, port, tabs } from '../browser.ts';
import { CASHU, consent, L402, PREIMAGE, told, world, worldWith } from '../world.ts';

// The class: what a browser is told of a proof. Each field keeps other requests from taking it along.

beforeEach(() => {
  freshBrowser(SHOP);
  found.push(1);
});

const PAGE: Target = { tabId: 1, frameId: 0, type: 'main_frame' };
const of = (type: Target['type'], more: Partial<Target> = {}): Target => ({
  ...{ tabId: 1, frameId: 0, type, initiator: SHOP },
  ...more,
});

describe('a proof is given to the browser for its request alone', () => {
  it.each<[string, Target, typeof L402, object]>([
    ['a page', PAGE, L402, { stays: true }],
    ['a page, by ecash', PAGE, CASHU, {}],
    ['a film', of('media'), L402, { initiator: SHOP, stays: true }],
    ['a film, by ecash', of('media'), CASHU, { initiator: SHOP }],
    ['a picture', of('image'), L402, { initiator: SHOP }],
    ['a call', of('xmlhttprequest'), L402, { initiator: SHOP }],
    [
      'a call of a worker',
      of('xmlhttprequest', { worker: true }),
      L402,
      { initiator: SHOP, worker: true },
    ],
  ])('%s', async (_, target, response, more) => {
    const wallet = told(response === CASHU ? 'ecash' : 'nwc', true);
    const { context } = world(wallet);
    const { id, proof } = await context.payments.begin({ ...consent(wallet.id, response), target });
    expect([...attached.values()]).toEqual([
      {
        ...{ id, tabId: 1, type: target.type, method: 'GET', url: SHOP },
        headers: proof?.headers,
        ...more,
      },
    ]);
  });
});

describe('the tab of a proof', () => {
  const elsewhere = 'https://elsewhere.example/';
  /** Pays a page; `meanwhile` happens while the wallet does its part. Where the proof went. */
  async function goes(meanwhile: () => void, change: Partial<typeof port> = {}) {
    const nwc = told('nwc', false);
    const { context, clock } = worldWith({ port: { ...port, ...change } }, nwc);
    nwc.pays = async () => {
      meanwhile();
      return { rail: 'lightning', preimage: PREIMAGE };
    };
    const { target } = await context.payments.begin(consent('nwc'));
    return { tabId: target.tabId, clock };
  }

  it('is its own while that shows the site', async () => {
    expect(await goes(() => undefined)).toMatchObject({ tabId: 1 });
  });

  it('is another one where a look at its own failed, and that shows another site', async () => {
    tabs.set(1, { url: elsewhere, loading: false });
    const tabOf = vi.fn(port.tabOf).mockRejectedValueOnce(new Error('no tab'));
    expect(await goes(() => undefined, { tabOf })).toMatchObject({ tabId: 9 });
  });
});
