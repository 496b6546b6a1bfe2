import type { PaymentState } from '../../core/payment/index.ts';
import type { PaymentFilter } from '../../messages/index.ts';

/** Which payments the user wants to see. */
export type Wish = Pick<PaymentFilter, 'site' | 'month' | 'state' | 'text'>;

/** What the page shows: the list of payments, or one of them. The address has it after `#`. */
export type Route =
  | { readonly page: 'list'; readonly wish: Wish }
  | { readonly page: 'receipt'; readonly id: string };

/** The states that can be asked for. The others are on their way to one of these. */
export const LISTED_STATES = [
  'settled',
  'unknown',
  'refused',
  'proved',
  'armed',
  'held',
  'sent',
  'expired',
] as const satisfies readonly PaymentState[];

const RECEIPT = '#/receipt?';
const LIST = '#/';

/** The part of an address from `#` on. */
export function hashOf(route: Route): string {
  if (route.page === 'receipt') return RECEIPT + new URLSearchParams({ id: route.id });
  const wish = Object.entries(route.wish).filter(([, value]) => value !== '');
  return wish.length === 0 ? LIST : `${LIST}?${new URLSearchParams(wish as [string, string][])}`;
}

/** The same backwards. What it does not know is left out: an address can be typed. */
export function routeOf(hash: string): Route {
  const query = new URLSearchParams(hash.slice(hash.indexOf('?') + 1));
  const id = query.get('id');
  if (hash.startsWith(RECEIPT) && id !== null) return { page: 'receipt', id };
  const [site, month, state, text] = (['site', 'month', 'state', 'text'] as const).map(
    (key) => query.get(key) ?? undefined,
  );
  return {
    page: 'list',
    wish: {
      ...(site !== undefined && URL.canParse(site) ? { site } : {}),
      ...(month !== undefined && /^\d{4}-(?:0[1-9]|1[0-2])$/.test(month) ? { month } : {}),
      ...(isListed(state) ? { state } : {}),
      ...(text === undefined || text.trim() === '' ? {} : { text }),
    },
  };
}

function isListed(state: string | undefined): state is (typeof LISTED_STATES)[number] {
  return LISTED_STATES.some((each) => each === state);
}

/** The newest `count` months up to a time (ms), as `YYYY-MM` of the user's own calendar. */
export function monthsUntil(at: number, count: number): string[] {
  const now = new Date(at);
  return Array.from({ length: count }, (_, back) => {
    const first = new Date(now.getFullYear(), now.getMonth() - back, 1);
    return `${first.getFullYear()}-${(first.getMonth() + 1).toString().padStart(2, '0')}`;
  });
}

/** A month `YYYY-MM` for people: `November 2026`. */
export function monthText(month: string, locale: string): string {
  const [year, of] = month.split('-').map(Number);
  const first = new Date(year ?? 0, (of ?? 1) - 1, 1);
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' }).format(first);
}
