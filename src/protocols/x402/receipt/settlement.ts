import { isObject, type Json } from '../../../core/encoding/json.ts';
import { sanitize } from '../../../core/encoding/sanitize-text.ts';
import { isAddress } from '../../../core/money/address.ts';
import { parseBaseUnits } from '../../../core/money/money.ts';
import {
  evmIdOf,
  isTransaction,
  networkById,
  networkByName,
} from '../../../core/money/networks.ts';
import type { Receipt } from '../../../core/offers/receipt.ts';
import { type Scope, scopeOf } from '../../../core/offers/scope.ts';

// Names as `scopeOf` gives them: without case and punctuation.
const SETTLED = ['success', 'settled', 'paid', 'ok', 'isvalid', 'valid'];
const TRANSACTIONS = [
  'transaction',
  'transactionhash',
  'txhash',
  'tx',
  'hash',
  'txid',
  'transactionid',
  'settlementtx',
  'settlementtransaction',
  'reference',
  'signature',
];
const NETWORKS = ['network', 'networkid', 'chainid', 'chain', 'caip2', 'networkname', 'chainname'];
const PAYERS = ['payer', 'from', 'sender', 'payeraddress'];
const DONE = /^(?:success(?:ful)?|settled|confirmed|completed?|paid|ok)$/i;
const FAILED = /^(?:fail(?:ed|ure)?|error|reverted|rejected|refused|invalid)$/i;
/** What an EVM chain calls a transaction; some leave the 0x away. */
const EVM = /^(?:0x)?([0-9a-fA-F]{64})$/;

/** Whether the money was taken, where a settlement says so: a boolean, or a status by its name or number. */
export function settledOf(scopes: readonly Scope[]): boolean | undefined {
  for (const scope of scopes) {
    // That a payment was valid does not say that it was taken; that it was not, says that it was not.
    for (const name of SETTLED) {
      const value = scope.get(name);
      if (value === false || (value === true && !name.includes('valid'))) return value;
    }
    const status = scope.get('status');
    if (typeof status !== 'string') continue;
    if (DONE.test(status)) return true;
    if (FAILED.test(status)) return false;
  }
  return undefined;
}

/** A transaction of an EVM chain in a bare text, with its 0x; undefined when it is none. */
export function transactionIn(text: string): string | undefined {
  const digits = EVM.exec(text)?.[1];
  return digits === undefined ? undefined : `0x${digits}`;
}

/** Transaction, network, amount and payer of a settlement, from the first place that has each of them. */
export function detailsOf(
  scopes: readonly Scope[],
): Omit<Receipt, 'outcome' | 'reason' | 'message'> {
  const network = firstOf(scopes, NETWORKS, networkIn);
  const transaction = firstOf(scopes, TRANSACTIONS, (value) => transactionOf(value, network));
  const amount = firstOf(scopes, ['amount'], amountIn);
  const payer = firstOf(scopes, PAYERS, (value) => (isAddress(value) ? value : undefined));
  return {
    ...(transaction === undefined ? {} : { transaction }),
    ...(network === undefined ? {} : { network }),
    ...(amount === undefined ? {} : { amount }),
    ...(payer === undefined ? {} : { payer }),
  };
}

function firstOf(
  scopes: readonly Scope[],
  names: readonly string[],
  read: (value: Json) => string | undefined,
): string | undefined {
  for (const scope of scopes) {
    for (const name of names) {
      const value = scope.get(name);
      const found = value === undefined ? undefined : read(value);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Where no network is named, or none that is known, it is that of the payment, which by x402 is an EVM chain. */
function transactionOf(value: Json, network: string | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  const evm = transactionIn(value);
  // An id of another chain is known to be no EVM chain, a mere name is not.
  if (network === undefined || !network.includes(':')) return evm;
  const text = network.startsWith('eip155:') ? (evm ?? value) : value;
  return isTransaction(network, text) ? text : undefined;
}

/** CAIP-2, a name of version 1, or the number of an EVM chain, as a number, decimal or 0x; else the site's words. */
function networkIn(value: Json): string | undefined {
  if (isObject(value)) return firstOf([scopeOf(value)], [...NETWORKS, 'id', 'name'], scalarNetwork);
  return scalarNetwork(value);
}

function scalarNetwork(value: Json): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  const network = networkById(text) ?? networkByName(text);
  return evmIdOf(text) ?? network?.id ?? sanitize(text, 100);
}

function amountIn(value: Json): string | undefined {
  return typeof value === 'string' && parseBaseUnits(value) !== undefined ? value : undefined;
}
