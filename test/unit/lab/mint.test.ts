import { randomBytes } from 'node:crypto';
import { getEncodedToken, OutputData, type Proof, sumProofs, Wallet } from '@cashu/cashu-ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Mint, startMint } from '../../lab/mint/mint.ts';
import { paperLightning } from '../../lab/mint/paper-lightning.ts';
import { accountOf, becomeMint, takingsOf } from '../../lab/mint/remote.ts';
import { type CashuShop, startCashuShop } from '../../lab/mint/shop.ts';
import { SHOP_PUBLIC_KEY } from '../../lab/mint/till.ts';
import { requestsOf } from '../../lab/remote.ts';
import type { Server } from '../../lab/web.ts';

/** The lab's mint and shop, looked at with the reference client: if these fail, the lab is wrong. */
const lightning = paperLightning();
const open: Server[] = [];
let mint: Mint;
let dear: Mint;
let shop: CashuShop;

beforeAll(async () => {
  mint = await startMint({ lightning });
  dear = await startMint({ lightning, feePpk: 400n, version: 0 });
  shop = await startCashuShop([mint.url, dear.url]);
  open.push(mint, dear, shop);
});
afterAll(async () => {
  for (const each of open) await each.close();
});

async function walletOf(url: string, unit = 'sat'): Promise<Wallet> {
  const wallet = new Wallet(url, { unit });
  await wallet.loadMint();
  return wallet;
}

async function minted(wallet: Wallet, amount: number): Promise<Proof[]> {
  const quote = await wallet.createMintQuoteBolt11(amount);
  await lightning.pay(quote.request);
  return wallet.mintProofsBolt11(amount, quote.quote);
}

const sumOf = (proofs: readonly Proof[]) => sumProofs([...proofs]).toBigInt();

const visit = (path: string, token?: string) =>
  fetch(shop.url + path, token === undefined ? {} : { headers: { 'X-Cashu': token } });

