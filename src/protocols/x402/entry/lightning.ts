import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { isObject, type Json, type JsonObject, member } from '../../../core/encoding/json.ts';
import {
  decodeInvoice,
  type Invoice,
  type LightningNetwork,
} from '../../../core/lightning/bolt11.ts';
import { wholeNumber } from '../../../core/money/decimal.ts';
import { parseBaseUnits } from '../../../core/money/money.ts';
import { networkByName } from '../../../core/money/networks.ts';
import type { ReasonKey } from '../../../core/offers/offer.ts';
import { withoutFragment } from '../../../core/web/http.ts';
import { termsOf } from '../challenge/names.ts';
import { extraOf } from './schemes.ts';

/** The first 32 digits of a Bitcoin network's genesis block (BIP 122), and the invoices that belong to it. */
const GENESIS: ReadonlyMap<string, LightningNetwork> = new Map<string, LightningNetwork>([
  ['000000000019d6689c085ae165831e93', 'mainnet'],
  ['000000000933ea01ad0ee984209779ba', 'testnet'],
  ['00000000da84f2bafbbc53dee25a72ae', 'testnet'],
  ['00000008819873e925422c1ff0f99f7c', 'signet'],
  ['0f9188f13cb7b2c71f2a335e3a4fc328', 'regtest'],
]);
const NETWORK = /^(lnbtc|bip122):([0-9a-f]{32})$/;
/** Names of other proposals and of servers. */
const NAMED = /^(?:btc-lightning|lightning|bitcoin-lightning|lnbtc|bip122)\b/i;
const NODE = /^0[23][0-9a-f]{64}$/;

/**
 * How the proof is to be made: the invoice again (specs/schemes/exact/scheme_exact_lightning.md, what Alby's
 * lightning-tools send) or its preimage (scheme_exact_lnbtc.md).
 */
export type ProofForm = 'invoice' | 'preimage';

/** An entry that asks for a Lightning payment. */
export type LightningEntry = {
  readonly scheme: string;
  readonly networkText: string;
  readonly form: ProofForm;
  readonly invoice?: Invoice;
  /** Millisatoshi, as the entry has it. */
  readonly amount?: bigint;
  readonly why?: ReasonKey;
  readonly lenient: boolean;
};

/** What was asked, for entries that bind the payment to it; absent when only the terms are checked again. */
export type Asked = { readonly url: string; readonly method: string };

/**
 * Whether an entry is about Lightning, by its network, its payment method or its invoice. An invoice that stands beside
 * the terms of another chain is another way to pay, and does not make the entry one for Lightning.
 */
export function isLightning(entry: JsonObject): boolean {
  const network = member(entry, 'network');
  const extra = extraOf(entry) ?? {};
  const method = member(extra, 'paymentMethod');
  const invoice = member(extra, 'invoice');
  if (method !== undefined && method !== 'lightning' && invoice === undefined) return false;
  return (
    (typeof network === 'string' && NAMED.test(network)) ||
    method === 'lightning' ||
    (typeof invoice === 'string' &&
      /^(?:lightning:)?ln(?:bc|tb)/i.test(invoice.slice(0, 20)) &&
      !isOtherChain(network))
  );
}

function isOtherChain(network: Json | undefined): boolean {
  if (typeof network !== 'string') return false;
  return network.startsWith('eip155:') || networkByName(network) !== undefined;
}

/** Millisatoshi: the unit of the specification; a server that counts `sat` says so in the asset. */
function amountOf(value: Json | undefined, asset: Json | undefined): bigint | undefined {
  const amount = wholeNumber(value) ?? parseBaseUnits(value);
  const isSat = typeof asset === 'string' && /^(?:sats?|satoshis?)$/i.test(asset);
  return amount === undefined || !isSat ? amount : amount * 1000n;
}

