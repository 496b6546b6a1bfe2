import { isLoopback } from './origin.ts';

/** What the person can change. Stored under one key, read field by field: a wrong field falls to its default. */
export type Settings = {
  /** The popup opens by itself when the page in front answers 402. */
  readonly openPopup: boolean;
  /** Minutes without use until the purse locks; 0 means only by hand or when the browser ends. */
  readonly autoLockMinutes: number;
  /** CAIP-2 to RPC endpoint. Absent: our default for the network. Empty: switched off. */
  readonly rpc: Readonly<Record<string, string>>;
};

export const DEFAULT_SETTINGS: Settings = { openPopup: true, autoLockMinutes: 15, rpc: {} };

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
  const { openPopup, autoLockMinutes, rpc } = stored as Record<string, unknown>;
  return {
    openPopup: typeof openPopup === 'boolean' ? openPopup : DEFAULT_SETTINGS.openPopup,
    autoLockMinutes:
      Number.isInteger(autoLockMinutes) &&
      (autoLockMinutes as number) >= 0 &&
      (autoLockMinutes as number) <= 1440
        ? (autoLockMinutes as number)
        : DEFAULT_SETTINGS.autoLockMinutes,
    rpc: readRpc(rpc),
  };
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
