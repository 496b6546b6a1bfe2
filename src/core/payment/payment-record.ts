import { isObject } from '../encoding/json.ts';
import { type Payment, STATES } from './index.ts';

const KNOWN: ReadonlySet<string> = new Set(STATES);

/**
 * Whether what the disk held is a payment of this version: enough to trust its state, its terms and its
 * times. Anything else is not guessed at, and while there is such a record nothing is paid without asking.
 */
export function isPayment(value: unknown): value is Payment {
  if (!isObject(value)) return false;
  const { version, id, quote, wallet, state, history, target, validUntil, looked, change } = value;
  return (
    version === 1 &&
    typeof id === 'string' &&
    typeof wallet === 'string' &&
    typeof state === 'string' &&
    KNOWN.has(state) &&
    isObject(target) &&
    typeof target['tabId'] === 'number' &&
    isQuote(quote) &&
    Array.isArray(history) &&
    history.length > 0 &&
    history.every(isStep) &&
    [validUntil, looked].every((time) => time === undefined || typeof time === 'number') &&
    (change === undefined || (Array.isArray(change) && change.every(isObject)))
  );
}

function isStep(value: unknown): boolean {
  return isObject(value) && typeof value['at'] === 'number' && KNOWN.has(String(value['state']));
}

function isQuote(value: unknown): boolean {
  if (!isObject(value) || !isObject(value['offer'])) return false;
  const { id, hash, url, method, offer } = value;
  if (![id, hash, url, method].every((text) => typeof text === 'string')) return false;
  if (!URL.canParse(String(url))) return false;
  const { price, payee, network } = offer;
  // A payment without a price would count as nothing.
  if (!isObject(price) || !/^\d{1,78}$/.test(String(price['amount']))) return false;
  const texts = [payee, network, price['asset']];
  return texts.every((text) => text === undefined || typeof text === 'string');
}
