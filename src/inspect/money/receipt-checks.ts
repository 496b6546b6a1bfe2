import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { ExchangeView } from '../../messages/index.ts';
import { ecashChecks } from './ecash-checks.ts';
import type { ReceiptCheck, ReceiptResult } from './receipt-result.ts';
import { signedChecks } from './signed.ts';

const HEX32 = /^[0-9a-f]{64}$/i;
const HASH = /^0x[0-9a-f]{64}$/i;

/**
 * What can be verified without asking anyone: that the preimage is that of the invoice, that the ecash was what was asked for,
 * that offer and receipt are signed by the payee, and that the receipt names the network, payer and amount that were signed.
 * That a transaction exists is for the chain to say (`chainChecks`).
 */
export async function receiptChecks(view: ExchangeView): Promise<readonly ReceiptResult[]> {
  return [...claimChecks(view), ...(await signedChecks(view))];
}

function claimChecks({ exchange, payment }: ExchangeView): readonly ReceiptResult[] {
  const { sent } = exchange;
  const request = sent?.request ?? payment?.request;
  const results: ReceiptResult[] = [];
  const add = (check: ReceiptCheck, holds: boolean, said: string, expected: string) =>
    results.push({ check, holds, said, expected });
  const preimage = sent?.preimage ?? payment?.paid?.preimage;
  if (preimage !== undefined && HEX32.test(preimage) && request?.rail === 'lightning') {
    const hash = bytesToHex(sha256(hexToBytes(preimage)));
    add('preimage', hash === request.paymentHash.toLowerCase(), hash, request.paymentHash);
  }
  if (sent?.request?.rail === 'ecash') {
    const token = sent.headers.find(([name]) => /^x-cashu$/i.test(name))?.[1] ?? '';
    results.push(...ecashChecks(token, sent.request));
  }
  const receipt = payment?.receipt;
  const offer = payment?.quote.offer;
  if (receipt === undefined || offer === undefined) return results;
  const { transaction, network, payer, amount } = receipt;
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  if (transaction !== undefined && offer.network?.startsWith('eip155:') === true) {
    add('transaction', HASH.test(transaction), transaction, '0x + 64 hex');
  }
  if (network !== undefined && offer.network !== undefined) {
    add('network', same(network, offer.network), network, offer.network);
  }
  if (payer !== undefined && request?.rail === 'eip3009') {
    add('payer', same(payer, request.message.from), payer, request.message.from);
  }
  if (amount !== undefined && offer.price !== undefined) {
    add('amount', amount === offer.price.amount, amount, offer.price.amount);
  }
  return results;
}
