import { bytesToHex } from '@noble/hashes/utils.js';
import { decodeBech32, wordsToBytes } from '../../core/encoding/bech32.ts';
import { sanitize } from '../../core/encoding/sanitize-text.ts';
import { FareboxError } from '../../core/errors.ts';
import { isLoopback } from '../../core/web/origin.ts';
import { isPublicKey, isSecretKey } from './crypto/keys.ts';

/** What a connection string says (NIP-47, section "Nostr Wallet Connect URI"). */
export type Connection = {
  /** The wallet service's key, 64 hex digits. */
  readonly wallet: string;
  readonly relays: readonly string[];
  /** Our own private key for this connection, 64 hex digits. Whoever has it can spend. */
  readonly secret: string;
};

const KEY = /^[0-9a-f]{64}$/;
/** More than these are not tried. */
const RELAYS = 4;

/** wss anywhere, ws only on this machine; undefined otherwise. */
function relayUrl(text: string): string | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  const local = url.protocol === 'ws:' && isLoopback(url.hostname);
  return (url.protocol === 'wss:' || local) && url.username === '' ? url.href : undefined;
}

/** What people paste that is no connection string, by how it begins (NIP-19, NIP-46, LUD-01). */
const OTHER =
  /^(?:nostr:|lightning:)?(bunker|nsec|npub|nprofile|ncryptsec|note|nevent|naddr|lnurl)/i;
const SCHEME = 'nostr+walletconnect://';

/**
 * A key of 64 hex digits, or of NIP-19 (`npub1…`, `nsec1…`: bech32 of 32 bytes), as hex; undefined when it is neither.
 * Throws `error_nwc_key` for a key or address of another kind: what it is, and what belongs there.
 */
function keyOf(text: string, kind: 'npub' | 'nsec'): string | undefined {
  const hex = text.toLowerCase();
  if (KEY.test(hex)) return hex;
  const other = OTHER.exec(hex)?.[1];
  if (other !== undefined && other !== kind) throw new FareboxError('error_nwc_key', other, kind);
  const decoded = decodeBech32(text);
  if (decoded?.prefix !== kind || decoded.checksum !== 'bech32') return undefined;
  const bytes = wordsToBytes(decoded.words);
  return bytes?.length === 32 ? bytesToHex(bytes) : undefined;
}

/**
 * Reads `nostr+walletconnect://<key>?relay=…&secret=…`; keys in hex, or as `npub` and `nsec`. Throws `error_nwc_uri`
 * with the part that is wrong, `error_nwc_key` with the kind of key that stands where another belongs,
 * `error_nwc_relay` with the relay; never with the secret.
 */
export function parseConnection(text: string): Connection {
  const [, wallet = '', query = ''] =
    /^nostr\+?walletconnect:(?:\/\/)?([^?/]*)\/?\?(.*)$/is.exec(text.trim()) ?? [];
  if (query === '') {
    const other = OTHER.exec(text.trim())?.[1];
    if (other !== undefined) throw new FareboxError('error_nwc_key', other.toLowerCase(), SCHEME);
    throw new FareboxError('error_nwc_uri', SCHEME);
  }
  const key = keyOf(wallet, 'npub');
  if (key === undefined || !isPublicKey(key)) throw new FareboxError('error_nwc_uri', 'pubkey');
  const params = new URLSearchParams(query);
  const secret = keyOf(params.get('secret') ?? '', 'nsec');
  if (secret === undefined || !isSecretKey(secret)) {
    throw new FareboxError('error_nwc_uri', 'secret');
  }
  const given = [...new Set(params.getAll('relay'))].slice(0, RELAYS);
  if (given.length === 0) throw new FareboxError('error_nwc_uri', 'relay');
  const relays = given.map((relay) => {
    const url = relayUrl(relay);
    if (url === undefined) {
      // A string that was put together wrongly may have the secret in here.
      const shown = relay.replace(/[0-9a-f]{32,}|nsec1[0-9a-z]+/gi, '…');
      throw new FareboxError('error_nwc_relay', sanitize(shown, 100) ?? '');
    }
    return url;
  });
  return { wallet: key, relays, secret };
}
