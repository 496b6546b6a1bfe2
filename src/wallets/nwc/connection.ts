import { FareboxError } from '../../core/errors.ts';
import { isLoopback } from '../../core/origin.ts';
import { clean } from '../../core/text.ts';
import { isPublicKey, isSecretKey } from './keys.ts';

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

/**
 * Reads `nostr+walletconnect://<key>?relay=…&secret=…`. Throws `error_nwc_uri` with the part that is wrong,
 * `error_nwc_relay` with the relay; never with the secret.
 */
export function parseConnection(text: string): Connection {
  const [, wallet = '', query = ''] =
    /^nostr\+?walletconnect:(?:\/\/)?([^?/]*)\/?\?(.*)$/is.exec(text.trim()) ?? [];
  if (query === '') throw new FareboxError('error_nwc_uri', 'nostr+walletconnect://');
  const key = wallet.toLowerCase();
  if (!KEY.test(key) || !isPublicKey(key)) throw new FareboxError('error_nwc_uri', 'pubkey');
  const params = new URLSearchParams(query);
  const secret = (params.get('secret') ?? '').toLowerCase();
  if (!KEY.test(secret) || !isSecretKey(secret)) {
    throw new FareboxError('error_nwc_uri', 'secret');
  }
  const given = [...new Set(params.getAll('relay'))].slice(0, RELAYS);
  if (given.length === 0) throw new FareboxError('error_nwc_uri', 'relay');
  const relays = given.map((relay) => {
    const url = relayUrl(relay);
    if (url === undefined) {
      // A string that was put together wrongly may have the secret in here.
      const shown = relay.replace(/[0-9a-f]{32,}/gi, '…');
      throw new FareboxError('error_nwc_relay', clean(shown, 100) ?? '');
    }
    return url;
  });
  return { wallet: key, relays, secret };
}
