import { isObject, type JsonObject, member } from '../../../core/encoding/json.ts';
import { sanitize } from '../../../core/encoding/sanitize-text.ts';
import { isAddress } from '../../../core/money/address.ts';
import type { Notice } from '../../../core/offers/notice.ts';
import type { Offer } from '../../../core/offers/offer.ts';
import type { ParsedResponse, Problem } from '../../../core/offers/parsed-response.ts';
import type { HttpResponse } from '../../../core/web/http.ts';
import type { Challenge } from '../challenge/challenge.ts';
import { ID_CHARACTERS } from '../entry/amount.ts';
import { readEntry } from '../entry/entry.ts';
import { cautionsOf, type Frame, frameOf } from '../entry/frame.ts';
import { isLightning } from '../entry/lightning.ts';
import { cloudflareNotice } from './cloudflare.ts';
import { lightningOffer } from './lightning-offer.ts';

/** So many entries of `accepts` are read. */
export const ACCEPTS = 64;
/** So many of them for Lightning: a signature takes about a millisecond to check. */
const INVOICES = 8;

/** An entry for a token on a chain; undefined when it says next to nothing. */
function tokenOffer(accepted: JsonObject, frame: Frame): Omit<Offer, 'id'> | undefined {
  const entry = readEntry(accepted, frame.version);
  if (entry === undefined) return undefined;
  const { asset, payTo, timeout, network, price, isNamed, lenient } = entry;
  const unknown = entry.why === 'reason_version' ? (frame.why ?? entry.why) : entry.why;
  const why = unknown ?? (frame.secure ? undefined : 'reason_insecure');
  const payable = why === undefined;
  const payee = isAddress(payTo) ? payTo : sanitize(payTo, ID_CHARACTERS);
  const networkId = network?.id ?? sanitize(entry.networkText, ID_CHARACTERS);
  const description = frame.description ?? sanitize(member(accepted, 'description')) ?? frame.words;
  const echo = payable && frame.version === 2 ? { ...frame.resource, ...frame.extensions } : {};
  const isTest = network?.testnet === true;
  return {
    protocol: 'x402',
    version: frame.versionText,
    method: sanitize(entry.scheme, ID_CHARACTERS) ?? '?',
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
    cautions: cautionsOf({ lenient, isNamed, isTest }, accepted, frame),
    // What is not paid is not echoed: 64 entries with the same large extensions would fill the storage.
    terms: { x402Version: frame.version ?? frame.versionText, accepted, ...echo },
  };
}

/** All entries of a challenge; each broken entry is a problem and keeps no other from being read. */
export function readOffers(challenge: Challenge, response: HttpResponse): ParsedResponse {
  const { entries, path } = challenge;
  const offers: Offer[] = [];
  const notices: Notice[] = [];
  const problems: Problem[] = [];
  const fault = (field: string, reason: string): void => {
    const place = sanitize(`${challenge.field}: ${field}`, ID_CHARACTERS) ?? challenge.field;
    problems.push({ protocol: 'x402', field: place, reason });
  };
  if (entries === undefined) {
    const isMissing = member(challenge.object, 'accepts') === undefined;
    fault(path, isMissing ? 'The list is missing.' : 'This is not a list.');
    return { offers, notices, problems };
  }
  if (entries.length === 0) fault(path, 'The list is empty.');
  if (entries.length > ACCEPTS) {
    fault(path, `The list has more than ${ACCEPTS} entries; the others are not read.`);
  }
  const frame = frameOf(challenge, response);
  let invoices = 0;
  for (const [index, accepted] of entries.slice(0, ACCEPTS).entries()) {
    const place = `${path}[${index}]`;
    if (!isObject(accepted)) {
      fault(place, 'The entry is not an object.');
      continue;
    }
    const notice = cloudflareNotice(accepted, challenge.object);
    if (notice !== undefined) {
      notices.push(notice);
      continue;
    }
    const isInvoice = isLightning(accepted);
    if (isInvoice && ++invoices > INVOICES) {
      fault(place, `There are more than ${INVOICES} invoices.`);
      continue;
    }
    const made = isInvoice ? lightningOffer(accepted, frame) : tokenOffer(accepted, frame);
    if (made !== undefined) offers.push({ id: `x402:${index}`, ...made });
    else fault(place, 'The entry names neither what to pay nor how.');
  }
  return { offers, notices, problems };
}
