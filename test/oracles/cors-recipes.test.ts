import { expect, test } from 'vitest';
import { askFor } from '../../packages/farebox-check/src/ask.ts';
import { optionsOf } from '../../packages/farebox-check/src/options.ts';
import { findingsOf } from '../../src/checks/index.ts';
import { CORS_CODE, CORS_CODE_FOR_OLD_CLIENTS } from '../../src/checks/recipes.ts';
import { l402, mpp, NOW, x402, x402V1 } from '../fixtures/checks/exchanges.ts';
import { PAIRS } from '../fixtures/checks/index.ts';
import { CORS_APPS } from '../lab/oracles/cors-servers.mjs';
import { startServer } from '../lab/web.ts';

// The code of the fixes for CORS, as it is copied, in the frameworks themselves: afterwards our own checks find no fault.

const ecash = PAIRS['cashu/cashu']?.['cashu-unreadable']?.passes.answer.headers ?? [];
if (ecash.length === 0) throw new Error('no challenge of Cashu');
const CHALLENGES = {
  'x402 v2': [...x402().answer.headers, ['PAYMENT-RESPONSE', 'e30=']],
  'x402 v1': [...x402V1().answer.headers, ['X-PAYMENT-RESPONSE', 'e30=']],
  MPP: [...mpp().answer.headers, ['Payment-Receipt', 'e30=']],
  L402: l402().answer.headers,
  Cashu: ecash,
  'X-Lightning': [['X-Lightning', 'lnbc1']],
} as const satisfies Record<string, readonly (readonly [string, string])[]>;
const PROOFS = [
  'PAYMENT-SIGNATURE',
  'X-PAYMENT',
  'Authorization',
  'Payment-Authorization',
  'X-Cashu',
  'X-Lightning',
];
const ORIGIN = 'https://app.example';

const isOfCors = ({ check }: { readonly check: string }) => /^(?:cors|preflight)-/.test(check);

/** What the checks find of CORS where a page of `origin` calls with cookies and these headers. */
async function found(url: string, method: string, names: readonly string[], origin = ORIGIN) {
  const headers = [...names, 'Content-Type'].map((name) => `${name}: 1`);
  const lines = [...headers, 'Cookie: session=1'].flatMap((line) => ['--header', line]);
  const options = optionsOf([url, '--method', method, '--origin', origin, ...lines]);
  const exchange = await askFor(url, options, NOW);
  expect(exchange.answer.status).toBe(402);
  expect(exchange.preflight?.requestHeaders).toBeDefined();
  const paid = { headers: [], answer: exchange.answer };
  const findings = findingsOf({ ...exchange, paid }).filter(isOfCors);
  return { exchange, found: findings.map(({ check, reason }) => `${check}: ${reason}`) };
}

const inEach = Object.entries(CHALLENGES).flatMap(([name, challenge]) =>
  (['express', 'hono'] as const).map((framework) => [name, framework, challenge, PROOFS] as const),
);
// mppx writes its challenge itself, and ends at a proof of x402 that is none.
const OF_MPP = ['Authorization', 'Payment-Authorization'];

test.each([...inEach, ['MPP', 'mppx', [], OF_MPP] as const])(
  '%s in %s',
  async (_, framework, challenge, proofs) => {
    const server = await startServer(CORS_APPS[framework](CORS_CODE[framework], challenge));
    for (const method of ['GET', 'POST', 'DELETE']) {
      const { exchange, found: told } = await found(server.url, method, proofs);
      expect(told).toEqual([]);
      const allowed = exchange.preflight?.headers.filter(([header]) =>
        /-allow-headers$/i.test(header),
      );
      expect(allowed?.join()).toMatch(/content-type/i);
      const vary = exchange.answer.headers.filter(([header]) => /^vary$/i.test(header));
      expect(vary.join()).toMatch(/origin/i);
    }
    const { found: other } = await found(server.url, 'GET', proofs, 'https://other.example');
    expect(other.join()).toContain('cors-origin-refused');
    await server.close();
  },
);

test.each(['express', 'hono'] as const)('x402 in %s for older clients', async (framework) => {
  const code = CORS_CODE_FOR_OLD_CLIENTS[framework];
  const server = await startServer(CORS_APPS[framework](code, CHALLENGES['x402 v2']));
  const sent = [...PROOFS, 'Access-Control-Expose-Headers'];
  const { found: told } = await found(server.url, 'POST', sent);
  expect(told).toEqual([expect.stringContaining('It forces a preflight and does nothing else.')]);
  await server.close();
});

// Frameworks that are not among the packages of this project: all that they are told is the same.
test('Next and FastAPI are told the same', () => {
  const listed = (code: string, name: RegExp, quote: RegExp) =>
    name.exec(code)?.[1]?.replaceAll(quote, '').split(/, */);
  const { express, next, fastapi } = CORS_CODE;
  for (const [field, inExpress, inFastapi] of [
    ['Allow', /allowedHeaders: \[(.*)\]/, /allow_headers=\[(.*)\]/],
    ['Expose', /exposedHeaders: \[(.*)\]/, /expose_headers=\[(.*)\]/],
  ] as const) {
    const names = listed(express, inExpress, /'/g);
    expect(names?.length).toBeGreaterThan(5);
    const inNext = new RegExp(`Access-Control-${field}-Headers', value: '(.*)' `);
    expect(listed(next, inNext, /'/g)).toEqual(names);
    expect(listed(fastapi, inFastapi, /"/g)).toEqual(names);
  }
  expect(next).toContain("{ key: 'Access-Control-Allow-Origin', value: 'https://app.example' }");
  expect(next).toContain("{ key: 'Access-Control-Allow-Credentials', value: 'true' }");
  expect(next).toContain("{ key: 'Vary', value: 'Origin' }");
  expect(fastapi).toMatch(/allow_origins=\["https:\/\/app\.example"\].*\n *allow_credentials=True/);
  expect(fastapi).toContain('allow_methods=["*"]');
});
