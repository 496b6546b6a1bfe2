import { parseBaseUnits } from '../money/money.ts';
import { isLoopback } from '../web/origin.ts';
import type { Allowance } from './allowance.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';

/** What the user can change. Stored under one key, read field by field: a wrong field falls to its default. */
export type Settings = {
  /** The popup opens by itself when the page in front answers 402. */
  readonly openPopup: boolean;
  /** Minutes without use until the purse locks; 0 means only by hand or when the browser ends. */
  readonly autoLockMinutes: number;
  /** CAIP-2 to RPC endpoint. Absent: our default for the network. Empty: switched off. */
  readonly rpc: Readonly<Record<string, string>>;
  readonly limits: Limits;
  /** By origin: sites that may be paid without asking. */
  readonly allowances: Readonly<Record<string, Allowance>>;
  /** Origins whose 402s open no popup and are never paid. */
  readonly blocked: readonly string[];
  /** The most that the ecash purse takes in, all mints together: satoshi, as a decimal string. */
  readonly ecashCap: string;
};

export const DEFAULT_SETTINGS: Settings = {
  openPopup: true,
  autoLockMinutes: 15,
  rpc: {},
  limits: DEFAULT_LIMITS,
  allowances: {},
  blocked: [],
  ecashCap: '10000',
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

/** Whatever the store held, made whole. */
export function readSettings(stored: unknown): Settings {
  if (stored === null || typeof stored !== 'object') return DEFAULT_SETTINGS;
  const { openPopup, autoLockMinutes, rpc, limits, allowances, blocked, ecashCap } =
    stored as Record<string, unknown>;
  return {
    openPopup: typeof openPopup === 'boolean' ? openPopup : DEFAULT_SETTINGS.openPopup,
    autoLockMinutes:
      Number.isInteger(autoLockMinutes) &&
      (autoLockMinutes as number) >= 0 &&
      (autoLockMinutes as number) <= 1440
        ? (autoLockMinutes as number)
        : DEFAULT_SETTINGS.autoLockMinutes,
    rpc: readRpc(rpc),
    limits: readLimits(limits),
    allowances: readAllowances(allowances),
    blocked: Array.isArray(blocked) ? blocked.filter(isOrigin) : [],
    ecashCap: parseBaseUnits(ecashCap) === undefined ? DEFAULT_SETTINGS.ecashCap : String(ecashCap),
  };
}

function isOrigin(text: unknown): text is string {
  return typeof text === 'string' && /^https?:\/\/[^/\s]+$/.test(text);
}

/** An amount that cannot be read is not "no limit": it falls to its default, or to nothing where it has none. */
function readLimits(stored: unknown): Limits {
  if (stored === null || typeof stored !== 'object') return DEFAULT_LIMITS;
  const limits: Record<string, string> = {};
  for (const key of ['perPayment', 'perSiteDay', 'perDay', 'perMonth'] as const) {
    const value = (stored as Record<string, unknown>)[key];
    const usual = DEFAULT_LIMITS[key];
    if (value === undefined || usual === undefined) continue;
    limits[key] = parseBaseUnits(value) === undefined ? usual : String(value);
  }
  return { ...limits, ...readAssetLimits((stored as Record<string, unknown>)['perAssetDay']) };
}

/** What is stored of it, field by field. Absent or unreadable as a whole: the default. Empty: the user wants none. */
function readAssetLimits(stored: unknown): Pick<Limits, 'perAssetDay'> {
  const usual = DEFAULT_LIMITS.perAssetDay ?? {};
  if (stored === null || typeof stored !== 'object' || Array.isArray(stored)) {
    return { perAssetDay: usual };
  }
  const amounts = Object.entries(stored).map(([key, amount]) => [
    key,
    parseBaseUnits(amount) === undefined ? (usual[key] ?? '0') : String(amount),
  ]);
  return { perAssetDay: Object.fromEntries(amounts) };
}

/** An allowance that cannot be read is none. */
function readAllowances(stored: unknown): Record<string, Allowance> {
  const allowances: Record<string, Allowance> = {};
  if (stored === null || typeof stored !== 'object') return allowances;
  for (const [origin, value] of Object.entries(stored)) {
    const { perPayment, perDay, until, testnet, again } = (value ?? {}) as Record<string, unknown>;
    if (!isOrigin(origin) || typeof until !== 'number' || typeof testnet !== 'boolean') continue;
    if (parseBaseUnits(perPayment) === undefined || parseBaseUnits(perDay) === undefined) continue;
    allowances[origin] = {
      perPayment: String(perPayment),
      perDay: String(perDay),
      until,
      testnet,
      ...(again === true ? { again } : {}),
    };
  }
  return allowances;
}

function readRpc(stored: unknown): Record<string, string> {
  const rpc: Record<string, string> = {};
  if (stored === null || typeof stored !== 'object') return rpc;
  for (const [network, url] of Object.entries(stored)) {
    if (!/^eip155:[1-9]\d{0,15}$/.test(network) || typeof url !== 'string') continue;
    if (url === '') rpc[network] = '';
    else {
      const whole = rpcUrl(url);
      if (whole !== undefined) rpc[network] = whole;
    }
  }
  return rpc;
}
