import { notFound } from '../../page.ts';
import { type Server, startServer } from '../../web.ts';
import type { LightningNode } from '../node/node.ts';
import { ask, type Counter } from './counter.ts';
import { l402Lines, styles } from './l402.ts';
import { l402Counters } from './l402-counters.ts';
import { mpp, mppLine } from './mpp.ts';
import { PAY_PATH, payForPage, weblnCounters } from './webln.ts';
import { xLightning } from './x-lightning.ts';
import { x402Alby, x402Lnbtc } from './x402.ts';

/** All that aperture offers at once: two names for one invoice, and a `Payment` of its own. */
function aperture(): Counter {
  const l402Counter = l402Counters['/lsat'];
  const mppCounter = mpp();
  return async (call) => {
    const { authorization = '' } = call.request.headers;
    if (/^Payment /.test(authorization)) return mppCounter(call);
    if (/^(?:L402|LSAT) /.test(authorization)) return l402Counter?.(call);
    const lines = await l402Lines(call, { style: styles.lsatFirst });
    call.response.setHeader('www-authenticate', [...lines, await mppLine(call)]);
    ask(call);
  };
}

/** Starts the merchant's shop; every path is in `counters`, and its log is that of all lab servers. */
export function startLightningShop(
  merchant: LightningNode,
  customer: LightningNode,
): Promise<Server> {
  const counters: Readonly<Record<string, Counter>> = {
    ...l402Counters,
    ...weblnCounters,
    '/mpp': mpp(),
    '/x-lightning': xLightning(),
    '/x402': x402Alby(),
    '/x402-lnbtc': x402Lnbtc(),
    '/aperture': aperture(),
    [PAY_PATH]: payForPage(customer),
  };
  const find = (path: string) =>
    counters[path] ??
    Object.entries(counters).find(([at]) => at.endsWith('/') && path.startsWith(at))?.[1];
  return startServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*$/s, '');
    const counter = find(path);
    if (counter === undefined) return notFound(response);
    response.setHeader('cache-control', 'no-store');
    return counter({ request, response, path, merchant });
  });
}
