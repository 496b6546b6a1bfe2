// The part of nostr-tools 2.25.2 that the lab uses.

/** NIP-01. */
export type Event = {
  readonly id: string;
  readonly pubkey: string;
  readonly kind: number;
  readonly created_at: number;
  readonly tags: readonly (readonly string[])[];
  readonly content: string;
  readonly sig: string;
};
export type Filter = Readonly<Record<string, unknown>>;

export function verifyEvent(event: Event): boolean;
export function matchFilters(filters: readonly Filter[], event: Event): boolean;
export function generateSecretKey(): Uint8Array;
export function getPublicKey(secret: Uint8Array): string;
