import * as v from 'valibot';
import { shape, time } from '../encoding/stored.ts';
import { parseBaseUnits } from '../money/money.ts';

// What the user can change, field by field: each is read for itself, so that one that is damaged takes no other with it.

/** Base units, or millionths of a US dollar, as a decimal string. */
export const amount = v.pipe(
  v.string(),
  v.check((text) => parseBaseUnits(text) !== undefined),
);

/**
 * By asset, `<CAIP-2>/<address in lower case>`, `bitcoin/sat` or `ecash/<unit>`: base units (millisatoshi) in a day.
 * Empty: the user wants none.
 */
const perAssetDay = v.pipe(v.record(v.string(), amount), v.readonly());

/**
 * What may be spent. All amounts are in the reference unit, millionths of a US dollar, as decimal strings;
 * an absent limit is none. Test money is counted apart, against the same figures.
 */
const limits = shape({
  perPayment: v.exactOptional(amount),
  perSiteDay: v.exactOptional(amount),
  perDay: v.exactOptional(amount),
  perMonth: v.exactOptional(amount),
  perAssetDay: v.exactOptional(perAssetDay),
});
export type Limits = v.InferOutput<typeof limits>;

/** The most payments without asking within a minute that a grant for calls can allow. */
export const MOST_PER_MINUTE = 30;
const callsPerMinute = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_PER_MINUTE));

/** Permission to pay one site without asking, up to a point and until a day. Reference unit (core/rules/limits). */
export const grant = shape({
  perPayment: amount,
  perDay: amount,
  /** ms since 1970. */
  until: time,
  /** Given for test money or for real money: one never stands for the other. */
  testnet: v.boolean(),
  /** A page that was paid for within the last day is paid for again, unless it is merely loaded anew. */
  again: v.exactOptional(v.boolean()),
  /** Given for calls that wait: the most payments without asking that their site gets within a minute. */
  perMinute: v.exactOptional(callsPerMinute),
});
export type AutoPayGrant = v.InferOutput<typeof grant>;

export const origin = v.pipe(v.string(), v.regex(/^https?:\/\/[^/\s]+$/));
/** What a grant is kept under (`grantKey`, core/rules/auto-pay): one origin, or two with a space between. */
export const grantKey = v.pipe(v.string(), v.regex(/^https?:\/\/[^/\s]+(?: https?:\/\/[^/\s]+)?$/));
/** CAIP-2 of an EVM chain. */
export const chain = v.pipe(v.string(), v.regex(/^eip155:[1-9]\d{0,15}$/));

/** The id of an extension, as Chrome or Firefox writes it; empty for none. */
export const walletExtension = v.pipe(v.string(), v.regex(/^[A-Za-z0-9@._{}-]{0,80}$/));

/** The steps of the introduction after Farebox was installed, in their order. */
export const FIRST_RUN = ['welcome', 'access', 'try', 'wallet', 'limits', 'done'] as const;
export const firstRun = v.picklist(FIRST_RUN);
export type FirstRunStep = (typeof FIRST_RUN)[number];

export const openPopup = v.boolean();
export const practiceMode = v.boolean();
export const autoLockMinutes = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440));

const settings = shape({
  /** The popup opens by itself when the page in front answers 402. */
  openPopup,
  /** Minutes without use until the purse locks; 0 means only by hand or when the browser ends. */
  autoLockMinutes,
  /** CAIP-2 to RPC endpoint. Absent: our default for the network. Empty: switched off. */
  rpc: v.pipe(v.record(chain, v.string()), v.readonly()),
  limits,
  /** By `grantKey`: sites that may be paid without asking. */
  grants: v.pipe(v.record(grantKey, grant), v.readonly()),
  /** Origins whose 402s open no popup and are never paid. */
  blocked: v.pipe(v.array(origin), v.readonly()),
  /** Origins of pages whose calls wait for their payment. */
  heldSites: v.pipe(v.array(origin), v.readonly()),
  /** The most that the ecash purse takes in, all mints together: satoshi, as a decimal string. */
  ecashCap: amount,
  /** An extension beside MetaMask that is asked by MetaMask's port protocol. */
  walletExtension,
  /** Servers on this computer are paid by a pretend wallet, for developers. */
  practiceMode,
  /** Where the introduction goes on when its page is opened again. */
  firstRun,
});
/** What the user can change. */
export type Settings = v.InferOutput<typeof settings>;
