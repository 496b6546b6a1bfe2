import { isObject } from '../encoding/json.ts';
import type { AutoPayGrant } from './auto-pay.ts';
import type { Limits } from './limits.ts';
import { readSettings } from './settings.ts';
import { stricter } from './stricter.ts';

/** What payment without asking relies on. Kept as JSON text with a seal (background/stores/settings/consent-store.ts). */
export type Consent = {
  readonly version: 2;
  /** One more with each change. A record with a lower number than was seen before is an old copy. */
  readonly count: number;
  /** By origin. */
  readonly grants: Readonly<Record<string, AutoPayGrant>>;
  /** By origin: addresses, in lower case, that the user paid by a press at a site with a grant. */
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
  if (!isObject(value) || ![1, 2].includes(value['version'] as number)) return undefined;
  const { count, payees } = value;
  if (!Number.isSafeInteger(count) || !isObject(payees)) return undefined;
  // Shape 1 called the grants `allowances`, as the settings of its time: they are read under both names.
  const { grants, limits } = readSettings({ ...value, version: undefined }).settings;
  return {
    version: 2,
    count: count as number,
    grants,
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
    grants: Object.fromEntries(
      kept(record.grants).map(([origin, grant]) => [
        origin,
        once.includes(origin) ? { ...grant, again: false } : grant,
      ]),
    ),
    payees: Object.fromEntries(kept(record.payees)),
    limits: stricter(record.limits, limits),
  };
}
