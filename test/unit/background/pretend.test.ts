import { beforeEach, describe, expect, it, vi } from 'vitest';
import { popupState } from '../../../src/background/api/views/popup.ts';
import type { Context } from '../../../src/background/context.ts';
import { quotesOf } from '../../../src/background/offers/quotes.ts';
import { approve } from '../../../src/background/requests/approve.ts';
import { protocols } from '../../../src/protocols/index.ts';
import { createProtocols } from '../../../src/protocols/registry.ts';
import { createWallets, walletKinds } from '../../../src/wallets/index.ts';
import { challenged, SHOP } from '../../fixtures/payment.ts';
import { box } from '../wallets/purse/box.ts';
import { freshBrowser } from './browser.ts';
import { INVOICE, PRETEND, pretendWallet } from './pretend.ts';
import { NOW, PREIMAGE, worldWith } from './world.ts';

// The registry is the one file that a new protocol changes: here its list has one more.
const registry = createProtocols([...protocols, PRETEND]);

beforeEach(() => freshBrowser(SHOP));

const response = {
  ...challenged(),
  headers: [['X-Pretend', `invoice ${INVOICE}`] as const],
};
const seen = {
  id: 'seen',
  tabId: 1,
  frameId: 0,
  type: 'main_frame',
  at: NOW,
  body: 'none',
} as const;

/** A worker whose registry of wallets has one more, and a tab that has met the pretend protocol's 402. */
async function start(holds: bigint, inPage?: true) {
  const { kind, asked } = pretendWallet(holds, inPage);
  const wallets = createWallets(
    {
      ...box().deps,
      inPage: async () => undefined,
      connectTo: async () => undefined,
      walletExtensions: async () => [],
      stayAwake: () => undefined,
      ecashCap: async () => 0n,
      WebSocket: class {} as never,
    },
    [...walletKinds, kind],
  );
  const context: Context = {
    ...worldWith({ protocols: registry }, ...wallets.all).context,
    purse: wallets.purse,
    keyring: wallets.keyring,
  };
  await context.tabs.change(1, () => ({ seen: [{ ...seen, response }] }));
  return { context, asked };
}

/** The popup's offer, once the wallet has said what it holds. */
async function shown(context: Context) {
  await popupState(context, 1);
  await vi.waitFor(async () => {
    const state = await popupState(context, 1);
    if (!('request' in state)) throw new Error(state.kind);
    const [offer] = state.request.offers;
    if (offer?.pageWallet === undefined && offer?.balance === undefined)
      throw new Error('no balance');
  });
  return popupState(context, 1);
}

describe('a protocol and a wallet that only the registries know', () => {
  it('are drawn with their names, and one pays the other', async () => {
    const { context, asked } = await start(10_000_000_000n);
    expect(await shown(context)).toMatchObject({
      kind: 'offers',
      request: {
        offers: [
          {
            protocol: PRETEND.id,
            protocolName: 'Pretend Pay',
            version: '1',
            rail: 'lightning',
            payable: true,
            balance: '10000000000',
            wallet: { id: 'pretend', name: 'Pretend wallet', texts: { paying: 'paying_page' } },
          },
        ],
        details: { decoded: [] },
      },
    });
    const [made] = quotesOf(context, { ...seen, response });
    if (made === undefined) throw new Error('no offer');
    const sent = await approve(context, made.quote.id, made.quote.hash);
    expect(asked).toHaveLength(1);
    expect(sent).toMatchObject({
      state: 'sent',
      wallet: 'pretend',
      proof: { headers: [['Authorization', `Pretend ${PREIMAGE}`]] },
    });
    await context.tabs.change(1, (tab) => ({ ...tab, payment: sent.id }));
    expect(await popupState(context, 1)).toMatchObject({
      payment: { protocol: PRETEND.id, wallet: 'pretend', paid: true, preimage: PREIMAGE },
    });
  });

  it('that holds too little is said to', async () => {
    const { context } = await start(1n);
    expect(await shown(context)).toMatchObject({
      kind: 'not-enough',
      request: { offers: [{ wallet: { id: 'pretend', texts: { notEnough: 'not_enough_nwc' } } }] },
    });
  });

  it('that lives in the page pays when the user chooses it, and only then', async () => {
    const { context, asked } = await start(0n, true);
    expect(await shown(context)).toMatchObject({
      kind: 'offers',
      request: { offers: [{ pageWallet: { id: 'pretend' } }] },
    });
    const [made] = quotesOf(context, { ...seen, response });
    if (made === undefined) throw new Error('no offer');
    const { id, hash } = made.quote;
    await expect(approve(context, id, hash)).rejects.toMatchObject({ key: 'error_no_wallet' });
    expect(await approve(context, id, hash, { wanted: 'pretend' })).toMatchObject({
      state: 'sent',
    });
    expect(asked).toHaveLength(1);
  });

  it('that is broken is a problem under its name', async () => {
    const { context } = await start(0n);
    const broken = { ...response, headers: [['X-Pretend', 'nothing'] as const] };
    await context.tabs.change(1, () => ({ seen: [{ ...seen, response: broken }] }));
    expect(await popupState(context, 1)).toMatchObject({
      request: { problems: [{ protocol: PRETEND.id, protocolName: 'Pretend Pay' }] },
    });
  });
});