describe('the mint', () => {
  test('mints for a paid quote only, once, and swaps to the last unit', async () => {
    const before = mint.books('sat').outstanding;
    const wallet = await walletOf(mint.url);
    const quote = await wallet.createMintQuoteBolt11(64);
    await expect(wallet.mintProofsBolt11(64, quote.quote)).rejects.toThrow('not paid');
    await lightning.pay(quote.request);
    const proofs = await wallet.mintProofsBolt11(64, quote.quote);
    await expect(wallet.mintProofsBolt11(64, quote.quote)).rejects.toThrow('already been issued');
    // Exactly 21 is not among the coins of 64: it takes a swap.
    const { keep, send } = await wallet.send(21, proofs);
    expect([sumOf(keep), sumOf(send)]).toEqual([43n, 21n]);
    expect(mint.books('sat').outstanding - before).toBe(64n);
    await expect(wallet.receive(getEncodedToken({ mint: mint.url, proofs, unit: 'sat' })))
      .rejects //
      .toThrow('already spent');
    const states = await wallet.checkProofsStates([...proofs.slice(0, 1), ...send.slice(0, 1)]);
    expect(states.map(({ state }) => state)).toEqual(['SPENT', 'UNSPENT']);
  });

  test('takes its fee for every input', async () => {
    const wallet = await walletOf(dear.url);
    const proofs = await minted(wallet, 100);
    const [first] = proofs;
    if (first === undefined) throw new Error('nothing minted');
    const got = await wallet.receive(getEncodedToken({ mint: dear.url, proofs, unit: 'sat' }));
    expect(sumOf(got)).toBe(100n - BigInt(Math.ceil((proofs.length * 400) / 1000)));
    expect(dear.books('sat').outstanding).toBe(sumOf(got));
  });

  test('knows locks: a token for somebody else is not ours', async () => {
    const wallet = await walletOf(mint.url);
    const proofs = await minted(wallet, 16);
    const { send } = await wallet.ops.send(16, proofs).asP2PK({ pubkey: SHOP_PUBLIC_KEY }).run();
    const token = getEncodedToken({ mint: mint.url, proofs: send, unit: 'sat' });
    await expect(wallet.receive(token)).rejects.toThrow();
    await expect(wallet.receive(token, { privkey: `${'00'.repeat(31)}2b` })).rejects.toThrow();
    expect((await visit('/locked', token)).status).toBe(400);
    const got = await wallet.receive(token, { privkey: `${'00'.repeat(31)}2a` });
    expect(sumOf(got)).toBe(16n);
  });

  test('gives back what it signed, and only that (NUT-09)', async () => {
    const seed = new Uint8Array(64).fill(7);
    const wallet = new Wallet(mint.url, { unit: 'sat', bip39seed: seed });
    await wallet.loadMint();
    const proofs = await minted(wallet, 37);
    const other = new Wallet(mint.url, { unit: 'sat', bip39seed: seed });
    await other.loadMint();
    const { proofs: restored } = await other.restore(0, 20);
    expect(restored.map(({ C }) => C).sort()).toEqual(proofs.map(({ C }) => C).sort());
  });

  test('melts, with change for what was put in above', async () => {
    const wallet = await walletOf(mint.url);
    const proofs = await minted(wallet, 128);
    const before = mint.books('sat').outstanding;
    const { bolt11 } = await lightning.invoice(50n, 'a bill');
    const quote = await wallet.createMeltQuoteBolt11(bolt11);
    const { change } = await wallet.meltProofsBolt11(quote, proofs);
    expect(sumOf(change)).toBe(78n);
    expect(before - mint.books('sat').outstanding).toBe(50n);
    const again = await minted(wallet, 64);
    await expect(
      wallet.createMeltQuoteBolt11(bolt11).then((q) => wallet.meltProofsBolt11(q, again)),
    ) //
      .rejects.toThrow('Lightning payment failed');
    expect(sumOf(await wallet.receive({ mint: mint.url, proofs: again, unit: 'sat' }))).toBe(64n);
  });

  test('new keys sign, old coins stay good', async () => {
    const wallet = await walletOf(mint.url, 'usd');
    const proofs = await minted(wallet, 8);
    mint.rotate();
    const fresh = await walletOf(mint.url, 'usd');
    // The reference client checks signatures of current keys only.
    const old = getEncodedToken({ mint: mint.url, proofs, unit: 'usd' }, { removeDleq: true });
    const got = await fresh.receive(old);
    expect(got[0]?.id).not.toBe(proofs[0]?.id);
    expect(mint.books('usd').outstanding).toBe(8n);
  });

  test('down it does nothing; mute it does all and says nothing', async () => {
    const wallet = await walletOf(mint.url);
    const proofs = await minted(wallet, 32);
    const token = getEncodedToken({ mint: mint.url, proofs, unit: 'sat' });
    const before = mint.books('sat');
    await becomeMint(mint.url, 'down');
    await expect(wallet.receive(token)).rejects.toThrow();
    await becomeMint(mint.url, 'mute');
    expect(mint.books('sat')).toEqual(before);
    await expect(wallet.receive(token)).rejects.toThrow();
    await becomeMint(mint.url, 'up');
    expect(mint.books('sat').redeemed).toBe(before.redeemed + 32n);
    expect(mint.books('sat').outstanding).toBe(before.outstanding);
    await expect(wallet.receive(token)).rejects.toThrow('already spent');
    const account = await accountOf(mint.url);
    expect(account.swaps).toBe(mint.swaps());
    expect(account.units['sat']?.outstanding).toBe(Number(before.outstanding));
    expect(account.spent.length).toBe(mint.spent().length);
  });

  test('refuses the swaps that nutshell and cdk refuse, and spends nothing', async () => {
    const retired = await startMint({ lightning, units: ['sat'], version: 0 });
    open.push(retired);
    const spare = await walletOf(retired.url);
    const oldId = spare.keyChain.getCheapestKeyset().id;
    const coin = await minted(spare, 8);
    retired.rotate(400n);
    const id = (await walletOf(retired.url)).keyChain.getCheapestKeyset().id;
    const outputs = (amounts: readonly number[], keyset = id) =>
      amounts.map((amount) => {
        const data = OutputData.createSingleDeterministicData(amount, randomBytes(64), 1, keyset);
        return { ...data.blindedMessage, amount };
      });
    const inputs = coin.map(({ amount, secret, C, id: from }) => {
      return { amount: Number(amount), secret, C, id: from };
    });
    const swap = async (body: unknown) => {
      const answer = await fetch(`${retired.url}/v1/swap`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      return [answer.status, ((await answer.json()) as { code?: number }).code];
    };
    const twice = outputs([4, 4]);
    expect(await swap({ inputs, outputs: [] })).toEqual([400, 11000]);
    expect(await swap({ inputs: [], outputs: outputs([8]) })).toEqual([400, 11000]);
    expect(await swap({ inputs, outputs: outputs([8], oldId) })).toEqual([400, 12002]);
    expect(await swap({ inputs, outputs: outputs([4]) })).toEqual([400, 11005]);
    expect(await swap({ inputs, outputs: outputs([8, 1]) })).toEqual([400, 11005]);
    expect(await swap({ inputs: [...inputs, ...inputs], outputs: outputs([16]) })).toEqual([
      400, 11007,
    ]);
    expect(await swap({ inputs, outputs: [twice[0], twice[0]] })).toEqual([400, 11008]);
    // The coin is of the old keyset, which takes no fee.
    expect(await swap({ inputs, outputs: outputs([8]) })).toEqual([200, undefined]);
    // Of the new one: eight less one for the mint, and not eight.
    const fresh = await minted(await walletOf(retired.url), 8);
    const next = fresh.map(({ amount, secret, C, id: from }) => {
      return { amount: Number(amount), secret, C, id: from };
    });
    expect(await swap({ inputs: next, outputs: outputs([8]) })).toEqual([400, 11005]);
    expect(await swap({ inputs: next, outputs: outputs([4, 2, 1]) })).toEqual([200, undefined]);
  });

  test.each([
    ['POST /v1/swap', {}],
    ['POST /v1/swap', { inputs: [{ id: 'x' }], outputs: [] }],
    ['POST /v1/swap', { inputs: [], outputs: [] }],
    ['POST /v1/checkstate', { Ys: 'all' }],
    ['POST /v1/mint/bolt11', { quote: 'none', outputs: [] }],
    ['POST /v1/mint/quote/bolt11', { unit: 'eur', amount: 1 }],
    ['POST /v1/mint/quote/bolt11', { unit: 'sat', amount: -1 }],
  ])('%s refuses %j', async (route, body) => {
    const [method = '', path = ''] = route.split(' ');
    const response = await fetch(mint.url + path, { method, body: JSON.stringify(body) });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: expect.any(Number) });
  });
});

