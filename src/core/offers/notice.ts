import type { Price } from './offer.ts';

export type NoticeKind =
  | 'billing'
  | 'crawl-price'
  | 'license'
  | 'hosting'
  | 'pass'
  | 'link'
  | 'unknown';

/** A 402 that no wallet can pay: explained, never "payable". */
export type Notice = {
  readonly kind: NoticeKind;
  /** Machine code as the server gave it, cleaned. */
  readonly code?: string;
  /** The server's words, cleaned. */
  readonly message?: string;
  /** https only. */
  readonly docUrl?: string;
  /** For kind `link`: a payment URI (https, lightning, bitcoin, ethereum, solana) to copy or show as QR. */
  readonly uri?: string;
  readonly price?: Price;
  /** Of an invoice: the payee's node, 66 hex digits. */
  readonly payee?: string;
  /** Of an invoice: when it ends, ms since 1970. */
  readonly expiresAt?: number;
  /** For kind `pass`: how long the pass is good that the offered price buys, in seconds. */
  readonly seconds?: number;
  /** Who sent it, where known: `Stripe`, `Vercel`. */
  readonly service?: string;
  /** More that the server said, for developers: `decline_code`, `request_id`. Cleaned, no secrets. */
  readonly details?: readonly (readonly [name: string, value: string])[];
  /** Who can do something about it; `unknown` where the server's words do not tell. */
  readonly whoActs: 'visitor' | 'account-holder' | 'site-owner' | 'bot-operator' | 'unknown';
};
