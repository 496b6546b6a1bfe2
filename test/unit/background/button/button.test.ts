import { describe, expect, it } from 'vitest';
import { badgePrice } from '../../../../src/background/button/badge-price.ts';
import { type ButtonState, buttonOf } from '../../../../src/background/button/button.ts';
import type { FrozenOffer } from '../../../../src/core/offers/quote.ts';
import en from '../../../../src/static/_locales/en/messages.json' with { type: 'json' };

const USDC = '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913';
const TEST_USDC = '0x036CbD53842c5426634e7929541eC2318f3dCF7e';
const EURC = '0x60a3E35Cc302bFA44Cb288Bc5a4F316Fdb1adb42';
const BASE = 'eip155:8453';
const SEPOLIA = 'eip155:84532';

function offer(price: FrozenOffer['price'], more: Partial<FrozenOffer> = {}): FrozenOffer {
  return {
    id: '0',
    protocol: 'x402',
    method: 'exact',
    payable: true,
    cautions: [],
    ...(price === undefined ? {} : { price }),
    ...more,
  } as FrozenOffer;
}

/** Base units of USDC on Base. */
const usdc = (amount: string, more: Partial<FrozenOffer> = {}) =>
  offer({ amount, decimals: 6, currency: 'USDC', asset: USDC }, { network: BASE, ...more });
const testUsdc = (amount: string) =>
  offer({ amount, decimals: 6, currency: 'USDC', asset: TEST_USDC }, { network: SEPOLIA });
const sat = (amount: string, more: Partial<FrozenOffer> = {}) =>
  offer({ amount, decimals: 3, currency: 'sat' }, more);

/** A title in English, as the browser puts it together. */
function said(state: ButtonState, locale = 'en'): string {
  const parts = buttonOf(state, locale).title.map(([key, ...values]) => {
    const text = (en as Record<string, { message: string }>)[key]?.message;
    if (text === undefined) throw new Error(`no text ${key}`);
    expect(new Set(text.match(/\$\d/g) ?? []).size).toBe(values.length);
    return text.replace(/\$(\d)/g, (_, at) => values[Number(at) - 1] ?? '');
  });
  return parts.join(' · ').replaceAll('\u00a0', ' ');
}

const shown = (state: ButtonState, locale = 'en') => {
  const { badge, icon } = buttonOf(state, locale);
  return [badge, icon, said(state, locale)];
};

const host = 'shop.example';
const real = { offer: usdc('10000'), practice: false };
const fees = { from: 'm', surcharge: '1000', fee: '500' };