describe('the shop', () => {
  const pay = async (path: string, url = mint.url, unit = 'sat', locked = false) => {
    const wallet = await walletOf(url, unit);
    const price = unit === 'usd' ? 5 : 21;
    const proofs = await minted(wallet, 64);
    const builder = wallet.ops.send(price, proofs).includeFees(true);
    const { send } = await (locked ? builder.asP2PK({ pubkey: SHOP_PUBLIC_KEY }) : builder).run();
    const token = getEncodedToken({ mint: url, proofs: send, unit });
    return { token, response: await visit(path, token).catch(() => undefined) };
  };

  test.each([
    ['/article', 'creqA'],
    ['/article-b', 'CREQB1'],
    ['/locked', 'creqA'],
    ['/locked-b', 'CREQB1'],
  ])('%s asks by %s…, and sells', async (path, prefix) => {
    const asked = await visit(path);
    expect(asked.status).toBe(402);
    expect(asked.headers.get('x-cashu')).toMatch(new RegExp(`^${prefix}`));
    const before = shop.takings()['sat'] ?? 0n;
    const { token, response } = await pay(path, mint.url, 'sat', path.startsWith('/locked'));
    expect(response?.status).toBe(200);
    expect(await response?.text()).toContain('id="paid"');
    expect((shop.takings()['sat'] ?? 0n) - before).toBe(21n);
    const again = await visit(path, token);
    expect(again.status).toBe(400);
    expect(await again.text()).toContain('already spent');
  });

  test('takes cents, and other mints of its list', async () => {
    expect((await pay('/usd', mint.url, 'usd')).response?.status).toBe(200);
    expect((await pay('/article', dear.url)).response?.status).toBe(200);
    expect(await takingsOf(shop.url)).toMatchObject({ usd: 5 });
  });

  test.each([
    ['/elsewhere', 'Mint is not accepted'],
    ['/usd', 'Unit is not accepted'],
    ['/dear', 'Amount is too low'],
    ['/locked', 'not locked'],
  ])('%s: 400, %s', async (path, why) => {
    const { response } = await pay(path);
    expect(response?.status).toBe(400);
    expect(await response?.text()).toContain(why);
  });

  test.each([
    ['/refuse', 400, 0n],
    ['/refuse-taken', 400, 21n],
    ['/error', 500, 0n],
    ['/error-taken', 500, 21n],
    ['/again', 402, 0n],
    ['/again-taken', 402, 21n],
    ['/silent', undefined, 0n],
    ['/silent-taken', undefined, 21n],
  ])('%s: %s, having taken %s', async (path, status, taken) => {
    const before = shop.takings()['sat'] ?? 0n;
    const { response } = await pay(path);
    expect(response?.status).toBe(status);
    expect((shop.takings()['sat'] ?? 0n) - before).toBe(taken);
  });

  test('remembers who came with what', async () => {
    const requests = await requestsOf(shop.url);
    expect(requests.some(({ headers }) => headers.some(([name]) => name === 'X-Cashu'))).toBe(true);
  });
});
