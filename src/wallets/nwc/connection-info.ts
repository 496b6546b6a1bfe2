import * as v from 'valibot';
import { type JsonObject, member } from '../../core/encoding/json.ts';
import { sanitize } from '../../core/encoding/sanitize-text.ts';
import {
  list,
  numbered,
  readStored,
  type Stored,
  shape,
  time,
} from '../../core/encoding/stored.ts';
import type { LightningNetwork } from '../../core/lightning/bolt11.ts';

const INFO = {
  schema: shape({
    version: v.literal(1),
    /** The wallet service's key, 64 hex digits. */
    pubkey: v.string(),
    relays: list(v.string()),
    /** As the wallet calls itself, cleaned. */
    alias: v.exactOptional(v.string()),
    network: v.picklist(['mainnet', 'testnet', 'signet', 'regtest']),
    methods: list(v.string()),
    encryption: v.picklist(['nip44_v2', 'nip04']),
    /** ms since 1970: when it was connected. */
    at: time,
    /** ms since 1970: until when another wallet was connected here, if one ever was. */
    otherUntil: v.exactOptional(time),
  }),
  from: [numbered],
} satisfies Stored<v.GenericSchema>;

/** What may be known of the connection while the purse is locked: no secret is in it. */
export type ConnectionInfo = v.InferOutput<typeof INFO.schema>;

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

/** What the store held; undefined when it is not ours. Version 0.1.0 kept the same without a number. */
export const readConnectionInfo = (stored: unknown): ConnectionInfo | undefined =>
  readStored(INFO, stored);
