import { decodeBase64Text } from '../../core/encoding/base64.ts';
import {
  isObject,
  type Json,
  type JsonObject,
  member,
  parseJson,
} from '../../core/encoding/json.ts';
import type { HttpResponse } from '../../core/web/http.ts';
import { withoutFragment } from '../../core/web/http.ts';
import type { ExchangeView } from '../../messages/index.ts';
import { type Jws, parseJws, verifyJws } from './jws.ts';
import type { ReceiptResult } from './receipt-result.ts';
import { type Fields, typedSigner } from './typed-signer.ts';

// Signed offers and receipts of x402: specs/extensions/extension-offer-and-receipt.md.

type Kind = 'offer' | 'receipt';

const FIELDS: Readonly<Record<Kind, Fields>> = {
  offer: [
    ['version', 'uint256'],
    ['resourceUrl', 'string'],
    ['scheme', 'string'],
    ['network', 'string'],
    ['asset', 'string'],
    ['payTo', 'string'],
    ['amount', 'string'],
    ['validUntil', 'uint256'],
  ],
  receipt: [
    ['version', 'uint256'],
    ['network', 'string'],
    ['resourceUrl', 'string'],
    ['payer', 'string'],
    ['issuedAt', 'uint256'],
    ['transaction', 'string'],
  ],
};

/** The first text of the extension had no version, and the chain's own id in the domain. */
const FIRST_FIELDS: Readonly<Record<Kind, Fields>> = {
  offer: [
    ['resourceUrl', 'string'],
    ['scheme', 'string'],
    ['network', 'string'],
    ['asset', 'string'],
    ['payTo', 'address'],
    ['amount', 'string'],
    ['maxTimeoutSeconds', 'uint256'],
    ['issuedAt', 'uint256'],
  ],
  receipt: FIELDS.receipt.slice(1),
};

/** What was signed, and by whom: an address (EIP-712), or the key of a JWS. */
type Signed = {
  readonly payload: JsonObject;
  readonly signer?: string;
  readonly jws?: Jws;
};

function signedOf(kind: Kind, artifact: JsonObject): Signed | undefined {
  const payload = member(artifact, 'payload');
  const signature = member(artifact, 'signature');
  if (member(artifact, 'format') === 'jws' && typeof signature === 'string') {
    const jws = parseJws(signature);
    return jws && { payload: jws.payload, jws };
  }
  if (!isObject(payload)) return undefined;
  const isFirst = member(payload, 'version') === undefined;
  const chainId = isFirst ? Number(String(member(payload, 'network')).split(':')[1]) : 1;
  const fields = (isFirst ? FIRST_FIELDS : FIELDS)[kind];
  const name = kind === 'offer' ? 'Offer' : 'Receipt';
  const domain = { name: `x402 ${kind}`, chainId };
  const signer = typedSigner(domain, name, fields, payload, signature);
  return { payload, ...(signer === undefined ? {} : { signer }) };
}

const parsed = (text: string | undefined): Json | undefined =>
  text === undefined ? undefined : parseJson(text);

/** Signed offers of a challenge that are read. */
const OFFERS = 16;

/** The extension of a challenge or of a settlement, wherever the header is. */
function infoIn({ headers }: HttpResponse, names: RegExp): JsonObject | undefined {
  const value = headers.find(([name]) => names.test(name))?.[1];
  let part = parsed(value === undefined ? undefined : decodeBase64Text(value.trim()));
  for (const name of ['extensions', 'offer-receipt', 'info']) {
    if (!isObject(part)) return undefined;
    part = member(part, name);
  }
  return isObject(part) ? part : undefined;
}

/** Hex of EVM chains is written in either case; base58 of Solana, addresses of the web and all else in one. */
function same(a: unknown, b: unknown): boolean {
  const [one, other] = [String(a), String(b)];
  return one === other || (/^0x/i.test(one) && one.toLowerCase() === other.toLowerCase());
}

/** Who signed, and the first field that says something else than what it is held against. */
async function judged(
  check: ReceiptResult['check'],
  { payload, signer, jws }: Signed,
  owner: unknown,
  expected: Readonly<Record<string, unknown>>,
): Promise<ReceiptResult> {
  const wrong = Object.entries(expected).find(
    ([name, value]) => value !== undefined && !same(member(payload, name), value),
  );
  if (wrong !== undefined) {
    const [name, value] = wrong;
    const said = `${name} ${String(member(payload, name))}`;
    return { check, holds: false, said, expected: `${name} ${String(value)}` };
  }
  if (jws !== undefined) return { check, ...(await judgedJws(jws, owner)) };
  const holds = signer !== undefined && same(signer, owner);
  return { check, holds, said: signer ?? '?', expected: String(owner) };
}

/**
 * A JWS is the payee's own where its key is that of the payee's address. Another key may well be the site's, but nothing
 * in the JWS can say so (section 4.5.1), and nothing is fetched.
 */
async function judgedJws(jws: Jws, owner: unknown): Promise<Omit<ReceiptResult, 'check'>> {
  const verified = await verifyJws(jws);
  const about = { said: jws.keyId === '' ? '?' : jws.keyId, expected: String(owner) };
  switch (verified.state) {
    case 'right':
      return verified.address !== undefined && same(verified.address, owner)
        ? { ...about, holds: true }
        : { ...about, why: 'unbound' };
    case 'wrong':
      return { ...about, holds: false, why: 'signature' };
    default:
      return { ...about, why: verified.state };
  }
}

/**
 * The signed offers and the signed receipt of an exchange: signed by the payee's own key, and about this payment. Nothing
 * is fetched: where the key of a JWS is kept elsewhere, it is neither verified nor wrong.
 */
export async function signedChecks({
  exchange,
  payment,
}: ExchangeView): Promise<readonly ReceiptResult[]> {
  const offer = payment?.quote.offer;
  const listed = exchange.asked && infoIn(exchange.asked.response, /^(?:x-)?payment-required$/i);
  const offers = listed === undefined ? undefined : member(listed, 'offers');
  const results: Promise<ReceiptResult>[] = [];
  for (const artifact of Array.isArray(offers) ? offers.slice(0, OFFERS) : []) {
    const signed = isObject(artifact) ? signedOf('offer', artifact) : undefined;
    if (signed === undefined) continue;
    const { payload } = signed;
    const isPaid =
      offer === undefined ||
      (same(member(payload, 'network'), offer.network) &&
        same(member(payload, 'payTo'), offer.payee));
    if (!isPaid) continue;
    const amount = offer?.price?.amount;
    results.push(
      judged('signed_offer', signed, offer?.payee ?? member(payload, 'payTo'), { amount }),
    );
  }
  const said = exchange.paid && infoIn(exchange.paid.response, /^(?:x-)?payment-response$/i);
  const artifact = said === undefined ? undefined : member(said, 'receipt');
  const receipt = isObject(artifact) ? signedOf('receipt', artifact) : undefined;
  if (receipt === undefined) return Promise.all(results);
  const request = exchange.sent?.request;
  const claimed = member(receipt.payload, 'transaction');
  results.push(
    judged('signed_receipt', receipt, offer?.payee, {
      network: offer?.network,
      payer: request?.rail === 'eip3009' ? request.message.from : undefined,
      transaction:
        claimed === undefined || claimed === '' ? undefined : payment?.receipt?.transaction,
      resourceUrl: withoutFragment(exchange.url),
    }),
  );
  return Promise.all(results);
}
