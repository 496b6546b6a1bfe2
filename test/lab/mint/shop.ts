import type { IncomingMessage, ServerResponse } from 'node:http';
import { getTokenMetadata, PaymentRequest } from '@cashu/cashu-ts';
import { article, notFound, page } from '../page.ts';
import { type Server, startServer } from '../web.ts';
import { openTill, type Price, SHOP_PUBLIC_KEY, type Till } from './till.ts';

/**
 * When the shop does something other than an honest one: before it redeems a token, or after.
 * `refuse`: 400; `error`: 500; `again`: 402 once more; `silent`: hangs up.
 */
type Oddity = 'refuse' | 'error' | 'again' | 'silent';

type Article = Price & {
  readonly encoding: 'creqA' | 'creqB';
  readonly before?: Oddity;
  readonly after?: Oddity;
  /** What it gives back of what it took, with this status. */
  readonly back?: { readonly amount: bigint; readonly status: number };
};

/** One token redeemed: for which address (path and query), base units. */
export type Sale = { readonly address: string; readonly amount: bigint };

export type CashuShop = Server & {
  /** In the order in which they were redeemed. */
  sales(): readonly Sale[];
  /** What it holds, base units by unit. */
  takings(): Record<string, bigint>;
};

/** Every article by its path. `mints`: what the shop takes; all but `/elsewhere` take all of them. */
function articles(mints: readonly string[]): Record<string, Article> {
  const plain: Article = { mints, unit: 'sat', amount: 21n, locked: false, encoding: 'creqA' };
  return {
    '/article': plain,
    '/article-b': { ...plain, encoding: 'creqB' },
    '/locked': { ...plain, locked: true },
    '/locked-b': { ...plain, locked: true, encoding: 'creqB' },
    '/usd': { ...plain, unit: 'usd', amount: 5n },
    '/dear': { ...plain, amount: 1_000_000n },
    '/elsewhere': { ...plain, mints: ['https://mint.elsewhere.example'] },
    '/refuse': { ...plain, before: 'refuse' },
    '/refuse-taken': { ...plain, after: 'refuse' },
    '/error': { ...plain, before: 'error' },
    '/error-taken': { ...plain, after: 'error' },
    '/again': { ...plain, before: 'again' },
    '/again-taken': { ...plain, after: 'again' },
    '/silent': { ...plain, before: 'silent' },
    '/change': { ...plain, back: { amount: 3n, status: 200 } },
    '/refund': { ...plain, back: { amount: 21n, status: 500 } },
    '/refund-400': { ...plain, back: { amount: 21n, status: 400 } },
    '/silent-taken': { ...plain, after: 'silent' },
  };
}

/** The request of NUT-18 as it goes into `X-Cashu` (NUT-24). */
function requestFor({ encoding, amount, unit, mints, locked }: Article, title: string): string {
  const lock = locked ? { kind: 'P2PK', data: SHOP_PUBLIC_KEY } : undefined;
  const request = new PaymentRequest([], undefined, amount, unit, [...mints], title, false, lock);
  return encoding === 'creqA' ? request.toEncodedCreqA() : request.toEncodedCreqB();
}

function answer(response: ServerResponse, status: number, title: string, text: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
  response.end(page(title, `<h1>${title}</h1><p class="lead">${text}</p>`));
}

function ask(response: ServerResponse, each: Article, path: string): void {
  response.setHeader('x-cashu', requestFor(each, `Article ${path.slice(1)}`));
  answer(response, 402, 'Ecash, please', 'This page costs ecash.');
}

function behave(oddity: Oddity, response: ServerResponse, each: Article, path: string): void {
  if (oddity === 'silent') response.destroy();
  else if (oddity === 'again') ask(response, each, path);
  else answer(response, oddity === 'refuse' ? 400 : 500, 'Something went wrong', 'No article.');
}

async function serve(
  till: Till,
  each: Article,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  sales: Sale[],
): Promise<void> {
  const token = request.headers['x-cashu'];
  if (typeof token !== 'string') return ask(response, each, path);
  const fault = till.fault(token, each);
  if (fault !== undefined) return answer(response, 400, 'Wrong token', fault);
  if (each.before !== undefined) return behave(each.before, response, each, path);
  const refusal = await till.redeem(token);
  if (refusal !== undefined) return answer(response, 400, 'Token refused', refusal);
  sales.push({ address: request.url ?? '', amount: getTokenMetadata(token).amount.toBigInt() });
  if (each.back !== undefined) {
    const { mint, unit } = getTokenMetadata(token);
    response.setHeader('x-cashu', await till.giveBack(mint, unit, each.back.amount));
    if (each.back.status !== 200) return answer(response, each.back.status, 'Refunded', 'Sorry.');
  }
  if (each.after !== undefined) return behave(each.after, response, each, path);
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(article(`Article ${path.slice(1)}`));
}

/** A shop that sells articles for ecash of these mints (NUT-24). */
export async function startCashuShop(mints: readonly string[]): Promise<CashuShop> {
  const till = openTill();
  const shelf = articles(mints);
  const sales: Sale[] = [];
  const server = await startServer((request, response) => {
    response.setHeader('cache-control', 'no-store');
    const path = (request.url ?? '').replace(/\?.*$/s, '');
    if (path === '/lab/takings') {
      const takings = Object.entries(till.takings()).map(([unit, sum]) => [unit, Number(sum)]);
      response.writeHead(200, { 'content-type': 'application/json' });
      return void response.end(JSON.stringify(Object.fromEntries(takings)));
    }
    const each = shelf[path];
    if (each === undefined) return notFound(response);
    return serve(till, each, path, request, response, sales);
  });
  return { ...server, sales: () => sales, takings: till.takings };
}
