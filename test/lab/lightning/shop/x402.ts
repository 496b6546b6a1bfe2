import { setTimeout } from 'node:timers/promises';
import { ask, type Call, type Counter, open, PRICE_SAT } from './counter.ts';
import { hashOf } from './tokens.ts';

/** BIP 122: the first 32 digits of regtest's genesis block. */
const REGTEST = '0f9188f13cb7b2c71f2a335e3a4fc328';
const LIFE_S = 300;

type Entry = {
  readonly network: string;
  readonly amount: string;
  readonly extra: { readonly invoice: string };
};
type Proof = {
  readonly x402Version: number;
  readonly accepted: Entry;
  readonly payload: { readonly invoice?: string; readonly preimage?: string };
};

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64');

function proofOf({ request }: Call): Proof | undefined {
  const given = request.headers['payment-signature'];
  if (typeof given !== 'string') return undefined;
  try {
    return JSON.parse(Buffer.from(given, 'base64').toString()) as Proof;
  } catch {
    return undefined;
  }
}

function challenge(call: Call, entry: object, error: string): void {
  const { request, response } = call;
  const url = `http://${request.headers.host}${request.url}`;
  const accepts = [{ scheme: 'exact', amount: String(PRICE_SAT * 1000n), asset: 'BTC', ...entry }];
  const resource = { url, description: 'An article for sats', mimeType: 'text/html' };
  response.setHeader('payment-required', encode({ x402Version: 2, error, resource, accepts }));
  ask(call);
}

function sell(call: Call, network: string, transaction: string): void {
  const settled = { success: true, transaction, network, payer: 'anonymous' };
  call.response.setHeader('payment-response', encode(settled));
  open(call);
}

/** The node writes a payment down a moment after the payer's: that is waited for. */
async function arrives({ merchant }: Call, hash: string): Promise<boolean> {
  for (let times = 0; times < 20; times++) {
    if (await merchant.isPaid(hash)) return true;
    await setTimeout(100);
  }
  return false;
}

/**
 * A counter of x402's scheme `exact` for Lightning as Alby's client pays it (scheme_exact_lightning.md): the
 * proof repeats the invoice, and the shop asks its own node whether that was paid. Each opens it once.
 */
export function x402Alby(): Counter {
  const network = `bip122:${REGTEST}`;
  /** Payment hashes by invoice. */
  const waiting = new Map<string, string>();
  return async (call) => {
    const { merchant, path } = call;
    const proof = proofOf(call);
    const invoice = proof?.payload.invoice ?? '';
    const hash = waiting.get(invoice);
    const isOwn = proof?.x402Version === 2 && proof.accepted.extra.invoice === invoice;
    if (isOwn && hash !== undefined && (await arrives(call, hash))) {
      waiting.delete(invoice);
      return sell(call, network, invoice);
    }
    const made = await merchant.invoice(PRICE_SAT, `Article ${path.slice(1)}`);
    waiting.set(made.bolt11, made.paymentHash);
    const extra = { paymentMethod: 'lightning', invoice: made.bolt11 };
    const entry = { network, payTo: 'anonymous', maxTimeoutSeconds: LIFE_S, extra };
    challenge(call, entry, proof === undefined ? 'Payment required' : 'invalid_payload');
  };
}

/**
 * The same as a draft of scheme_exact_lnbtc.md has it, without the binding to the request: the node cannot
 * make invoices with a description hash. The proof is the preimage.
 */
export function x402Lnbtc(): Counter {
  const network = `lnbtc:${REGTEST}`;
  const waiting = new Set<string>();
  return async (call) => {
    const { merchant, path } = call;
    const proof = proofOf(call);
    const hash = hashOf(proof?.payload.preimage ?? '');
    if (waiting.delete(hash)) return sell(call, network, hash);
    const made = await merchant.invoice(PRICE_SAT, `Article ${path.slice(1)}`);
    waiting.add(made.paymentHash);
    const extra = { assetTransferMethod: 'bolt11', paymentFlow: 'upfront', invoice: made.bolt11 };
    const entry = { network, maxTimeoutSeconds: LIFE_S, extra };
    challenge(call, entry, proof === undefined ? 'Payment required' : 'invalid_payload');
  };
}
