import { isObject, type JsonObject, member } from '../../core/encoding/json.ts';
import { sanitize } from '../../core/encoding/sanitize-text.ts';
import type { LightningNetwork } from '../../core/lightning/bolt11.ts';
import type { Encryption } from './client.ts';

/** What may be known of the connection while the purse is locked: no secret is in it. */
export type ConnectionInfo = {
  /** The wallet service's key, 64 hex digits. */
  readonly pubkey: string;
  readonly relays: readonly string[];
  /** As the wallet calls itself, cleaned. */
  readonly alias?: string;
  readonly network: LightningNetwork;
  readonly methods: readonly string[];
  readonly encryption: Encryption;
  /** ms since 1970: when it was connected. */
  readonly at: number;
  /** ms since 1970: until when another wallet was connected here, if one ever was. */
  readonly otherUntil?: number;
};

const NETWORKS: Readonly<Record<string, LightningNetwork>> = {
  mainnet: 'mainnet',
  bitcoin: 'mainnet',
  testnet: 'testnet',
  signet: 'signet',
  mutinynet: 'signet',
  regtest: 'regtest',
};

/** The network that `get_info` names; the real one where it names none; undefined for one we do not know. */
export function networkOf(info: JsonObject | undefined): LightningNetwork | undefined {
  const named = info && member(info, 'network');
  if (named === undefined || named === null || named === '') return 'mainnet';
  const name = String(named).toLowerCase();
  return Object.hasOwn(NETWORKS, name) ? NETWORKS[name] : undefined;
}

/** The wallet's name for itself. */
export function aliasOf(info: JsonObject | undefined): string | undefined {
  return info && sanitize(member(info, 'alias'), 64);
}

/** What the store held; undefined when it is not ours. */
export function readConnectionInfo(stored: unknown): ConnectionInfo | undefined {
  if (!isObject(stored)) return undefined;
  const { pubkey, relays, network, methods, encryption, at, otherUntil } = stored;
  const whole =
    typeof pubkey === 'string' &&
    Array.isArray(relays) &&
    typeof network === 'string' &&
    Array.isArray(methods) &&
    (encryption === 'nip44_v2' || encryption === 'nip04') &&
    typeof at === 'number' &&
    (otherUntil === undefined || typeof otherUntil === 'number');
  return whole ? (stored as unknown as ConnectionInfo) : undefined;
}
