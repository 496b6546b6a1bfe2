import * as v from 'valibot';
import { isObject } from '../encoding/json.ts';
import { isLoopback } from '../web/loopback.ts';
import { BITCOIN, DEFAULT_LIMITS, DOLLAR_LIMITS, type Limits, NO_MONEY } from './limits.ts';
import {
  type AutoPayGrant,
  amount,
  autoLockMinutes,
  chain,
  firstRun,
  grant,
  grantKey,
  openPopup,
  origin,
  practiceMode,
  type Settings,
  walletExtension,
} from './settings-schema.ts';

export type { Settings };

export const DEFAULT_SETTINGS: Settings = {
  openPopup: true,
  autoLockMinutes: 15,
  rpc: {},
  limits: DEFAULT_LIMITS,
  grants: {},
  blocked: [],
  heldSites: [],
  ecashCap: '10000',
  walletExtension: '',
  practiceMode: false,
  firstRun: 'welcome',
};

/** https anywhere, http only on this machine; undefined otherwise, or with credentials (fetch refuses them). */
export function rpcUrl(text: string): string | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  if (url.username !== '' || url.password !== '') return undefined;
  const local = url.protocol === 'http:' && isLoopback(url.hostname);
  return url.protocol === 'https:' || local ? url.href : undefined;
}

/** The number of the settings' shape on disk. Version 0.1.0 wrote none; its fields mean the same. */
const VERSION = 1;

/** What is written to disk of settings. */
export const storedSettings = (settings: Settings) => ({ version: VERSION, ...settings });

export type ReadSettings = {
  readonly settings: Settings;
  /** What was stored and cannot be read, as `limits.perDay`; '' stands for all of it. */
  readonly damaged: readonly string[];
};

/**
 * What the store held, field by field. What is absent is the default. What is there and cannot be read is named; where
 * money depends on it, it allows nothing: a limit is 0, a grant is none, the ecash wallet takes nothing in.
 */
export function readSettings(stored: unknown): ReadSettings {
  if (stored === undefined) return { settings: DEFAULT_SETTINGS, damaged: [] };
  const isKnown = isObject(stored) && [undefined, VERSION].includes(stored['version'] as number);
  if (!isKnown) return { settings: { ...DEFAULT_SETTINGS, ...NOTHING }, damaged: [''] };
  const damaged: string[] = [];
  const fields = fieldsOf(stored, '', damaged);
  const usual = DEFAULT_SETTINGS;
  const settings: Settings = {
    openPopup: fields.read('openPopup', openPopup, usual.openPopup, usual.openPopup),
    autoLockMinutes: fields.read(
      'autoLockMinutes',
      autoLockMinutes,
      usual.autoLockMinutes,
      usual.autoLockMinutes,
    ),
    rpc: readRpc(fields.inner('rpc')),
    limits: readLimits(stored['limits'], damaged),
    // Version 0.1.0 called them `allowances`.
    grants: readGrants(fields.inner('allowances' in stored ? 'allowances' : 'grants')),
    blocked: readOrigins('blocked', stored, damaged),
    heldSites: readOrigins('heldSites', stored, damaged),
    ecashCap: fields.read('ecashCap', amount, usual.ecashCap, '0'),
    walletExtension: fields.read('walletExtension', walletExtension, '', ''),
    practiceMode: fields.read('practiceMode', practiceMode, false, false),
    firstRun: fields.read('firstRun', firstRun, usual.firstRun, usual.firstRun),
  };
  return { settings, damaged };
}

const NOTHING = { limits: NO_MONEY, ecashCap: '0' };

/** The fields of an object, read one by one; those that cannot be read are named in `damaged`. */
function fieldsOf(object: Readonly<Record<string, unknown>>, prefix: string, damaged: string[]) {
  const read = <Out>(
    key: string,
    schema: v.GenericSchema<unknown, Out> | v.GenericSchema<Out, Out>,
    absent: Out,
    wrong: Out,
  ): Out => {
    const value = Object.hasOwn(object, key) ? object[key] : undefined;
    if (value === undefined) return absent;
    const found = v.safeParse(schema, value);
    if (found.success) return found.output;
    damaged.push(prefix + key);
    return wrong;
  };
  /** The entries of an object in a field, each to be read for itself. */
  const inner = (key: string) => {
    const value = object[key] ?? {};
    if (!isObject(value)) damaged.push(prefix + key);
    const own = isObject(value) ? value : {};
    return { keys: Object.keys(own), ...fieldsOf(own, `${prefix}${key}.`, damaged), damaged };
  };
  return { read, inner };
}
type Inner = { readonly keys: readonly string[]; readonly damaged: string[] } & Pick<
  ReturnType<typeof fieldsOf>,
  'read'
>;

function readLimits(stored: unknown, damaged: string[]): Limits {
  if (stored === undefined) return DEFAULT_LIMITS;
  if (!isObject(stored)) {
    damaged.push('limits');
    return NO_MONEY;
  }
  const fields = fieldsOf(stored, 'limits.', damaged);
  const limits: Record<string, string> = {};
  for (const key of DOLLAR_LIMITS) {
    const value = fields.read<string | undefined>(key, amount, undefined, '0');
    if (value !== undefined) limits[key] = value;
  }
  return { ...limits, perAssetDay: readAssetLimits(stored['perAssetDay'], damaged) };
}

/** Absent: the default, which earlier settings did not have. Empty: the user wants none. */
function readAssetLimits(stored: unknown, damaged: string[]): Limits['perAssetDay'] & object {
  if (stored === undefined) return DEFAULT_LIMITS.perAssetDay ?? {};
  if (!isObject(stored)) {
    damaged.push('limits.perAssetDay');
    return { [BITCOIN]: '0' };
  }
  const fields = fieldsOf(stored, 'limits.perAssetDay.', damaged);
  return Object.fromEntries(
    Object.keys(stored).map((key) => [key, fields.read<string>(key, amount, '0', '0')]),
  );
}

function readGrants({ keys, read }: Inner): Record<string, AutoPayGrant> {
  const entries = keys.map((key) => {
    const found = v.is(grantKey, key)
      ? read<AutoPayGrant | undefined>(key, grant, undefined, undefined)
      : read<undefined>(key, v.undefined(), undefined, undefined);
    return [key, found] as const;
  });
  return Object.fromEntries(entries.filter((each): each is [string, AutoPayGrant] => !!each[1]));
}

function readOrigins(
  key: 'blocked' | 'heldSites',
  { [key]: list }: Readonly<Record<string, unknown>>,
  damaged: string[],
): readonly string[] {
  if (list === undefined) return [];
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  const origins = items.filter((item): item is string => v.is(origin, item));
  if (!Array.isArray(list) || origins.length < items.length) damaged.push(key);
  return origins;
}

/** Where an endpoint cannot be read, the default of its network is asked. */
function readRpc({ keys, read }: Inner): Record<string, string> {
  const rpc: Record<string, string> = {};
  for (const key of keys) {
    const found = read<string | undefined>(
      key,
      v.is(chain, key) ? endpoint : none,
      undefined,
      undefined,
    );
    if (found !== undefined) rpc[key] = found;
  }
  return rpc;
}

const none = v.undefined();
const endpoint = v.pipe(
  v.string(),
  v.transform((text) => (text === '' ? '' : rpcUrl(text))),
  v.string(),
);
