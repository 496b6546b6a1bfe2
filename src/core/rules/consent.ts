import { isObject } from '../encoding/json.ts';
import type { Allowance } from './allowance.ts';
import type { Limits } from './limits.ts';
import { readSettings } from './settings.ts';
import { stricter } from './stricter.ts';

/** What payment without asking relies on. Kept as JSON text with a seal (background/stores/consent-store.ts). */
export type Consent = {
  readonly version: 1;
  /** One more with each change. A record with a lower number than was seen before is an old copy. */
  readonly count: number;
  /** By origin. */
  readonly allowances: Readonly<Record<string, Allowance>>;
  /** By origin: addresses, in lower case, that the user paid by a press at a site with an allowance. */
  readonly payees: Readonly<Record<string, readonly string[]>>;
  readonly limits: Limits;
};

/** A record from its text, each part made whole; undefined where the text is no record of this version. */
export function readConsent(text: string): Consent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || value['version'] !== 1) return undefined;
  const { count, payees } = value;
  if (!Number.isSafeInteger(count) || !isObject(payees)) return undefined;
  const { allowances, limits } = readSettings(value).settings;
  return {
    version: 1,
    count: count as number,
    allowances,
    payees: payees as Consent['payees'],
    limits,
  };
}

/** What may be taken from a record without its seal: less of everything. */
export type Restriction = {
  /** Origins that are not paid without asking any more. */
  readonly origins: readonly string[];
  /** Origins whose pages are not paid twice a day any more. */
  readonly once: readonly string[];
  readonly limits: Limits;
};

/** The record less a restriction. */
export function restricted(record: Consent, less: Partial<Restriction> | undefined): Consent {
  if (less === undefined) return record;
  const { origins = [], once = [], limits = {} } = less;
  const kept = <Value>(of: Readonly<Record<string, Value>>) =>
    Object.entries(of).filter(([origin]) => !origins.includes(origin));
  return {
    ...record,
    allowances: Object.fromEntries(
      kept(record.allowances).map(([origin, allowance]) => [
        origin,
        once.includes(origin) ? { ...allowance, again: false } : allowance,
      ]),
    ),
    payees: Object.fromEntries(kept(record.payees)),
    limits: stricter(record.limits, limits),
  };
}
