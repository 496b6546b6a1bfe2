import { type JsonObject, member } from '../../../core/encoding/json.ts';
import { sanitize } from '../../../core/encoding/sanitize-text.ts';
import { invoiceFacts } from '../../../core/offers/invoice/invoice-offer.ts';
import type { Offer } from '../../../core/offers/offer.ts';
import { ID_CHARACTERS } from '../entry/amount.ts';
import { cautionsOf, type Frame } from '../entry/frame.ts';
import { readLightning } from '../entry/lightning.ts';

const SATOSHI = { currency: 'sat', decimals: 3 } as const;

/** An entry for Lightning as the invoice that it is: price, payee, end and network are those of the invoice. */
export function lightningOffer(accepted: JsonObject, frame: Frame): Omit<Offer, 'id'> {
  const { version, versionText, resource, extensions, secure } = frame;
  const entry = readLightning(accepted, version, frame);
  const { invoice, amount } = entry;
  const facts = invoice === undefined ? undefined : invoiceFacts(invoice, !secure);
  const why = entry.why ?? (secure ? undefined : ('reason_insecure' as const));
  const payable = why === undefined && facts?.payable === true;
  // Without an invoice the entry's own words are all there is.
  const price = facts?.price ?? (amount === undefined ? undefined : { amount, ...SATOSHI });
  const network = facts?.network ?? sanitize(entry.networkText, ID_CHARACTERS);
  const description =
    frame.description ??
    sanitize(member(accepted, 'description')) ??
    facts?.description ??
    frame.words;
  const isTest = facts?.cautions.includes('caution_test_network') === true;
  const echo = payable && version === 2 ? { ...resource, ...extensions } : {};
  return {
    protocol: 'x402',
    version: versionText,
    method: sanitize(entry.scheme, ID_CHARACTERS) ?? '?',
    ...(price === undefined ? {} : { price }),
    ...(facts?.payee === undefined ? {} : { payee: facts.payee }),
    ...(network === undefined ? {} : { network }),
    ...(description === undefined ? {} : { description }),
    ...(facts?.expiresAt === undefined ? {} : { expiresAt: facts.expiresAt }),
    ...(payable && facts.rail !== undefined ? { rail: facts.rail } : {}),
    payable,
    ...(payable ? {} : { why: why ?? 'reason_invoice' }),
    cautions: cautionsOf({ lenient: entry.lenient, isNamed: true, isTest }, accepted, frame),
    terms: { x402Version: version ?? versionText, accepted, ...echo },
  };
}
