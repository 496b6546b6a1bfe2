import { afterEach, describe, expect, test, vi } from 'vitest';
import { FareboxError, Unsure } from '../../../../src/core/errors.ts';
import type { LightningRequest } from '../../../../src/core/offers/rail.ts';
import type { InPage } from '../../../../src/wallets/deps.ts';
import { createPageWallet } from '../../../../src/wallets/webln/index.ts';
import { hasPageWallet } from '../../../../src/wallets/webln/page.ts';
import { makeInvoice, preimageAndHash, TEST_TIME } from '../../../fixtures/invoice.ts';

const { preimage, hash } = preimageAndHash(0xc3);
const ASKED = { paymentId: 'seen/l402:0', tabId: 4 };
const REQUEST: LightningRequest = {
  rail: 'lightning',
  network: 'mainnet',
  invoice: makeInvoice({ paymentHash: hash }),
  paymentHash: hash,
  amount: '25000000',
  maxFee: '250000',
  expiresAt: (TEST_TIME + 3600) * 1000,
};

/** A page that runs what it is given, as the browser does in the page's own world. */
const inPage: InPage = async (tabId, func, input) => {
  expect(tabId).toBe(4);
  return func(input);
};
const page = (webln: unknown) => vi.stubGlobal('window', { webln });
const wallet = createPageWallet(inPage);
const failure = () => wallet.fulfil(REQUEST, ASKED).catch((error: unknown) => error);
afterEach(() => vi.unstubAllGlobals());

