import { isAddress } from '../../core/address.ts';
import type { HttpResponse } from '../../core/http.ts';
import { isObject, type JsonObject, member } from '../../core/json.ts';
import { isSecure } from '../../core/origin.ts';
import type { Caution, Offer, Price, Problem, Reading } from '../../core/reading.ts';
import { clean } from '../../core/text.ts';
import type { Challenge } from './challenge.ts';
import { type Entry, readEntry, type Version } from './entry.ts';
import { isElsewhere } from './resource.ts';
import { given, type Terms } from './terms.ts';

/** So many entries of `accepts` are read. */
export const ACCEPTS = 64;
/** Characters of an id (an asset, a payee, a network) that are shown. */
const ID_CHARACTERS = 100;
/** Above this a proof is likely to meet `431`: Node takes 16 KiB of request headers in all. */
const LARGE_JSON = 9 * 1024;
/** Of a proof: signature, authorization and the names of members. */
const PAYLOAD_JSON = 560;

/** What all entries of a challenge share. */
type Frame = {
  readonly version: Version | undefined;
  readonly versionText: string;
  readonly lenient: boolean;
  readonly fromBody: boolean;
  readonly description?: string;
  readonly resource: Pick<Terms, 'resource'>;
  readonly extensions: Pick<Terms, 'extensions'>;
  readonly isLarge: boolean;
  readonly url: string;
  readonly secure: boolean;
};

/** Absent in a header means 2, a version 1 challenge in a header shows by its shape; a string is coerced. */
function versionOf({ object, field }: Challenge): [version: Version | undefined, text: string] {
  const value = member(object, 'x402Version') ?? (field === 'body' ? undefined : 2);
  if (value === 2 || value === '2') return [2, '2'];
  if (value === 1 || value === '1') return [1, '1'];
  return [undefined, clean(String(value), 16) ?? '?'];
}

/** About how many characters of JSON a proof has: the challenge, less all entries but one, and the payload. */
function proofLength({ object, text }: Challenge): number {
  const whole = text.length + PAYLOAD_JSON;
  const accepts = member(object, 'accepts');
  if (whole <= LARGE_JSON || !Array.isArray(accepts) || accepts.length < 2) return whole;
  return whole - (accepts.length - 1) * JSON.stringify(accepts[0]).length;
}

function frameOf(challenge: Challenge, response: HttpResponse): Frame {
  const { object } = challenge;
  const [version, versionText] = versionOf(challenge);
  const declared = member(object, 'x402Version');
  const resource = given(object, 'resource');
  const extensions = given(object, 'extensions');
  const description = isObject(resource) ? clean(member(resource, 'description')) : undefined;
  const echoed = { ...(resource === undefined ? {} : { resource }) };
  const extended = { ...(extensions === undefined ? {} : { extensions }) };
  return {
    version,
    versionText,
    lenient:
      challenge.lenient ||
      (challenge.field === 'PAYMENT-REQUIRED' ? declared !== 2 : declared !== version),
    fromBody: challenge.field === 'body' && version !== 1,
    ...(description === undefined ? {} : { description }),
    resource: echoed,
    extensions: extended,
    isLarge: version === 2 && proofLength(challenge) > LARGE_JSON,
    url: response.url,
    secure: isSecure(response.url),
  };
}

function cautionsOf(entry: Entry, accepted: JsonObject, frame: Frame): Caution[] {
  const cautions: Caution[] = [];
  const resource = frame.version === 1 ? member(accepted, 'resource') : frame.resource.resource;
  if (entry.asset === undefined) cautions.push('caution_unknown_asset');
  if (entry.network?.testnet) cautions.push('caution_test_network');
  if (isElsewhere(resource, frame.url)) cautions.push('caution_resource_elsewhere');
  if (!frame.secure) cautions.push('caution_insecure');
  if (frame.isLarge) cautions.push('caution_large_header');
  if (frame.fromBody) cautions.push('caution_body_terms');
  if (frame.lenient || entry.lenient) cautions.push('caution_lenient');
  return cautions;
}

function priceOf({ amount, asset, assetText }: Entry): Price | undefined {
  if (amount === undefined) return undefined;
  if (asset !== undefined) {
    const { symbol, decimals, address } = asset;
    return { amount, currency: symbol, decimals, asset: address };
  }
  const id = clean(assetText, ID_CHARACTERS);
  return id === undefined ? undefined : { amount, currency: id, asset: id };
}

function offerOf(entry: Entry, accepted: JsonObject, frame: Frame, index: number): Offer {
  const { asset, payTo, timeout, network } = entry;
  const why = entry.why ?? (frame.secure ? undefined : 'reason_insecure');
  const payable = why === undefined;
  const price = priceOf(entry);
  const payee = isAddress(payTo) ? payTo : clean(payTo, ID_CHARACTERS);
  const networkId = network?.id ?? clean(entry.networkText, ID_CHARACTERS);
  const description = frame.description ?? clean(member(accepted, 'description'));
  const echo = payable && frame.version === 2 ? { ...frame.resource, ...frame.extensions } : {};
  return {
    id: `x402:${index}`,
    protocol: 'x402',
    version: frame.versionText,
    method: clean(entry.scheme, ID_CHARACTERS) ?? '?',
    ...(price === undefined ? {} : { price }),
    ...(payee === undefined ? {} : { payee }),
    ...(networkId === undefined ? {} : { network: networkId }),
    ...(description === undefined ? {} : { description }),
    ...(timeout === undefined ? {} : { timeoutSeconds: timeout }),
    ...(payable && asset !== undefined
      ? { rail: { kind: 'eip3009', network: asset.network, asset: asset.address } as const }
      : {}),
    payable,
    ...(why === undefined ? {} : { why }),
    cautions: cautionsOf(entry, accepted, frame),
    // What is not paid is not echoed: 64 entries with the same large extensions would fill the storage.
    terms: { x402Version: frame.version ?? frame.versionText, accepted, ...echo },
  };
}

/** All entries of a challenge as offers; each broken entry is a problem and keeps no other from being read. */
export function readOffers(challenge: Challenge, response: HttpResponse): Reading {
  const problems: Problem[] = [];
  const fault = (field: string, reason: string): void => {
    problems.push({ protocol: 'x402', field: `${challenge.field}: ${field}`, reason });
  };
  const accepts = member(challenge.object, 'accepts');
  const offers: Offer[] = [];
  if (!Array.isArray(accepts)) {
    fault('accepts', accepts === undefined ? 'The list is missing.' : 'This is not a list.');
  } else if (accepts.length === 0) {
    fault('accepts', 'The list is empty.');
  } else {
    const frame = frameOf(challenge, response);
    if (accepts.length > ACCEPTS) {
      fault('accepts', `The list has more than ${ACCEPTS} entries; the others are not read.`);
    }
    accepts.slice(0, ACCEPTS).forEach((accepted, index) => {
      const entry = isObject(accepted) ? readEntry(accepted, frame.version) : undefined;
      if (entry !== undefined && isObject(accepted)) {
        offers.push(offerOf(entry, accepted, frame, index));
      } else if (isObject(accepted)) {
        fault(`accepts[${index}]`, 'The entry names no scheme or no network.');
      } else fault(`accepts[${index}]`, 'The entry is not an object.');
    });
  }
  return { offers, notices: [], problems };
}
