import { createQueue } from '../../../core/concurrency.ts';
import { isObject } from '../../../core/encoding/json.ts';
import { FareboxError } from '../../../core/errors.ts';
import {
  type Consent,
  type Restriction,
  readConsent,
  restricted,
} from '../../../core/rules/consent.ts';
import { DEFAULT_LIMITS, type Limits } from '../../../core/rules/limits.ts';
import type { Governed } from '../../../core/rules/policy.ts';
import type { Settings } from '../../../core/rules/settings.ts';
import { stricter } from '../../../core/rules/stricter.ts';
import type { Store } from '../../../platform/storage/stores.ts';
import type { Seal } from '../../../wallets/seal.ts';
import type { Policies } from './policy-store.ts';
import type { Preferences } from './settings-store.ts';

/** `{ text, seal }`: the record as JSON, and its seal. */
const RECORD = 'consent';
/** What was taken back while the purse was locked: a `Restriction`. */
const LESS = 'consent.less';
/** Present while the user has not read that the record was changed from outside. */
const CHANGED = 'consent.changed';
/** In the other store: the count of the last record, so that an old copy of it is noticed. */
const COUNT = 'consent.count';

/** What stands for consent: grants, the payees of their sites, and limits. */
export type Consents = {
  /**
   * What is drawn, and the limits of every payment: the stricter of the stored and the sealed ones; without a sealed
   * record the stricter of the stored and the default ones. While the purse is locked the seal is not looked at.
   */
  shown(): Promise<Pick<Settings, 'grants' | 'limits'> & { readonly changed: boolean }>;
  /**
   * The record, its seal verified; undefined where there is none. One that is damaged, of another purse, old, or
   * missing though there was one, is dropped: then no site is paid without asking, and `shown` says so (`changed`).
   * `error_locked`, `error_no_password`.
   */
  trusted(): Promise<Consent | undefined>;
  /** Changes the record, from an empty one where there is none. Errors as of `trusted`, and `error_storage`. */
  update(how: (now: Consent) => Partial<Consent>): Promise<void>;
  /** Takes something away. While the purse is locked it is written beside the record, and held to. */
  restrict(less: Partial<Restriction>): Promise<void>;
  /** The user has read that the record was changed. */
  read(): Promise<void>;
  /** Marks the record with the master key, where the old key marked it. Errors as of `trusted`, and `error_storage`. */
  sealAnew(): Promise<void>;
  /** The purse is gone, and the record with it. The limits stay, where they are no wider than the default ones. */
  forget(): Promise<void>;
};

export type ConsentDeps = {
  /** Where content scripts cannot write. */
  readonly closed: Store;
  readonly local: Store;
  readonly seal: Seal;
  readonly preferences: Preferences;
};

