import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Oddity } from './odd.ts';
import { oddChat } from './odd-chat.ts';
import { oddHeaders } from './odd-headers.ts';
import { oddKinds } from './odd-kinds.ts';
import { oddMoney } from './odd-money.ts';
import { oddOutcomes } from './odd-outcomes.ts';
import { oddParts } from './odd-parts.ts';
import { oddPlaces } from './odd-places.ts';
import { oddTerms } from './odd-terms.ts';
import { notFound } from './page.ts';
import { type Server, startServer } from './web.ts';

/** Every oddity by its path. */
const oddities: Record<string, Oddity> = {
  ...oddMoney,
  ...oddHeaders,
  ...oddPlaces,
  ...oddKinds,
  ...oddParts,
  ...oddChat,
  ...oddOutcomes,
  ...oddTerms,
};

/** The addresses of single oddities. */
export const ODD_PATHS = Object.keys(oddities).filter((path) => !/.\/$/.test(path));

/** Oddities that answer all addresses below their own. */
const PREFIXES = Object.keys(oddities).filter((path) => /.\/$/.test(path));

/** Addresses below `/any/` that are hard to write down exactly. */
export const hardAddresses = {
  pattern: '/any/a|b*c^d?e=1|2*3^4',
  international: '/any/straße/日本?stadt=Köln',
  long: `/any/long?q=${'farebox'.repeat(2926)}`,
};

/** A shop that does what no shop should. */
export async function startShopOdd(facilitatorUrl: string): Promise<Server> {
  const visits = new Map<string, number>();
  const own = { url: '', otherUrl: '' };
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? '').replace(/\?.*$/s, '');
    const prefix = PREFIXES.find((each) => path.startsWith(each));
    const oddity = oddities[path] ?? (prefix === undefined ? undefined : oddities[prefix]);
    if (oddity === undefined) return notFound(response);
    // A 402 is for this visit alone; a cached one would hide what the shop does next.
    response.setHeader('cache-control', 'no-store');
    const seen = visits.get(path) ?? 0;
    const host = request.headers.host ?? '';
    const otherUrl = host.startsWith('127.') ? own.otherUrl : own.url;
    const url = `http://${host}${request.url}`;
    await oddity({ request, response, facilitatorUrl, url, otherUrl, visits: seen });
    visits.set(path, seen + 1);
  };
  const server = await startServer(serve);
  return Object.assign(own, server);
}
