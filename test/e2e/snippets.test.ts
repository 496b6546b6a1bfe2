import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Wallet } from '@cashu/cashu-ts';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../scripts/setup.mjs';
import { type Client, CODE } from '../../src/inspect/take/clients.ts';
import { connectChain } from '../lab/chain.ts';
import { installLab } from '../lab/install.ts';
import { connectWallet } from '../lab/lightning/remote.ts';
import { buyToken } from '../lab/mint/buy.ts';
import { startMint } from '../lab/mint/mint.ts';
import { paperLightning } from '../lab/mint/paper-lightning.ts';
import { startCashuShop } from '../lab/mint/shop.ts';
import { startShopMpp } from '../lab/shop-mpp.ts';
import { lightning } from './lightning.ts';
import { street as ownStreet } from './own-street.ts';

// The code that the developers' view gives for clients pays: it runs as it is copied, with the packages that it names, at the
// lab's servers. No browser takes part. All protocols are named, as each client is to be tried for each that it knows.

const street = ownStreet();
const chain = connectChain(street.rpcUrl);

beforeAll(() => installLab('oracles'), 600_000);

/** Runs the code of a client in the folder that has its packages; what it prints. */
async function printed(
  client: Client,
  request: { readonly url: string; readonly method?: string; readonly body?: string },
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const { method = 'GET', url, body } = request;
  const headers = [['X-Word', `it's "so" \`$\{x}\` \\`]] as const;
  const taken = { method, url, headers, ...(body === undefined ? {} : { body }) };
  const part = client === '@getalby/lightning-tools' ? 'lightning' : 'oracles';
  const args = ['--input-type=module', '--eval', CODE[client](taken)];
  const options = {
    cwd: join(root, 'test/lab', part),
    env: { ...process.env, ...env },
    timeout: 30_000,
  };
  return (await promisify(execFile)(process.execPath, args, options)).stdout;
}

async function payer() {
  const key = generatePrivateKey();
  const { address } = privateKeyToAccount(key);
  await chain.mint(address, 5_000_000n);
  return { address, env: { PRIVATE_KEY: key } };
}

describe('@x402/fetch', () => {
  test.each([
    ['a page', () => ({ url: `${street.v2}/weather` })],
    ['a form', () => ({ url: `${street.v2}/form`, method: 'POST', body: 'name=Ada' })],
    ['terms of version 1', () => ({ url: `${street.v1}/json` })],
  ])('pays for %s', async (_, request) => {
    const { address, env } = await payer();
    expect(await printed('@x402/fetch', request(), env)).toMatch(/^200 /);
    expect(await chain.transfers(address)).toHaveLength(1);
  });
});

test('mppx pays an evm charge', async () => {
  const { rpcUrl, facilitator } = street;
  const shop = await startShopMpp({ rpcUrl, facilitator });
  const { address, env } = await payer();
  expect(await printed('mppx', { url: `${shop.url}/article` }, env)).toMatch(/^200 /);
  expect(await chain.transfers(address)).toHaveLength(1);
  await shop.close();
});

test.each(['/l402', '/mpp', '/x402'])('lightning-tools pays at %s', async (path) => {
  const map = await lightning();
  const wallet = await connectWallet(map);
  // Node 20 has WebSocket behind a flag.
  const env = { NWC_URL: wallet.uri, NODE_OPTIONS: '--experimental-websocket' };
  expect(await printed('@getalby/lightning-tools', { url: map.shop + path }, env)).toMatch(
    /^200 /m,
  );
  expect((await wallet.account()).paid).toHaveLength(1);
});

test.each(['/article', '/locked'])('cashu-ts pays at %s', async (path) => {
  const paper = paperLightning();
  const mint = await startMint({ lightning: paper });
  const shop = await startCashuShop([mint.url]);
  const token = await buyToken(mint.url, 64, paper.pay);
  const wallet = new Wallet(mint.url, { unit: 'sat' });
  await wallet.loadMint();
  const proofs = await wallet.receive(token);
  const env = { PROOFS: JSON.stringify(proofs) };
  expect(await printed('@cashu/cashu-ts', { url: shop.url + path }, env)).toMatch(/^200 /);
  expect(shop.takings()).toEqual({ sat: 21n });
  await shop.close();
  await mint.close();
});
