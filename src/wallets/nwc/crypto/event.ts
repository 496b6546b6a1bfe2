import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { isObject } from '../../../core/encoding/json.ts';
import { publicKeyOf, signSchnorr, verifySchnorr } from './keys.ts';

/** A Nostr event (NIP-01). Keys, id and signature in hex. */
export type Event = {
  readonly id: string;
  readonly pubkey: string;
  /** Seconds since 1970. */
  readonly created_at: number;
  readonly kind: number;
  readonly tags: readonly (readonly string[])[];
  readonly content: string;
  readonly sig: string;
};

type Unsigned = Omit<Event, 'id' | 'sig'>;

function idOf({ pubkey, created_at, kind, tags, content }: Unsigned): string {
  const text = JSON.stringify([0, pubkey, created_at, kind, tags, content]);
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** An event signed by `secret`; `at` in seconds. */
export function signEvent(
  secret: string,
  kind: number,
  tags: Event['tags'],
  content: string,
  at: number,
): Event {
  const unsigned = { pubkey: publicKeyOf(secret), created_at: at, kind, tags, content };
  const id = idOf(unsigned);
  return { ...unsigned, id, sig: signSchnorr(id, secret) };
}

/** What a relay sent as an event of this author, whole and truly signed; undefined otherwise. */
export function readEvent(value: unknown, author: string): Event | undefined {
  if (!isObject(value)) return undefined;
  const { id, pubkey, created_at, kind, tags, content, sig } = value;
  const shaped =
    typeof id === 'string' &&
    pubkey === author &&
    typeof created_at === 'number' &&
    typeof kind === 'number' &&
    typeof content === 'string' &&
    typeof sig === 'string' &&
    Array.isArray(tags) &&
    tags.every((tag) => Array.isArray(tag) && tag.every((part) => typeof part === 'string'));
  if (!shaped) return undefined;
  const event = value as unknown as Event;
  return idOf(event) === id && verifySchnorr(sig, id, author) ? event : undefined;
}

/** The first value of a tag. */
export function tagOf({ tags }: Event, name: string): string | undefined {
  return tags.find(([each]) => each === name)?.[1];
}
