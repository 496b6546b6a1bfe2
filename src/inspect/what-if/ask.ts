import type { TakenRequest } from '../take/request.ts';
import { isSecretParameter } from '../take/secret-names.ts';

/** What says in which form the answer is wanted, and opens nothing. */
const KEPT = /^accept(?:-language)?$/i;

/**
 * The request that the developers' view may send for a pasted one, at a press: GET or HEAD, and of the headers only those that
 * say which form is wanted. So nothing is changed at the server, no account is used and no proof is spent, whatever the
 * pasted line holds. Undefined for other methods: those are the developer's to send.
 */
export function safeRequestOf({ method, url, headers }: TakenRequest): TakenRequest | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  const address = URL.parse(url);
  if (address === null || !/^https?:$/.test(address.protocol)) return undefined;
  address.username = '';
  address.password = '';
  address.hash = '';
  return { method, url: address.href, headers: headers.filter(([name]) => KEPT.test(name)) };
}

/** The names of what looks like a secret in the query of an address: asking sends them along, as the address says. */
export function secretParametersOf(url: string): readonly string[] {
  const { searchParams } = new URL(url);
  const names = [...searchParams].filter(([name, value]) => isSecretParameter(name, value));
  return [...new Set(names.map(([name]) => name))];
}
