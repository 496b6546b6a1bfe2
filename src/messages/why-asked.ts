/** Why a page is asked for although its site is paid without asking (core/rules/auto-pay, `MustAsk`). */
export type WhyAsked =
  | { readonly reason: 'refused' | 'payee' | 'reload' | 'again' | 'per-minute' | 'asset' }
  /** Neither the user nor the site itself began the navigation, or the browser does not say who did. */
  | { readonly reason: 'begun-elsewhere' }
  /** ms since 1970. */
  | { readonly reason: 'ended'; readonly until: number }
  /** Granted for test money (`testnet`) or for real money, and the site asks for the other. */
  | { readonly reason: 'money-kind'; readonly testnet: boolean }
  /** What is granted, millionths of a dollar. */
  | { readonly reason: 'per-payment' | 'per-day'; readonly usd: string };
