import { beforeEach, expect, it, vi } from 'vitest';
import { quotesOf } from '../../../../src/background/offers/quotes.ts';
import { approve } from '../../../../src/background/requests/approve.ts';
import { settle } from '../../../../src/background/requests/settle.ts';
import type { Seen } from '../../../../src/background/stores/tab-store.ts';
import { SHOP } from '../../../fixtures/payment.ts';
import { asksForUsdc } from '../../../fixtures/x402/weather.ts';
import { attached, freshBrowser, port, tabs } from '../browser.ts';
import { SIGNED, signingWallet } from '../signing-wallet.ts';
import { CASHU, consent, NOW, put, recordOf, told, world, worldWith } from '../world.ts';

// The class: what happens between two steps of a payment, while the browser, a wallet or a mint is waited for.

beforeEach(() => freshBrowser(SHOP));

it('ecash is taken back only once no request can take it along, though a press sends it meanwhile', async () => {
  const armed: string[][] = [];
  const takeBack = async () => {
    armed.push([...attached.keys()]);
    return 'taken' as const;
  };
  const { context } = world({ ...told('ecash', true), takeBack });
  const { id } = await context.payments.begin(consent('ecash', CASHU));
  await put(context, id, 'unknown', { ending: { kind: 'interrupted' } });
  attached.clear();
  // The site's late answer comes while the press looks for its tab.
  const looks = vi.spyOn(context.port, 'tabOf').mockImplementationOnce(async (tabId) => {
    await settle(context, id, { url: SHOP, method: 'GET', status: 402, headers: [] });
    return { ...(tabs.get(tabId) ?? { url: '', loading: false }), active: true };
  });
  await context.payments.press(id, { type: 'sendPressed', attached: false });
  looks.mockRestore();
  await vi.waitFor(async () => expect((await recordOf(context, id)).state).toBe('expired'));
  expect(armed).toEqual([[]]);
});

/** A call of frame 0 is paid, and one of `frameId` waits; `happens` while the proof is attached. What the call was told. */
async function paysCall(happens: (id: string) => unknown, frameId = 0) {
  const attach = vi.fn(async (item: { id: string }) => {
    await port.attach(item as never);
    happens(item.id);
  });
  const answers: unknown[] = [];
  const { context } = worldWith({ port: { ...port, attach } }, told('nwc', false));
  const approved = consent('nwc');
  const { url, method } = approved.quote;
  const target = { ...approved.target, type: 'xmlhttprequest', initiator: SHOP } as const;
  const response = { url, method, status: 402, headers: [] };
  const seen = { ...target, frameId, id: 's', at: context.now(), response, body: 'none' } as const;
  context.calls.met(seen, true);
  const origin = new URL(url).origin;
  const page = { tabId: 1, frameId, origin, gone: new AbortController().signal };
  context.calls.called({ ...page, url, method, answer: (nonce) => void answers.push(nonce) });
  await context.payments.begin({ ...approved, target });
  return answers;
}

it('a call that waits is told to repeat itself once its proof is there', async () => {
  expect(await paysCall(() => undefined)).toEqual(['nonce']);
});

it('a call that waits in another frame is not told to repeat itself by this one’s payment', async () => {
  expect(await paysCall(() => undefined, 3)).toEqual([]);
});

it.each<[string, (id: string) => unknown]>([
  ['was taken down', (id) => attached.delete(id)],
  ['has left', () => port.mayHaveLeft.mockReturnValue(true)],
])('a call that waits is not repeated where its proof %s meanwhile', async (_, happens) => {
  expect(await paysCall(happens)).toEqual([]);
});

it('a signature that is too old when its wallet gives it opens no tab, and why is told', async () => {
  const newTab = vi.fn(async () => 9);
  const late = { by: 0 };
  const { context, clock } = worldWith(
    { port: { ...port, newTab } },
    signingWallet({
      fulfil: async () => {
        clock.now += late.by;
        tabs.clear();
        return SIGNED;
      },
    }),
  );
  const response = asksForUsdc(SHOP, { amount: '1', maxTimeoutSeconds: 30 });
  const about = { tabId: 1, frameId: 0, type: 'main_frame', at: NOW, body: 'none' } as const;
  const pay = async (id: string) => {
    tabs.set(1, { url: SHOP, loading: false });
    const seen: Seen = { ...about, id, response };
    await context.tabs.change(1, () => ({ seen: [seen] }));
    const [made] = quotesOf(context, seen);
    if (made === undefined) throw new Error('no quote');
    const said = await approve(context, made.quote.id, made.quote.hash).then(
      () => 'sent',
      (error: Error) => error.message,
    );
    return [said, (await recordOf(context, made.quote.id)).state, newTab.mock.calls.length];
  };
  late.by = 29_000;
  expect(await pay('late')).toEqual(['error_quote_expired', 'proved', 0]);
  late.by = 1_000;
  clock.now += 60_000;
  expect(await pay('soon')).toEqual(['sent', 'sent', 1]);
});

it.each([
  ['has left with a request of the page', true, 'armed', 1],
  ['waits still', false, 'proved', 0],
])(
  'a proof that %s, when what goes with it cannot be written down',
  async (_, left, state, kept) => {
    const { context } = world(told('nwc', false));
    const approved = consent('nwc');
    const target = { ...approved.target, type: 'xmlhttprequest', initiator: SHOP } as const;
    const change = vi.spyOn(context.tabs, 'change').mockImplementation(async () => {
      port.mayHaveLeft.mockReturnValue(left);
      throw new Error('quota');
    });
    await expect(context.payments.begin({ ...approved, target })).rejects.toThrow('quota');
    change.mockRestore();
    expect((await recordOf(context, approved.id)).state).toBe(state);
    expect(attached.size).toBe(kept);
  },
);
