import { type Json, type JsonObject, member } from '../../../core/encoding/json.ts';

/** What an entry of `accepts` says, by the names of x402. `maxAmountRequired` is version 1's `amount`. */
export type TermName =
  | 'scheme'
  | 'network'
  | 'amount'
  | 'maxAmountRequired'
  | 'asset'
  | 'payTo'
  | 'maxTimeoutSeconds';

/** Names for whole dollars. */
const DOLLARS = ['amountusd', 'usdamount', 'priceusd'];

/** Names that servers use instead, without capitals and punctuation. What stands there is shown, not paid. */
const OTHERS: Readonly<Partial<Record<TermName, readonly string[]>>> = {
  network: ['chain', 'blockchain', 'networkid', 'chainid', 'caip2'],
  amount: [
    'amountrequired',
    'requiredamount',
    'atomicamount',
    'amountatomic',
    'maxamount',
    'price',
    'value',
    ...DOLLARS,
  ],
  asset: ['token', 'currency', 'tokenaddress', 'assetaddress'],
  payTo: [
    'recipient',
    'receiver',
    'paytoaddress',
    'recipientaddress',
    'receiveraddress',
    'paymentaddress',
    'walletaddress',
    'payee',
    'address',
  ],
  maxTimeoutSeconds: ['timeout', 'timeoutseconds', 'maxtimeout'],
};
/** More members than these, or longer names, are not looked at. */
const MEMBERS = 64;
const NAME_CHARACTERS = 40;

/** A term, and whether its name is x402's: exactly, in another spelling (`pay_to`), or another name. */
export type Term = {
  readonly value: Json;
  readonly name: 'own' | 'spelled' | 'other';
  /** The name says that dollars are counted. */
  readonly dollars?: true;
};

export type Terms = {
  /** Undefined where the entry says nothing of it: absent, null or an empty string. */
  readonly of: (name: TermName) => Term | undefined;
};

export function plainName(name: string): string {
  return name.length > NAME_CHARACTERS ? '' : name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function isSaid(value: Json | undefined): value is Json {
  return value !== undefined && value !== null && value !== '';
}

/** The members of an entry by x402's names, whatever way the server writes them. Linear. */
export function termsOf(entry: JsonObject): Terms {
  let spellings: Map<string, Json> | undefined;
  const spelled = (): Map<string, Json> => {
    if (spellings !== undefined) return spellings;
    spellings = new Map();
    for (const [name, value] of Object.entries(entry).slice(0, MEMBERS)) {
      const plain = plainName(name);
      if (plain !== '' && isSaid(value) && !spellings.has(plain)) spellings.set(plain, value);
    }
    return spellings;
  };
  return {
    of: (name) => {
      const own = member(entry, name);
      if (isSaid(own)) return { value: own, name: 'own' };
      const same = spelled().get(plainName(name));
      if (same !== undefined) return { value: same, name: 'spelled' };
      for (const other of OTHERS[name] ?? []) {
        const value = spelled().get(other);
        if (value === undefined) continue;
        return { value, name: 'other', ...(DOLLARS.includes(other) ? { dollars: true } : {}) };
      }
      return undefined;
    },
  };
}
