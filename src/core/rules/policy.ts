import * as v from 'valibot';
import { isObject } from '../encoding/json.ts';
import { parseDecimal, rescale } from '../money/decimal.ts';
import { BITCOIN, DOLLAR_LIMITS, type Limits, NO_MONEY } from './limits.ts';
import type { Settings } from './settings.ts';

/**
 * What the organisation that manages the browser has set (`storage.managed`). Nothing that the user sets goes beyond it.
 * https://developer.chrome.com/docs/extensions/reference/manifest/storage
 */
export type Policy = {
  /** In the reference unit, as the user's own: the stricter of both counts. Absent figures set nothing. */
  readonly limits: Limits;
  /** Where it is there, no other site is paid. As `siteOfText` gives them. */
  readonly allowedSites?: readonly string[];
  /** Never paid, whatever `allowedSites` says. */
  readonly blockedSites: readonly string[];
  /** Ids of wallets that pay nothing new. */
  readonly walletsOff: readonly string[];
  /** What was set and cannot be read, as `limits.perDay`; '' stands for all of it. */
  readonly damaged: readonly string[];
};

export const NO_POLICY: Policy = { limits: {}, blockedSites: [], walletsOff: [], damaged: [] };

/** A policy that is there and cannot be read allows nothing. */
const NOTHING: Policy = { ...NO_POLICY, allowedSites: [], damaged: [''] };

const FIELDS = ['limits', 'allowedSites', 'blockedSites', 'walletsOff'] as const;

/** `https://shop.example./` is the site `https://shop.example/`. */
function withoutDot(url: URL): Pick<URL, 'origin' | 'hostname'> {
  const { origin, hostname } = url;
  if (!hostname.endsWith('.')) return { origin, hostname };
  const plain = hostname.slice(0, -1);
  return { origin: origin.replace(hostname, plain), hostname: plain };
}

/** The origin of an http(s) address. A dot at the end of a host leads to the same one. */
const plainOrigin = (url: string): string => withoutDot(new URL(url)).origin;

/** Whether two http(s) addresses are of one origin. */
export function isSameOrigin(one: string, other: string): boolean {
  return plainOrigin(one) === plainOrigin(other);
}

/** A site as it is matched: `shop.example` (this host and all under it), or `https://shop.example:8443` (this origin alone). */
function siteOfText(text: string): string | undefined {
  const isOrigin = /^https?:\/\//i.test(text);
  const written = isOrigin ? text : `https://${text}`;
  if (!URL.canParse(written)) return undefined;
  const url = new URL(written);
  // Nothing but a host, or an origin: no path, port of a host, password or sign that stands for others.
  if (url.href !== `${url.origin}/` || url.hostname.includes('*')) return undefined;
  const { origin, hostname } = withoutDot(url);
  if (isOrigin) return origin;
  return url.port === '' ? hostname : undefined;
}

const site = v.pipe(v.string(), v.transform(siteOfText), v.string());

/**
 * Reads `storage.managed`. Fields that are absent set nothing. A field that is there and cannot be read is
 * named and allows nothing: a limit is 0, of the allowed sites only those that can be read are left, and where a blocked
 * site, a wallet or a field's name cannot be read, no site is paid. `wallets`: the ids that there are.
 */
export function readPolicy(managed: unknown, wallets: readonly string[]): Policy {
  if (!isObject(managed)) return NOTHING;
  const set = Object.keys(managed).filter((key) => managed[key] !== undefined);
  if (set.length === 0) return NO_POLICY;
  const damaged: string[] = [];
  const limits = readLimits(managed['limits'], damaged);
  const allowed = readList('allowedSites', managed, site, damaged);
  const before = damaged.length;
  damaged.push(...set.filter((key) => !FIELDS.some((field) => field === key)));
  const blockedSites = readList('blockedSites', managed, site, damaged) ?? [];
  const walletsOff = readList('walletsOff', managed, v.picklist(wallets), damaged) ?? [];
  const allowedSites = damaged.length > before ? [] : allowed;
  return {
    limits,
    blockedSites,
    walletsOff,
    damaged,
    ...(allowedSites === undefined ? {} : { allowedSites }),
  };
}

/** US dollars as `"0.50"`, satoshi as `"5000"`; a number is taken as it is written. */
function readLimits(given: unknown, damaged: string[]): Limits {
  if (given === undefined) return {};
  if (!isObject(given)) {
    damaged.push('limits');
    return NO_MONEY;
  }
  const read = (key: string, decimals: number): string | undefined => {
    if (given[key] === undefined) return undefined;
    const parsed = parseDecimal(typeof given[key] === 'number' ? String(given[key]) : given[key]);
    const amount = parsed && rescale(parsed, decimals);
    if (amount !== undefined) return amount.toString();
    damaged.push(`limits.${key}`);
    return '0';
  };
  const known: readonly string[] = [...DOLLAR_LIMITS, 'satoshiPerDay'];
  const strange = Object.keys(given).filter((key) => !known.includes(key));
  damaged.push(...strange.map((key) => `limits.${key}`));
  if (strange.length > 0) return NO_MONEY;
  const dollars = DOLLAR_LIMITS.flatMap((key) => {
    const micros = read(key, 6);
    return micros === undefined ? [] : [[key, micros] as const];
  });
  const millisatoshi = read('satoshiPerDay', 3);
  return {
    ...Object.fromEntries(dollars),
    ...(millisatoshi === undefined ? {} : { perAssetDay: { [BITCOIN]: millisatoshi } }),
  };
}

function readList(
  key: (typeof FIELDS)[number],
  { [key]: given }: Readonly<Record<string, unknown>>,
  item: v.GenericSchema<unknown, string> | v.GenericSchema<string, string>,
  damaged: string[],
): readonly string[] | undefined {
  if (given === undefined) return undefined;
  const items: readonly unknown[] = Array.isArray(given) ? given : [];
  const read = items.map((each) => v.safeParse(item, each));
  const good = read.flatMap((each) => (each.success ? [each.output] : []));
  if (!Array.isArray(given) || good.length < items.length) damaged.push(key);
  return good;
}

/** Whether an http(s) address is of a site that a policy names. */
function isOf(site: string, { origin, hostname }: Pick<URL, 'origin' | 'hostname'>): boolean {
  return site.includes('://') ? site === origin : `.${hostname}`.endsWith(`.${site}`);
}

/** What the user has set, with what is set for them: `limits` are the stricter of both. */
export type Governed = Settings & { readonly policy: Policy };

type Blocking = Pick<Governed, 'blocked' | 'policy'>;

/** Who has blocked the site of an http(s) address; undefined where nobody has. The user cannot undo what the organisation set. */
export function blockedBy(
  url: string,
  { blocked, policy }: Blocking,
): 'organisation' | 'user' | undefined {
  if (isForbidden(url, policy)) return 'organisation';
  const own = plainOrigin(url);
  return blocked.some((origin) => plainOrigin(origin) === own) ? 'user' : undefined;
}

/** Whether the site of an http(s) address opens no popup, shows no badge and is never paid. */
export function isBlocked(url: string, settings: Blocking): boolean {
  return blockedBy(url, settings) !== undefined;
}

/** Whether the organisation forbids to pay an http(s) address. */
export function isForbidden(url: string, { allowedSites, blockedSites }: Policy): boolean {
  const parsed = withoutDot(new URL(url));
  const named = (sites: readonly string[]) => sites.some((each) => isOf(each, parsed));
  return named(blockedSites) || (allowedSites !== undefined && !named(allowedSites));
}
