import { isObject, member } from '../../core/encoding/json.ts';
import type { Offer } from '../../core/offers/offer.ts';
import type { ParsedResponse, Problem } from '../../core/offers/parsed-response.ts';
import type { HttpResponse } from '../../core/web/http.ts';
import { jsonBody, listOf } from '../json-body.ts';
import type { ReadOnlyProtocol } from '../protocol.ts';
import { SCHEMES } from './schemes.ts';

/** More entries than these are not read. */
const ENTRIES = 32;

/** k402 version 0.2: coins of Kaspa, of Bitcoin's family and of EVM chains, proved by a transaction id. Read, not paid. */
export const k402 = {
  id: 'k402',
  name: 'k402',
  specification: 'https://github.com/Kali123411/k402',
  found: { readsBody: true, bodyKeys: ['k402'] },
  networks: { kaspa: 'Kaspa' },
  read(response: HttpResponse): ParsedResponse {
    const offers: Offer[] = [];
    const problems: Problem[] = [];
    const body = jsonBody(response, 'k402');
    const version = body && member(body, 'k402');
    if (body === undefined || typeof version !== 'string') return { offers, notices: [], problems };
    const accepts = listOf(member(body, 'accepts'));
    if (accepts === undefined) {
      problems.push({ protocol: 'k402', field: 'accepts', reason: 'There is no list of offers.' });
      return { offers, notices: [], problems };
    }
    for (const [at, entry] of accepts.slice(0, ENTRIES).entries()) {
      const scheme = isObject(entry) ? member(entry, 'scheme') : undefined;
      // Section 2: a scheme that is not known is skipped.
      const readScheme = typeof scheme === 'string' ? SCHEMES.get(scheme) : undefined;
      if (readScheme === undefined || !isObject(entry)) continue;
      const found = readScheme(entry);
      if (typeof found === 'string') {
        problems.push({ protocol: 'k402', field: `accepts[${at}]`, reason: found });
        continue;
      }
      offers.push({
        id: `k402:${offers.length}`,
        protocol: 'k402',
        version: version.slice(0, 16),
        method: String(scheme),
        ...found,
        payable: false,
        terms: entry,
      });
    }
    return { offers, notices: [], problems };
  },
} as const satisfies ReadOnlyProtocol;
