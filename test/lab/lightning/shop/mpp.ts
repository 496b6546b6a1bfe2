import { createHmac, randomBytes } from 'node:crypto';
import { ask, type Call, type Counter, open, PRICE_SAT } from './counter.ts';
import { hashOf } from './tokens.ts';

type Challenge = {
  readonly id: string;
  readonly realm: string;
  readonly method: string;
  readonly intent: string;
  readonly request: string;
  readonly expires: string;
};
type Credential = {
  readonly challenge: Challenge;
  readonly payload: { readonly preimage: string };
};
type Request = { readonly methodDetails: { readonly paymentHash: string } };

const KEY = randomBytes(32);
const LIFE_MS = 300_000;

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (text: string): unknown => JSON.parse(Buffer.from(text, 'base64url').toString());

const idOf = ({ realm, method, intent, request, expires }: Omit<Challenge, 'id'>) =>
  createHmac('sha256', KEY)
    .update([realm, method, intent, request, expires].join('|'))
    .digest('base64url');

/** A `Payment` challenge of the lightning method, for a new invoice. */
export async function mppLine({ merchant, path, request }: Call): Promise<string> {
  const { bolt11, paymentHash } = await merchant.invoice(PRICE_SAT, `Article ${path.slice(1)}`);
  const challenge = {
    realm: request.headers.host ?? '',
    method: 'lightning',
    intent: 'charge',
    request: encode({
      amount: String(PRICE_SAT),
      currency: 'sat',
      methodDetails: { invoice: bolt11, network: 'regtest', paymentHash },
    }),
    expires: new Date(Date.now() + LIFE_MS).toISOString(),
  };
  const fields = Object.entries({ id: idOf(challenge), ...challenge });
  return `Payment ${fields.map(([name, value]) => `${name}="${value}"`).join(', ')}`;
}

/** The payment hash of a credential that is this server's own and proves payment; else undefined. */
function provenBy(text: string): { readonly id: string; readonly hash: string } | undefined {
  try {
    const { challenge, payload } = decode(text) as Credential;
    if (idOf(challenge) !== challenge.id || Date.parse(challenge.expires) < Date.now()) return;
    const hash = (decode(challenge.request) as Request).methodDetails.paymentHash;
    return hashOf(payload.preimage) === hash ? { id: challenge.id, hash } : undefined;
  } catch {
    return undefined;
  }
}

/** A counter that sells for lightning charges of the `Payment` scheme: each credential opens it once. */
export function mpp(): Counter {
  const used = new Set<string>();
  return async (call) => {
    const { request, response } = call;
    const [, text] = /^Payment (.+)$/.exec(request.headers.authorization ?? '') ?? [];
    const proven = text === undefined ? undefined : provenBy(text);
    if (proven === undefined || used.has(proven.id)) {
      response.setHeader('www-authenticate', await mppLine(call));
      return ask(call);
    }
    used.add(proven.id);
    const timestamp = new Date().toISOString();
    const receipt = { method: 'lightning', status: 'success', reference: proven.hash, timestamp };
    response.setHeader('payment-receipt', encode({ ...receipt, challengeId: proven.id }));
    response.setHeader('cache-control', 'private');
    open(call);
  };
}
