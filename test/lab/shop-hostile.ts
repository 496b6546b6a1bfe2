import { hostileMoney } from './hostile-money.ts';
import { hostilePages } from './hostile-pages.ts';
import type { Oddity } from './odd.ts';
import { type Server, startServer } from './web.ts';

/** Every trick by its path. */
const tricks: Record<string, Oddity> = { ...hostileMoney, ...hostilePages };

export const HOSTILE_PATHS = Object.keys(tricks);

/** A shop that wants more than its price. Whoever adds a query is a new customer to it. */
export async function startShopHostile(facilitatorUrl: string): Promise<Server> {
  const visits = new Map<string, number>();
  const own = { url: '', otherUrl: '' };
  const server = await startServer((request, response) => {
    const target = request.url ?? '';
    const trick = tricks[target.replace(/\?.*$/s, '')];
    if (trick === undefined) return void response.writeHead(404).end();
    const host = request.headers.host ?? '';
    const otherUrl = host.startsWith('127.') ? own.otherUrl : own.url;
    const url = `http://${host}${target}`;
    const seen = visits.get(target) ?? 0;
    visits.set(target, seen + 1);
    return trick({ request, response, facilitatorUrl, url, otherUrl, visits: seen });
  });
  return Object.assign(own, server);
}
