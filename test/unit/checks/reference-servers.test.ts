import { readFileSync } from 'node:fs';
import { createServer, type Server as HttpServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../../packages/farebox-check/src/run.ts';
import type { Finding } from '../../../src/checks/index.ts';
import { startShopV2 } from '../../lab/shop-v2.ts';
import type { Server } from '../../lab/web.ts';

/** What the reference server asks its facilitator at its start. */
const SUPPORTED = {
  kinds: ['eip155:84532', 'eip155:8453'].map((network) => ({
    x402Version: 2,
    scheme: 'exact',
    network,
  })),
  extensions: [],
  signers: {},
};

let facilitator: HttpServer;
let shop: Server;
beforeAll(async () => {
  facilitator = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(SUPPORTED));
  });
  await new Promise<void>((resolve) => facilitator.listen(0, '127.0.0.1', resolve));
  const address = facilitator.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  shop = await startShopV2(`http://127.0.0.1:${port}`);
});
afterAll(async () => {
  await shop.close();
  facilitator.close();
});

const BROWSER = ['--header', 'Accept: text/html', '--header', 'User-Agent: Mozilla/5.0'];
const PAGE = ['--origin', 'https://app.example'];
const SERVER = '@x402/express 2.27';

const CASES: readonly (readonly [asked: string, path: string, args: readonly string[]])[] = [
  ['by a program', '/weather', []],
  ['by a browser that opens it', '/plain', BROWSER],
  ['by a script of another origin', '/weather', PAGE],
  ['POST by a program', '/form', ['--method', 'POST']],
  ['three ways to pay', '/several', []],
];

const page = readFileSync('docs/checks.md', 'utf8');

test.each(CASES)(
  'what the reference server sends, asked %s, is in docs/checks.md',
  async (asked, path, args) => {
    const { out } = await run([shop.url + path, '--json', ...args]);
    const [{ findings }] = JSON.parse(out) as [{ findings: readonly Finding[] }];
    const told = findings.filter(({ level }) => level !== 'note');
    const names = [...new Set(told.map(({ check }) => `\`${check}\``))];
    expect(page).toContain(`| ${SERVER} | ${asked} | ${names.join(', ') || 'nothing'} |`);
  },
);