export function createConsents({ local, seal, preferences, ...deps }: ConsentDeps): Consents {
  const closed = remembered(deps.closed);
  const inTurn = createQueue();
  /** The record whose seal was verified in this life of the worker, or that there is none. */
  let verified: Consent | 'none' | undefined;

  const stored = async () => {
    const value = await closed.get(RECORD);
    if (!isObject(value) || typeof value['text'] !== 'string') return { value };
    return { value, text: value['text'], seal: value['seal'] };
  };
  const less = async () => (await closed.get(LESS)) as Restriction | undefined;

  /** The stricter of the stored limits and the record's (without one the default ones), and what is written beside. */
  const limitsOf = async (record: Consent | undefined): Promise<Limits> => {
    const { limits } = await preferences.get();
    const own = stricter(limits, record?.limits ?? DEFAULT_LIMITS);
    return stricter(own, (await less())?.limits ?? {});
  };

  /** Drops the record. Limits stay where they cannot be changed from outside. */
  const drop = async (limits: Limits) => {
    await closed.set(LESS, { origins: [], once: [], limits });
    await closed.remove(RECORD);
    await local.remove(COUNT);
  };

  /** The record, where its key is not to be had without a look at its seal: to be drawn, and to forbid. */
  const current = () =>
    trusted().catch(async (error: unknown) => {
      if (!isClosed(error)) throw error;
      const { text } = await stored();
      const unverified = text === undefined ? undefined : readConsent(text);
      return unverified && restricted(unverified, await less());
    });

  const switchOff = async () => {
    await closed.set(CHANGED, true);
    const limits = await limitsOf(undefined);
    await preferences.set({ limits });
    await drop(limits);
    verified = 'none';
  };

  const trusted = async (): Promise<Consent | undefined> => {
    if (verified === undefined) {
      const found = await stored();
      const count = await local.get(COUNT);
      if (found.value === undefined && count === undefined) verified = 'none';
      else {
        const whole = found.text !== undefined && (await seal.verify(found.text, found.seal));
        const record = whole && found.text !== undefined ? readConsent(found.text) : undefined;
        // The record is written before its count is: a count that is lower only tells of a crash.
        const old = record !== undefined && count !== undefined && !(Number(count) <= record.count);
        const foreign = await preferences.holdsGrants();
        if (record === undefined || old || foreign) await switchOff();
        else verified = record;
      }
    }
    return verified === 'none' || verified === undefined
      ? undefined
      : restricted(verified, await less());
  };

  const write = async (record: Consent) => {
    try {
      // What version 0.1.0 kept is dropped: from now on grants there were written from outside.
      if (await preferences.holdsGrants()) await preferences.set({});
      const text = JSON.stringify(record);
      await closed.set(RECORD, { text, seal: await seal.sign(text) });
      verified = record;
      await closed.remove(LESS);
      await local.set(COUNT, record.count);
    } catch (error) {
      if (error instanceof FareboxError) throw error;
      throw new FareboxError('error_storage', String(error).slice(0, 200));
    }
  };

  const update = async (how: (now: Consent) => Partial<Consent>) => {
    const now = (await trusted()) ?? (await fresh());
    await write({ ...now, ...how(now), count: now.count + 1 });
  };

  const fresh = async (): Promise<Consent> => ({
    version: 2,
    count: 0,
    grants: {},
    payees: {},
    limits: await limitsOf(undefined),
  });

  return {
    shown: () =>
      inTurn(async () => {
        try {
          const record = await current();
          return {
            grants: record?.grants ?? {},
            limits: await limitsOf(record),
            changed: (await closed.get(CHANGED)) === true,
          };
        } catch {
          // A store that cannot be read is no reason to show no price: then no site is paid without asking.
          const { limits } = await preferences.get();
          return { grants: {}, limits: stricter(limits, DEFAULT_LIMITS), changed: false };
        }
      }),
    trusted: () => inTurn(trusted),
    update: (how) => inTurn(() => update(how)),
    restrict: (wanted) =>
      inTurn(async () => {
        try {
          await update((now) => restricted(now, wanted));
        } catch (error) {
          if (!isClosed(error)) throw error;
          const before = await less();
          await closed.set(LESS, {
            origins: [...(before?.origins ?? []), ...(wanted.origins ?? [])],
            once: [...(before?.once ?? []), ...(wanted.once ?? [])],
            limits: stricter(before?.limits ?? {}, wanted.limits ?? {}),
          });
        }
      }),
    read: () => inTurn(() => closed.remove(CHANGED)),
    sealAnew: () =>
      inTurn(async () => {
        const { value, text, seal: old } = await stored();
        // One that does not hold is dropped when it is next looked at.
        if (text === undefined || !(await seal.verify(text, old))) return;
        const record = { text, seal: await seal.sign(text) };
        await closed.set(RECORD, record);
        const back = await deps.closed.get(RECORD);
        if (JSON.stringify(back) === JSON.stringify(record)) return;
        await closed.set(RECORD, value);
        throw new FareboxError('error_storage');
      }),
    forget: () =>
      inTurn(async () => {
        await drop(await limitsOf(await current()));
        verified = undefined;
      }),
  };
}

/** The same store, read once for each key: nothing else writes into it. */
function remembered(store: Store): Pick<Store, 'get' | 'set' | 'remove'> {
  const known = new Map<string, unknown>();
  return {
    get: async (key) => {
      if (!known.has(key)) known.set(key, await store.get(key));
      return known.get(key);
    },
    set: async (key, value) => {
      known.delete(key);
      await store.set(key, value);
      known.set(key, value);
    },
    remove: async (key) => {
      known.delete(key);
      await store.remove(key);
      known.set(key, undefined);
    },
  };
}

/** What the user has set, with the grants and limits that count, and what is set for them. */
export async function settingsOf(
  preferences: Preferences,
  consents: Consents,
  policies: Pick<Policies, 'get'>,
): Promise<Governed> {
  const [{ grants, limits }, policy] = await Promise.all([consents.shown(), policies.get()]);
  return {
    ...(await preferences.get()),
    grants,
    limits: stricter(limits, policy.limits),
    policy,
  };
}

/** The key of the seal is not to be had. */
function isClosed(error: unknown): boolean {
  return (
    error instanceof FareboxError &&
    (error.key === 'error_locked' || error.key === 'error_no_password')
  );
}
