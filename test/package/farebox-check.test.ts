import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dist } from '../../scripts/setup.mjs';
import { startShopFormats } from '../lab/shop-formats.ts';
import { startShopV1 } from '../lab/shop-v1.ts';
import type { Server } from '../lab/web.ts';

// `scripts/package-check.ts` has packed it: here it is installed as a developer would, and run.

const folder = mkdtempSync(join(tmpdir(), 'farebox-check-'));
let formats: Server;
let v1: Server;

beforeAll(async () => {
  const tarball = join(dist, 'farebox-check.tgz');
  if (!existsSync(tarball)) throw new Error(`${tarball} is missing: tsx scripts/package-check.ts`);
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const args = ['install', '--offline', '--no-audit', '--no-fund', tarball];
  execFileSync('npm', args, { cwd: folder, stdio: 'pipe' });
  formats = await startShopFormats();
  v1 = await startShopV1('http://127.0.0.1:9');
});
afterAll(async () => {
  await Promise.all([formats?.close(), v1?.close()]);
  rmSync(folder, { recursive: true, force: true });
});

type Ran = { readonly status: number; readonly out: string; readonly error: string };

/** Runs the installed command; `input` is what it reads from `-`. */
function check(args: readonly string[], input = ''): Promise<Ran> {
  return new Promise((resolve) => {
    const program = join(folder, 'node_modules/.bin/farebox-check');
    const child = execFile(program, args, (error, out, told) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, out, error: told });
    });
    child.stdin?.end(input);
  });
}

test('asks a server and prints what it finds', async () => {
  const { out, status } = await check([`${v1.url}/json`]);
  expect(out).toContain('x402-version-1');
  expect(out).toContain('x402-testnet-only');
  expect(status).toBe(0);
});

test('fails from the level on that is asked for', async () => {
  expect(await check([`${v1.url}/json`, '--level', 'warning'])).toMatchObject({ status: 1 });
  const page = ['--header', 'Accept: text/html'];
  const { out, status } = await check([`${v1.url}/page`, ...page, '--json']);
  expect(status).toBe(1);
  expect(JSON.parse(out)[0].findings[0]).toMatchObject({
    check: 'place-html-only',
    level: 'error',
  });
});

test('reads what comes in, and files', async () => {
  const raw = 'HTTP/1.1 402 Payment Required\r\nX-Cashu: creqAnonsense!\r\n\r\n';
  const from = ['--url', 'https://shop.example/'];
  expect((await check(['-', ...from], raw)).out).toContain('cashu-unreadable');
  const file = join(folder, 'saved.http');
  writeFileSync(file, raw);
  expect(await check([file, ...from])).toMatchObject({ status: 1 });
  const bare = await check([file]);
  expect(bare).toMatchObject({ status: 2 });
  expect(bare.error).toContain('--url');
});

test('reads a HAR and exchanges, and compares with a page of another origin, as its README says', async () => {
  const answer = { status: 402, headers: [['X-Cashu', 'creqAnonsense!']] };
  const exchange = { url: 'https://shop.example/', method: 'GET', answer };
  const har = {
    log: {
      entries: [
        {
          request: { method: 'GET', url: 'https://shop.example/', headers: [] },
          response: { status: 402, headers: [{ name: 'X-Cashu', value: 'creqAnonsense!' }] },
        },
      ],
    },
  };
  for (const [name, saved] of Object.entries({ one: exchange, list: [exchange], har })) {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(saved));
    expect((await check([file])).out).toContain('cashu-unreadable');
  }
  const asked = ['--method', 'POST', '--body', '{}', '--header', 'Content-Type: application/json'];
  const { out } = await check([`${v1.url}/json`, '--origin', 'https://app.example', ...asked]);
  expect(out).toContain('POST');
  expect(out).toContain('cors-origin-refused');
  expect(await check([`${v1.url}/json`, '--openapi', '--level=note'])).toMatchObject({ status: 1 });
  expect((await check(['--help'])).out).toContain('practice [--port PORT]');
});

test('practises: a facilitator and invoices on this computer', async () => {
  const program = join(folder, 'node_modules/.bin/farebox-check');
  const child = execFile(program, ['practice', '--port', '0']);
  try {
    const told = await new Promise<string>((resolve) => child.stdout?.once('data', resolve));
    const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(told) ?? [];
    const { kinds } = (await (await fetch(`${url}/supported`)).json()) as { kinds: object[] };
    expect(kinds).toContainEqual({ x402Version: 2, scheme: 'exact', network: 'eip155:8453' });
    expect(kinds).toContainEqual({ x402Version: 1, scheme: 'exact', network: 'base-sepolia' });
    const made = await fetch(`${url}/invoice`, { method: 'POST', body: '{"sat":10}' });
    expect(await made.json()).toMatchObject({ invoice: expect.stringMatching(/^lnbcrt100n1/) });
    const taken = await check(['practice', '--port', new URL(url).port]);
    expect(taken).toMatchObject({ status: 2 });
    expect(taken.error).toContain('cannot be used');
    expect(await check(['practice', 'nonsense'])).toMatchObject({ status: 2 });
  } finally {
    child.kill();
  }
});

test('says what is wrong with its use', async () => {
  expect(await check([])).toMatchObject({ status: 2, out: '' });
  expect((await check(['http://127.0.0.1:9/'])).error).toContain('did not answer');
});
