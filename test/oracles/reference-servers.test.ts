import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../packages/farebox-check/src/run.ts';
import type { Finding } from '../../src/checks/index.ts';
import { formatBytes } from '../lab/format-bytes.ts';
import { formatNotices } from '../lab/format-notices.ts';
import { formatOffers } from '../lab/format-offers.ts';
import { startCashuShop } from '../lab/mint/shop.ts';
import { startReferenceV1 } from '../lab/reference-v1.ts';
import { startShopFormats } from '../lab/shop-formats.ts';
import { HOSTILE_PATHS, startShopHostile } from '../lab/shop-hostile.ts';
import { startShopMpp } from '../lab/shop-mpp.ts';
import { ODD_PATHS, startShopOdd } from '../lab/shop-odd.ts';
import { startShopV1 } from '../lab/shop-v1.ts';
import { startShopV2 } from '../lab/shop-v2.ts';

// All checks over what every server of the lab sends. The page is drawn from it: npm run docs:servers.

/** What reference servers ask their facilitator at their start. */
const SUPPORTED = {
  kinds: [
    ...['eip155:84532', 'eip155:8453'].map((network) => ({ x402Version: 2, network })),
    ...['base-sepolia', 'base'].map((network) => ({ x402Version: 1, network })),
  ].map((kind) => ({ ...kind, scheme: 'exact' })),
  extensions: [],
  signers: {},
};

type Asked = readonly [asked: string, path: string, args: readonly string[]];

const BROWSER = ['--header', 'Accept: text/html', '--header', 'User-Agent: Mozilla/5.0'];
const PAGE = ['--origin', 'https://app.example'];
/** The same three ways for every server: who asks decides what is sent. */
const ways = (path: string): readonly Asked[] => [
  ['by a program', path, []],
  ['by a browser that opens it', path, BROWSER],
  ['by a script of another origin', path, PAGE],
];

/** What a server is, and how it is asked. The first are what others publish, the last ones written by hand. */
const SERVERS: readonly (readonly [name: string, asked: readonly Asked[]])[] = [
  [
    '@x402/express 2.27 (x402 v2)',
    [
      ...ways('/weather'),
      ['page with a paywall, by a browser', '/article', BROWSER],
      ['page without one, by a browser', '/plain', BROWSER],
      ['POST by a program', '/form', ['--method', 'POST']],
      ['three ways to pay', '/several', []],
      ['a preview as its body', '/preview', []],
    ],
  ],
  ['x402-express 1.2 (x402 v1)', [...ways('/weather'), ['page, by a browser', '/page', BROWSER]]],
  ['mppx (MPP, evm charge)', [...ways('/article'), ['x402 beside it', '/both', []]]],
  ['x402 v1 by the specification', [...ways('/page'), ['JSON for all', '/json', BROWSER]]],
  [
    'X-Cashu by NUT-24 (cashu-ts)',
    [...ways('/article'), ['bech32m', '/article-b', []], ['locked', '/locked', []]],
  ],
];

/** Answers whose bytes the lab drips for minutes, or that are pages which call. */
const NOT_ASKED = /^\/(?:calls\/|bytes\/(?:drip|flood))/;
const FORMATS = Object.keys({ ...formatOffers, ...formatNotices, ...formatBytes }).filter(
  (path) => !NOT_ASKED.test(path),
);

type Shop = { readonly url: string; close(): Promise<void> };
let facilitator: HttpServer;
let shops: readonly Shop[] = [];
let formats: Shop;
/** The lab's shops that are broken on purpose, with their addresses. */
let broken: readonly (readonly [name: string, shop: Shop, paths: readonly string[]])[] = [];
beforeAll(async () => {
  facilitator = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(SUPPORTED));
  });
  await new Promise<void>((resolve) => facilitator.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(facilitator.address() as AddressInfo).port}`;
  shops = [
    await startShopV2(url),
    await startReferenceV1(url),
    // It asks its chain when it is paid, and nothing here pays.
    await startShopMpp({ rpcUrl: 'http://127.0.0.1:9', facilitator: url }),
    await startShopV1(url),
    await startCashuShop(['https://mint.example']),
  ];
  formats = await startShopFormats();
  broken = [
    ['odd', await startShopOdd(url), ODD_PATHS],
    ['hostile', await startShopHostile(url), HOSTILE_PATHS],
  ];
}, 600_000);
afterAll(async () => {
  const all = [...shops, formats, ...broken.map(([, shop]) => shop)];
  await Promise.all(all.map((shop) => shop?.close()));
  facilitator?.close();
});

/** The names of what is found that is no note, or that nothing is. Undefined where it asks for no payment. */
async function found(url: string, args: readonly string[]): Promise<string | undefined> {
  const { out, status } = await run([url, '--json', ...args]);
  if (status === 2) return undefined;
  const [{ findings }] = JSON.parse(out) as [{ findings: readonly Finding[] }];
  const told = findings.filter(({ level }) => level !== 'note');
  return [...new Set(told.map(({ check }) => `\`${check}\``))].join(', ') || 'nothing';
}

const INTRO = `# What servers get wrong

All checks ([checks.md](checks.md)) over what the servers of the lab send, with the least that their documentation asks for.
Notes are left out. Drawn by \`npm run docs:servers\`; the test fails where a server sends something else
(\`test/oracles/reference-servers.test.ts\`). What the real Lightning nodes of the lab sell is held against
[checks.md](checks.md) by \`test/e2e/lab-lightning.test.ts\`.

That the lab sells on a test network is its own doing, and so is plain http on this computer, which no check blames.
`;

describe('what servers send', () => {
  test('is in docs/reference-servers.md', async () => {
    const rows: string[] = [];
    for (const [at, [name, asked]] of SERVERS.entries()) {
      for (const [how, path, args] of asked) {
        const names = await found(`${shops[at]?.url}${path}`, args);
        expect(names, `${name} ${path}`).toBeDefined();
        rows.push(`| ${name} | ${how} | ${names} |`);
      }
    }
    const others: string[] = [];
    for (const path of FORMATS) {
      const names = await found(formats.url + path, []);
      others.push(`| \`${path}\` | ${names ?? 'Node reads no answer'} |`);
    }
    const wrong: string[] = [];
    for (const [name, shop, paths] of broken) {
      const byNames = new Map<string, string[]>();
      for (const path of paths) {
        const names = await found(shop.url + path, []);
        // Pages that ask for nothing themselves, and what is sent for what was asked.
        if (names !== undefined) byNames.set(names, [...(byNames.get(names) ?? []), `\`${path}\``]);
      }
      for (const [names, at] of byNames) wrong.push(`| ${name} | ${names} | ${at.join(', ')} |`);
    }
    const page = [
      INTRO,
      '## Reference servers\n',
      ...['| server | asked | finds |', '|---|---|---|', ...rows],
      '\n## Every format\n',
      'One answer of each format and dialect that Farebox reads ([protocols.md](protocols.md)), as others send them; those under',
      '`/bytes/` are broken on purpose. By their paths in the lab (`test/lab/format-*.ts`).\n',
      ...['| answer | finds |', '|---|---|', ...others],
      '\n## Shops that are broken on purpose\n',
      'What the lab sells to try Farebox with (`test/lab/shop-odd.ts`, `test/lab/shop-hostile.ts`). Most go wrong only once they',
      'have the money, which no look at a 402 can find; those are the ones of which nothing more is found than of an honest shop.\n',
      ...['| shop | finds | at |', '|---|---|---|', ...wrong],
      '',
    ].join('\n');
    await expect(page).toMatchFileSnapshot('../../docs/reference-servers.md');
  });
});