/** Reads an entry for Lightning; what it and its invoice say must agree, since the invoice is what is paid. */
export function readLightning(
  entry: JsonObject,
  version: 1 | 2 | undefined,
  asked?: Asked,
): LightningEntry {
  const terms = termsOf(entry);
  const networkText = terms.of('network')?.value;
  const scheme = terms.of('scheme')?.value;
  const asset = terms.of('asset')?.value;
  const amount = amountOf((terms.of('amount') ?? terms.of('maxAmountRequired'))?.value, asset);
  const extra = extraOf(entry) ?? {};
  const text = member(extra, 'invoice') ?? member(extra, 'bolt11') ?? member(extra, 'pr');
  const decoded = typeof text === 'string' ? decodeInvoice(text) : 'is missing';
  const invoice = typeof decoded === 'string' ? undefined : decoded;
  const [, family, genesis = ''] = NETWORK.exec(String(networkText ?? '')) ?? [];
  const network = GENESIS.get(genesis);
  const form = family === 'lnbtc' ? 'preimage' : 'invoice';
  const why =
    (version === 2 ? undefined : ('reason_version' as const)) ??
    (scheme === 'exact' ? undefined : ('reason_scheme' as const)) ??
    (invoice === undefined ? ('reason_invoice' as const) : undefined) ??
    (network === undefined ? ('reason_network' as const) : undefined) ??
    (invoice?.amount === undefined ? ('reason_amount_open' as const) : undefined) ??
    (invoice !== undefined && agrees(entry, invoice, amount, network)
      ? undefined
      : 'reason_invoice_differs') ??
    (form === 'preimage' ? bindingReason(extra, invoice, entry, asked) : undefined) ??
    flowReason(extra, form);
  return {
    scheme: typeof scheme === 'string' ? scheme : '',
    networkText: typeof networkText === 'string' ? networkText : '',
    form,
    ...(invoice === undefined ? {} : { invoice }),
    ...(amount === undefined ? {} : { amount }),
    ...(why === undefined ? {} : { why }),
    lenient: asset !== 'BTC' || typeof member(entry, 'amount') !== 'string',
  };
}

/** The invoice is of the entry's network, for its amount, and by its payee where one is named by its key. */
function agrees(
  entry: JsonObject,
  { amount, network, payee }: Invoice,
  asked: bigint | undefined,
  expected: LightningNetwork | undefined,
): boolean {
  const payTo = termsOf(entry).of('payTo')?.value;
  const isOther = typeof payTo === 'string' && NODE.test(payTo) && payTo !== payee;
  return network === expected && amount === asked && !isOther;
}

function flowReason(extra: JsonObject, form: ProofForm): ReasonKey | undefined {
  const method = member(extra, 'assetTransferMethod') ?? 'bolt11';
  if (method !== 'bolt11') return 'reason_transfer_method';
  const flow = member(extra, 'paymentFlow') ?? 'upfront';
  const isKnown = flow === 'upfront' || (form === 'invoice' && flow === 'authorization');
  return isKnown ? undefined : 'reason_payment_flow';
}

/**
 * scheme_exact_lnbtc.md, section "Request Binding": the invoice's description hash is that of the request, so
 * that what is paid for is what was asked. Headers that are bound too are the browser's: not known here. A
 * server without the binding (the scheme's drafts) is taken at the invoice's word.
 */
function bindingReason(
  extra: JsonObject,
  invoice: Invoice | undefined,
  entry: JsonObject,
  asked: Asked | undefined,
): ReasonKey | undefined {
  const payTo = termsOf(entry).of('payTo')?.value;
  if (typeof payTo === 'string' && payTo !== invoice?.payee) return 'reason_invoice_differs';
  const hash = member(extra, 'requestHash');
  if (hash === undefined) return undefined;
  const params = member(extra, 'requestBindingParams');
  const headers = isObject(params) ? member(params, 'headers') : undefined;
  const isPlain = Array.isArray(headers) && headers.length === 0;
  if (member(extra, 'requestBindingProfile') !== 'http:1' || !isPlain) return 'reason_binding';
  if (hash !== invoice?.descriptionHash) return 'reason_invoice_differs';
  if (asked === undefined) return undefined;
  return asked.method === 'GET' && hash === requestHash(asked) ? undefined : 'reason_binding';
}

/** SHA-256 of the canonical JSON (RFC 8785) that stands for a GET without a body, 64 hex digits. */
export function requestHash({ url, method }: Asked): string {
  const binding = {
    bodyHash: bytesToHex(sha256(new Uint8Array())),
    domain: 'x402:exact:lnbtc:bolt11:http:1',
    headers: [],
    method,
    url: withoutFragment(url),
  };
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(binding))));
}
