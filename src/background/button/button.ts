import { formatDecimal, toDecimal } from '../../core/money/money.ts';
import { networkById } from '../../core/money/networks.ts';
import { type FrozenOffer, totalOf } from '../../core/offers/quote.ts';
import type { Button } from '../../platform/button.ts';
import { badgePrice } from './badge-price.ts';

/** What a 402 asks for or a payment was of, and of what kind the money is. */
export type ButtonMoney = {
  readonly offer: FrozenOffer;
  /** The practice wallet pays: no money moves. */
  readonly practice: boolean;
};

/**
 * What the button of a tab speaks of. `explains`: a 402 that no wallet can pay; `blocked`: a 402 of a site that the user has
 * blocked; `forbidden`: of one that the user's organisation has; `busy`: a proof is on its way; `waits`: it waits for a request of the page; `failed`: the user should look.
 */
export type ButtonState =
  | { readonly kind: 'nothing' }
  /** `host`: the site that asks, or that was paid. */
  | { readonly kind: keyof typeof UNPAYABLE; readonly host: string }
  | {
      readonly kind: 'asks' | 'busy' | 'waits' | 'paid' | 'failed';
      readonly host: string;
      readonly money: ButtonMoney;
    };

/** The badge of a browser has room for so many characters. */
const BADGE_ROOM = 4;

const COLOURS = {
  nothing: '#57606a',
  blocked: '#57606a',
  forbidden: '#57606a',
  explains: '#57606a',
  asks: '#8a4b00',
  busy: '#0b57d0',
  waits: '#0b57d0',
  paid: '#1a7f37',
  failed: '#b3261e',
} as const satisfies Record<ButtonState['kind'], string>;

/** A practice payment looks like no other: a P before the sign, on purple. */
const PRACTICE_COLOUR = '#6639ba';

const SIGNS = { busy: '…', waits: '↻', paid: '✓', failed: '!' } as const;

/** The texts with a price and without one. */
const TITLES = {
  asks: ['button_asks', 'button_asks_unpriced'],
  busy: ['button_busy', 'button_busy_unpriced'],
  waits: ['button_waits', 'button_waits_unpriced'],
  paid: ['button_paid', 'button_paid_unpriced'],
  failed: ['button_failed', 'button_failed_unpriced'],
} as const;

/** Where nothing can be paid. */
const UNPAYABLE = {
  blocked: { badge: '', icon: 'blocked', text: 'button_blocked' },
  forbidden: { badge: '', icon: 'blocked', text: 'button_forbidden' },
  explains: { badge: '402', icon: 'nothing', text: 'button_explains' },
} as const;

/** How money is marked that is worth nothing: before the badge, and after the tooltip. */
const MARKS = {
  pretend: ['P', [['practice_label']]],
  test: ['T', [['testnet']]],
  real: ['', []],
} as const;

/** What the button of a tab shows. `locale` (BCP 47) is that of the texts: numbers are written as there. */
export function buttonOf(state: ButtonState, locale: string): Button {
  const colour = COLOURS[state.kind];
  if (state.kind === 'nothing')
    return { badge: '', colour, icon: 'nothing', title: [['extension_name']] };
  if (!('money' in state)) {
    const { text, ...shown } = UNPAYABLE[state.kind];
    return { ...shown, colour, title: [[text, state.host]] };
  }
  const { kind, host, money } = state;
  const { offer, practice } = money;
  const [mark, words] = MARKS[practice ? 'pretend' : isTest(offer) ? 'test' : 'real'];
  const [priced, unpriced] = TITLES[kind];
  const asks = kind === 'asks';
  const room = BADGE_ROOM - mark.length;
  const price = priceText(offer, asks ? offer.price?.amount : totalOf(offer), locale);
  return {
    badge: mark + (asks ? (badgePrice(offer, room, locale) ?? '402') : SIGNS[kind]),
    colour: practice ? PRACTICE_COLOUR : colour,
    icon: kind === 'paid' ? 'paid' : 'asks',
    title: [price === undefined ? [unpriced, host] : [priced, host, price], ...words],
  };
}

/** Whether an offer asks for money of a test network, as our table says, or the protocol where that has none. */
function isTest({ network, cautions }: FrozenOffer): boolean {
  if (network === undefined) return false;
  return networkById(network)?.testnet ?? cautions.includes('caution_test_network');
}

/** `0.01 USDC`; undefined without a price, and for a token whose decimals are not known. */
function priceText(
  { price }: FrozenOffer,
  amount: bigint | string | undefined,
  locale: string,
): string | undefined {
  if (price?.decimals === undefined || amount === undefined) return undefined;
  return `${formatDecimal(toDecimal(BigInt(amount), price.decimals), locale)}\u00a0${price.currency}`;
}
