import { beforeEach, describe, expect, it } from 'vitest';
import { popupState } from '../../../src/background/api/views/popup.ts';
import { intentOf, type Payment } from '../../../src/core/payment/index.ts';
import { SHOP } from '../../fixtures/payment.ts';
import { freshBrowser } from './browser.ts';
import { consent, L402, NOW, put, told, world } from './world.ts';

beforeEach(() => freshBrowser(SHOP));

const NAMES = ['newest', 'middle', 'oldest'];

/** A journal with these payments of this test's address, the newest first, which have ended, or not. */
async function bought(...parts: readonly Partial<Payment>[]) {
  const { context, clock } = world(told('nwc', true));
  for (const [at, part] of [...parts.entries()].reverse()) {
    const begun = consent('nwc', L402, NAMES[at], clock.now);
    await context.journal.begin(begun);
    const proved = { ...begun, history: [...begun.history, { state: 'proved' as const, at: NOW }] };
    await context.journal.update(begun.id, () => ({ ...proved, ...part, id: begun.id }) as Payment);
    // Only what is over can be followed by another one.
    clock.now += 1_000;
  }
  const found = async (url: string, method = 'GET') =>
    (await context.journal.boughtBefore(intentOf({ url, method })))?.id.split('/')[0];
  return { found, context };
}

// A class of payments: those of the same thing, asked for again, whose money has moved or may have.
describe('what was bought before', () => {
  it('is the newest that settled, whatever came after it', async () => {
    const over = { looked: NOW + 9e9, validUntil: 1 } as const;
    const { found } = await bought(
      { ...over, state: 'refused' },
      { state: 'settled' },
      { state: 'settled' },
    );
    expect(await found(SHOP)).toBe('middle');
  });

  it.each(['sent', 'unknown', 'refused'] as const)('may be one that is %s', async (state) => {
    const { found } = await bought({ state });
    expect(await found(SHOP)).toBe('newest');
  });

  it('is of the same method and address', async () => {
    const { found } = await bought({ state: 'settled' });
    expect(await found(SHOP)).toBe('newest');
    expect(await found(`${SHOP}?other=1`)).toBeUndefined();
    expect(await found(SHOP, 'POST')).toBeUndefined();
    expect(await found('https://other.example/')).toBeUndefined();
  });

  it('is one that counts only until its proof ends, and only until then', async () => {
    const proof = { headers: [], reusable: false };
    const { context, clock } = world(told('nwc', true));
    const { id, quote } = await context.journal.begin(consent('nwc'));
    await context.journal.update(
      id,
      (payment) =>
        ({
          ...payment,
          state: 'sent',
          history: [...payment.history, { state: 'sent', at: NOW }],
          ending: { kind: 'not-attached' },
          validUntil: NOW + 10,
          proof,
        }) as Payment,
    );
    expect(await context.journal.boughtBefore(intentOf(quote))).toMatchObject({ id });
    clock.now = NOW + 11;
    expect(await context.journal.boughtBefore(intentOf(quote))).toBeUndefined();
  });

  it.each([
    ['that the wallet says never moved', { state: 'expired' }],
    ['whose money came back', { state: 'settled', returned: true }],
    [
      'that a wallet refused before it paid',
      { state: 'refused', history: [{ state: 'approved', at: NOW }] },
    ],
  ] as const)('is none %s', async (_, part) => {
    const { found } = await bought(part);
    expect(await found(SHOP)).toBeUndefined();
  });
});

it('is said with the price in a tab that never paid', async () => {
  const { context } = world(told('nwc', true));
  const { id } = await context.payments.begin(consent('nwc'));
  await put(context, id, 'settled');
  const seen = {
    id: 'again',
    tabId: 2,
    frameId: 0,
    type: 'main_frame',
    at: NOW,
    body: 'none',
    response: { ...L402, url: `${SHOP}#part` },
  } as const;
  const purse = { status: async () => ({ state: 'none' }) } as typeof context.purse;
  await context.tabs.change(2, () => ({ seen: [seen] }));
  const state = await popupState({ ...context, purse }, 2);
  expect(state).toMatchObject({ request: { seenId: 'again', bought: { id, state: 'settled' } } });
});