describe('the button of a tab', () => {
  it.each<[ButtonState, badge: string, icon: string, title: string]>([
    [{ kind: 'nothing' }, '', 'nothing', 'Farebox'],
    [{ kind: 'asks', host, money: real }, '1¢', 'asks', 'Farebox: shop.example asks for 0.01 USDC'],
    [{ kind: 'busy', host, money: real }, '…', 'asks', 'Farebox: paying 0.01 USDC to shop.example'],
    [
      { kind: 'waits', host, money: real },
      '↻',
      'asks',
      'Farebox: the payment of 0.01 USDC to shop.example waits for the page to ask again',
    ],
    [{ kind: 'paid', host, money: real }, '✓', 'paid', 'Farebox: paid 0.01 USDC to shop.example'],
    [
      { kind: 'failed', host, money: real },
      '!',
      'asks',
      'Farebox: look at your payment of 0.01 USDC to shop.example',
    ],
    [{ kind: 'blocked', host }, '', 'blocked', 'Farebox: you have blocked shop.example'],
    [
      { kind: 'forbidden', host },
      '',
      'blocked',
      'Farebox: your organisation does not allow payments to shop.example',
    ],
    [
      { kind: 'explains', host },
      '402',
      'nothing',
      'Farebox: shop.example says that payment is required',
    ],
  ])('shows %j', (state, ...all) => {
    expect(shown(state)).toEqual(all);
  });

  it('names no price of a token that it does not know', () => {
    const unknown = offer({ amount: '5', currency: '0xabc', asset: '0xabc' }, { network: BASE });
    const state = { kind: 'asks', host, money: { offer: unknown, practice: false } } as const;
    expect(shown(state)).toEqual(['402', 'asks', 'Farebox: shop.example asks for payment']);
    const none = {
      kind: 'asks',
      host,
      money: { offer: offer(undefined), practice: false },
    } as const;
    expect(shown(none)).toEqual(['402', 'asks', 'Farebox: shop.example asks for payment']);
    const paid = { ...state, kind: 'paid' } as const;
    expect(said(paid)).toBe('Farebox: paid shop.example');
  });

  it('says what the site asks for, and what was paid with all fees', () => {
    const money = { offer: usdc('10000', { extra: fees }), practice: false };
    expect(said({ kind: 'asks', host, money })).toContain('0.01 USDC');
    expect(said({ kind: 'paid', host, money })).toContain('0.0115 USDC');
  });

  it.each(['asks', 'busy', 'waits', 'paid', 'failed'] as const)(
    'marks test money and practice (%s)',
    (kind) => {
      const test = { kind, host, money: { offer: testUsdc('10000'), practice: false } } as const;
      expect(buttonOf(test, 'en').badge).toMatch(/^T(1¢|[…↻✓!])$/);
      expect(said(test)).toMatch(/ · Test network · no real money$/);
      const practice = { kind, host, money: { offer: usdc('10000'), practice: true } } as const;
      expect(buttonOf(practice, 'en')).toMatchObject({
        badge: expect.stringMatching(/^P(1¢|[…↻✓!])$/),
        colour: '#6639ba',
      });
      expect(said(practice)).toMatch(/ · Practice$/);
      expect(said({ kind, host, money: real })).not.toMatch(/·/);
      expect(buttonOf({ kind, host, money: real }, 'en').badge).toMatch(/^(1¢|[…↻✓!])$/);
    },
  );

  it('marks test money of a network that only the protocol knows', () => {
    const network = 'bip122:00000008819873e925422c1ff0f99f7c';
    const at = sat('5000', { network, cautions: ['caution_test_network'] });
    expect(
      buttonOf({ kind: 'asks', host, money: { offer: at, practice: false } }, 'en'),
    ).toMatchObject({ badge: 'T402', title: [['button_asks', host, '5\u00a0sat'], ['testnet']] });
  });

  it('leaves the badge no more than four characters', () => {
    for (const amount of ['1', '10000', '123456', '990000', '5000000', '999000000', '1250000']) {
      for (const [made, practice] of [
        [usdc(amount), false],
        [usdc(amount), true],
        [testUsdc(amount), false],
      ] as const) {
        const { badge } = buttonOf({ kind: 'asks', host, money: { offer: made, practice } }, 'en');
        expect([...badge].length).toBeLessThanOrEqual(4);
      }
    }
  });

  it('writes numbers as the language of the texts does', () => {
    const money = { offer: usdc('5000'), practice: false };
    const { badge, title } = buttonOf({ kind: 'asks', host, money }, 'de');
    expect(badge).toBe('0,5¢');
    expect(title).toEqual([['button_asks', host, '0,005\u00a0USDC']]);
  });
});

describe('the price on the badge is exact and has a unit, or there is none', () => {
  const decimals = (amount: string, places: number) =>
    offer({ amount, decimals: places, currency: 'USD', asset: 'USD' });

  it.each<[string, FrozenOffer, string | undefined]>([
    ['a cent', usdc('10000'), '1¢'],
    ['50 cents', usdc('500000'), '50¢'],
    ['a tenth of a cent', usdc('1000'), '0.1¢'],
    ['a hundredth of a cent: too long', usdc('100'), undefined],
    ['12.3 cents: four characters and the sign', usdc('123000'), undefined],
    ['a millionth of a dollar', usdc('1'), undefined],
    ['a little over a cent', usdc('10001'), undefined],
    ['a dollar', usdc('1000000'), '$1'],
    ['a dollar and a half', usdc('1500000'), '$1.5'],
    ['1.25 dollars: too long', usdc('1250000'), undefined],
    ['a little over five dollars', usdc('5000001'), undefined],
    ['999 dollars', usdc('999000000'), '$999'],
    ['1000 dollars', usdc('1000000000'), undefined],
    ['nothing', usdc('0'), '$0'],
    ['dollars by their code', decimals('5', 2), '5¢'],
    ['dollars without minor units', decimals('5', 0), '$5'],
    [
      '5 euros',
      offer({ amount: '5000000', decimals: 6, currency: 'EURC', asset: EURC }, { network: BASE }),
      '€5',
    ],
    [
      '5 cents of a euro',
      offer({ amount: '50000', decimals: 6, currency: 'EURC', asset: EURC }, { network: BASE }),
      undefined,
    ],
    [
      'a token that stands for a euro by its network only',
      offer({ amount: '5000000', decimals: 6, currency: 'EURC', asset: EURC }),
      undefined,
    ],
    ['5 sat', sat('5000'), '5sat'],
    ['21 sat', sat('21000'), undefined],
    ['half a sat', sat('500'), undefined],
    ['another currency', offer({ amount: '5', decimals: 0, currency: 'JPY' }), undefined],
    ['no decimals', offer({ amount: '5', currency: 'USD' }), undefined],
    ['no price', offer(undefined), undefined],
  ])('%s', (_, made, text) => {
    expect(badgePrice(made, 4, 'en')).toBe(text);
  });

  it('goes by the room that there is', () => {
    expect(badgePrice(usdc('1000'), 3, 'en')).toBeUndefined();
    expect(badgePrice(usdc('500000'), 3, 'en')).toBe('50¢');
  });
});
