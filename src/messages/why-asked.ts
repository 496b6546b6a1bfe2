/** Why a page is asked for although its site is paid without asking (core/allowance, `MustAsk`). */
export type WhyAsked =
  | { readonly reason: 'refused' | 'payee' | 'reload' | 'again' | 'per-minute' | 'asset' }
  /** The navigation was not begun by the user or the site itself, or nobody knows by whom. */
  | { readonly reason: 'begun-elsewhere' }
  /** ms since 1970. */
  | { readonly reason: 'ended'; readonly until: number }
  /** Allowed for test money (`testnet`) or for real money, and asked for the other. */
  | { readonly reason: 'money-kind'; readonly testnet: boolean }
  /** What is allowed, millionths of a dollar. */
  | { readonly reason: 'per-payment' | 'per-day'; readonly usd: string };