describe('a wallet of the page', () => {
  test.each([
    ['a page that has one', { sendPayment: async () => ({}) }, { rail: 'lightning' }],
    ['a page that cannot pay with it', { enable: async () => undefined }, undefined],
    ['a page without', undefined, undefined],
  ])('pays for %s', async (_, webln, account) => {
    page(webln);
    expect(await wallet.account({ kind: 'lightning', network: 'mainnet' }, { tabId: 4 })).toEqual(
      account,
    );
  });

  test('pays for no page that cannot be asked', async () => {
    const gone: InPage = () => Promise.reject(new Error('no tab'));
    const rail = { kind: 'lightning', network: 'mainnet' } as const;
    expect(await createPageWallet(gone).account(rail, { tabId: 4 })).toBeUndefined();
  });

  test.each([preimage, preimage.toUpperCase()])('is believed its preimage: %s', async (given) => {
    const sendPayment = vi.fn(async () => ({ preimage: given }));
    page({ enable: async () => undefined, sendPayment });
    expect(hasPageWallet(null)).toBe(true);
    expect(await wallet.fulfil(REQUEST, ASKED)).toEqual({ rail: 'lightning', preimage });
    expect(sendPayment.mock.calls).toEqual([[REQUEST.invoice]]);
  });

  test.each<[string, unknown, string]>([
    ['another preimage', { preimage: '00'.repeat(32) }, 'error_preimage'],
    ['no preimage', {}, 'error_wallet_silent'],
    ['a preimage that is no text', { preimage: 7 }, 'error_wallet_silent'],
    ['nothing', undefined, 'error_wallet_silent'],
  ])('that gives %s may have paid', async (_, given, key) => {
    page({ sendPayment: async () => given });
    const error = await failure();
    expect(error).toBeInstanceOf(Unsure);
    expect(error).toMatchObject({ key });
  });

  test('that throws when it pays may have paid', async () => {
    page({ sendPayment: () => Promise.reject(new Error('User rejected')) });
    expect(await failure()).toBeInstanceOf(Unsure);
  });

  test('that never answers may have paid; a late preimage is found', async () => {
    vi.useFakeTimers();
    try {
      let answer: (given: unknown) => void = () => undefined;
      page({ sendPayment: () => new Promise((resolve) => (answer = resolve)) });
      const waiting = failure();
      await vi.advanceTimersByTimeAsync(120_000);
      const error = await waiting;
      expect(error).toBeInstanceOf(Unsure);
      expect(error).toMatchObject({ key: 'error_wallet_silent' });
      expect(await wallet.lookup(REQUEST, ASKED)).toBe('unknown');
      answer({ preimage });
      await vi.advanceTimersByTimeAsync(1);
      expect(await wallet.lookup(REQUEST, ASKED)).toEqual({ rail: 'lightning', preimage });
      expect(await wallet.lookup(REQUEST, { ...ASKED, paymentId: 'other' })).toBe('unknown');
    } finally {
      vi.useRealTimers();
    }
  });

  test('whose answer comes late and is no preimage stays unknown', async () => {
    vi.useFakeTimers();
    try {
      let answer: (given: unknown) => void = () => undefined;
      page({ sendPayment: () => new Promise((resolve) => (answer = resolve)) });
      const own = { ...ASKED, paymentId: 'late/lie' };
      const waiting = wallet.fulfil(REQUEST, own).catch((error: unknown) => error);
      await vi.advanceTimersByTimeAsync(120_000);
      expect(await waiting).toBeInstanceOf(Unsure);
      answer({ preimage: '00'.repeat(32) });
      await vi.advanceTimersByTimeAsync(1);
      expect(await wallet.lookup(REQUEST, own)).toBe('unknown');
    } finally {
      vi.useRealTimers();
    }
  });

  test('whose permission is left open is not asked to pay when it is given later', async () => {
    vi.useFakeTimers();
    try {
      const sendPayment = vi.fn();
      let allow: () => void = () => undefined;
      page({ enable: () => new Promise<void>((resolve) => (allow = resolve)), sendPayment });
      const waiting = failure();
      await vi.advanceTimersByTimeAsync(60_000);
      const error = await waiting;
      expect(error).toMatchObject({ key: 'error_page_wallet' });
      expect(error).not.toBeInstanceOf(Unsure);
      allow();
      await vi.advanceTimersByTimeAsync(1);
      expect(sendPayment).not.toHaveBeenCalled();
    } finally {
      vi.useRealTimers();
    }
  });

  test('whose page goes away meanwhile may have paid', async () => {
    for (const gone of [
      async () => undefined,
      () => Promise.reject(new Error('No tab with id: 4')),
    ] satisfies InPage[]) {
      const error = await createPageWallet(gone)
        .fulfil(REQUEST, ASKED)
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(Unsure);
    }
  });

  test.each<[string, unknown]>([
    ['is not there', undefined],
    ['cannot pay', {}],
    ['is not to be used', { enable: () => Promise.reject(new Error('no')), sendPayment: vi.fn() }],
  ])('that %s has not paid for certain', async (_, webln) => {
    page(webln);
    const error = await failure();
    expect(error).toBeInstanceOf(FareboxError);
    expect(error).not.toBeInstanceOf(Unsure);
    expect(error).toMatchObject({ key: 'error_page_wallet' });
    if (webln !== undefined && 'sendPayment' in (webln as object)) {
      expect((webln as { sendPayment: unknown }).sendPayment).not.toHaveBeenCalled();
    }
  });

  test('pays invoices and nothing else, and has no look-up of its own', async () => {
    expect(wallet.repeatable).toBe(false);
    expect(await wallet.serves({ kind: 'lightning', network: 'regtest' })).toBe(true);
    const ecash = { kind: 'ecash', mints: ['https://mint.example'], unit: 'sat' } as const;
    expect([await wallet.serves(ecash), await wallet.account(ecash, { tabId: 1 })]).toEqual([
      false,
      undefined,
    ]);
    const request = {
      rail: 'ecash',
      mints: ecash.mints,
      unit: 'sat',
      amount: '1',
      maxFee: '0',
    } as const;
    await expect(wallet.fulfil(request, ASKED)).rejects.toThrow('error_no_wallet');
    const other = { ...ASKED, paymentId: 'seen/l402:1' };
    expect(await wallet.lookup(REQUEST, other)).toBe('unknown');
  });
});
