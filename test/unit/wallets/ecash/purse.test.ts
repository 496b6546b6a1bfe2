import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getDecodedToken, getTokenMetadata, OutputData, Wallet } from '@cashu/cashu-ts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createEcashWallet } from '../../../../src/wallets/ecash/wallet.ts';
import { type Mint, startMint } from '../../../lab/mint/mint.ts';
import { SHOP_KEY, SHOP_PUBLIC_KEY } from '../../../lab/mint/till.ts';
import { type Disk, openWorld, type World, wake, worthOf } from '../../../support/ecash-harness.ts';

let world: World;
let other: Mint;
beforeAll(async () => {
  world = await openWorld();
  other = await startMint({ lightning: world.lightning, name: 'The\u202e other', units: ['sat'] });
});
afterAll(async () => {
  await world.close();
  await other.close();
});

async function funded(amount: bigint, unit = 'sat'): Promise<Disk> {
  const disk: Disk = new Map();
  await world.fund(disk, amount, unit);
  return disk;
}

/** Has cashu-ts derive each output of a seed once; the same numbers give the same outputs (NUT-13). */
function rememberDerived() {
  const known = new Map<string, OutputData>();
  const derive = OutputData.createSingleDeterministicData.bind(OutputData);
  return vi
    .spyOn(OutputData, 'createSingleDeterministicData')
    .mockImplementation((amount, seed, counter, keysetId) => {
      const key = [amount, Buffer.from(seed).toString('hex'), counter, keysetId].join();
      const made = known.get(key) ?? derive(amount, seed, counter, keysetId);
      known.set(key, made);
      return made;
    });
}

const error = (key: string, ...detail: string[]) =>
  detail.length === 0 ? { key } : { key, detail };

describe('mints', () => {
  test('say who they are before they are added; then they are listed, also when locked', async () => {
    const disk: Disk = new Map();
    const { ecash } = wake(disk);
    const view = await ecash.look(`${other.url}/`);
    expect(view).toEqual({
      url: other.url,
      host: new URL(other.url).host,
      name: 'The other',
      description: 'Blind signatures for the tests, 0 ppk',
      units: ['sat'],
      holdings: [],
    });
    expect(await ecash.mints()).toEqual([]);
    await ecash.addMint(other.url);
    await ecash.addMint(other.url);
    disk.delete('safe:ecash');
    expect(await wake(disk).ecash.mints()).toEqual([view]);
  });

  test.each([
    'http://mint.example',
    'ftp://127.0.0.1',
    'https://user:word@mint.example',
    'https://mint.example/?a=1',
    'mint.example',
    '',
  ])('%s is no address for money', async (url) => {
    await expect(wake(new Map()).ecash.look(url)).rejects.toMatchObject(
      error('error_mint_insecure'),
    );
  });

  test.each([
    ['nothing that is JSON', 'hello', 'error_mint_unreachable'],
    ['a list', '[]', 'error_mint_unreachable'],
    ['no recovery', '{"name":"x","nuts":{}}', 'error_mint_features'],
    ['too much', `{"name":"${'x'.repeat(2_000_000)}"}`, 'error_mint_unreachable'],
  ])('that answer %s are not added', async (_name, body, key) => {
    const server = createServer((_request, response) => response.end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { ecash } = wake(new Map());
    await expect(ecash.addMint(`http://127.0.0.1:${port}`)).rejects.toMatchObject(
      error(key, `127.0.0.1:${port}`),
    );
    expect(await ecash.mints()).toEqual([]);
    server.close();
    await expect(ecash.addMint(`http://127.0.0.1:${port}`)).rejects.toMatchObject(
      error('error_mint_unreachable'),
    );
  });

  test('whose keys are not those of their id are not used', async () => {
    const forging: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (!String(input).endsWith('/v1/keys')) return response;
      // A key with the other sign is another key, so this changes each key of each keyset.
      const forged = (await response.text()).replace(
        /"(\d+)":"0([23])/g,
        (_key, amount: string, sign: string) => `"${amount}":"0${sign === '2' ? '3' : '2'}`,
      );
      return new Response(forged);
    };
    expect((await wake(new Map()).ecash.look(world.mint.url)).units).not.toEqual([]);
    const { ecash } = wake(new Map(), undefined, forging);
    await expect(ecash.look(world.mint.url)).rejects.toMatchObject({ key: 'error_mint_answer' });
  });

  test('that hold money, or may soon, are not removed', async () => {
    const disk = await funded(8n);
    const { ecash } = wake(disk);
    const holds = error('error_mint_holds');
    await expect(ecash.removeMint(world.mint.url)).rejects.toMatchObject(holds);
    const token = await ecash.send('payment', world.request(8n));
    await expect(ecash.removeMint(world.mint.url)).rejects.toMatchObject(holds);
    const second = wake(new Map()).ecash;
    await second.addMint(world.mint.url);
    await second.receive(token);
    await ecash.resume();
    await ecash.removeMint(world.mint.url);
    expect(await ecash.mints()).toEqual([]);
    await ecash.addMint(other.url);
    await ecash.quote(other.url, 'sat', 5n);
    await expect(ecash.removeMint(other.url)).rejects.toMatchObject(holds);
    await ecash.removeMint('https://elsewhere.example');
  });

  test('that only hold what is locked to somebody else are removed', async () => {
    const disk = await funded(21n);
    const { ecash } = wake(disk);
    const lock = { kind: 'P2PK', data: SHOP_PUBLIC_KEY, tags: [] } as const;
    await ecash.send('payment', world.request(21n, { lock }));
    await ecash.removeMint(world.mint.url);
    expect(await ecash.mints()).toEqual([]);
  });

  test('that change their keys are paid with all the same', async () => {
    const mint = await startMint({ lightning: world.lightning, units: ['sat'] });
    const disk: Disk = new Map();
    await wake(disk).ecash.addMint(mint.url);
    const quote = await wake(disk).ecash.quote(mint.url, 'sat', 64n);
    await world.lightning.pay(quote.bolt11);
    await wake(disk).ecash.claim(quote.quote);
    mint.rotate();
    const token = await wake(disk).ecash.send('payment', world.request(21n, { mints: [mint.url] }));
    expect(getTokenMetadata(token).amount.toBigInt()).toBe(21n);
    expect(await worthOf(disk)).toBe(64n);
    mint.rotate();
    expect(await wake(disk).ecash.takeBack('payment')).toBe('taken');
    expect(mint.books('sat').outstanding).toBe(64n);
    expect(await worthOf(disk)).toBe(64n);
    await mint.close();
  });
});

describe('coming in', () => {
  test('a token of one of our mints; the cap is kept', async () => {
    const rich = await funded(9_000n);
    const token = await wake(rich).ecash.send('gift', world.request(2_000n));
    const disk = await funded(8_500n);
    const { ecash } = wake(disk);
    const capped = error('error_ecash_cap', '10000', 'sat');
    await expect(ecash.receive(token)).rejects.toMatchObject(capped);
    await expect(ecash.quote(world.mint.url, 'sat', 1_501n)).rejects.toMatchObject(capped);
    expect(await wake(rich).ecash.check('gift')).toBe('unspent');
    const small = await wake(rich).ecash.send('small gift', world.request(1_500n));
    expect(await ecash.receive(` cashu:${small}\n`)).toEqual({
      mint: world.mint.url,
      unit: 'sat',
      amount: 1_500n,
    });
    expect(await worthOf(disk)).toBe(10_000n);
    disk.set('cap', 10_010n);
    await expect(ecash.quote(world.mint.url, 'sat', 11n)).rejects.toMatchObject(
      error('error_ecash_cap', '10010', 'sat'),
    );
    expect(await ecash.quote(world.mint.url, 'sat', 10n)).toMatchObject({ amount: '10' });
  });

  test('cents too', async () => {
    const disk = await funded(500n, 'usd');
    expect(await worthOf(disk, 'usd')).toBe(500n);
    const token = await wake(disk).ecash.send('payment', world.request(5n, { unit: 'usd' }));
    expect(getTokenMetadata(token)).toMatchObject({ unit: 'usd', mint: world.mint.url });
  });

  test('what is not ours, or nothing, is refused', async () => {
    const disk = await funded(64n);
    const { ecash } = wake(disk);
    const token = await wake(disk).ecash.send('payment', world.request(21n));
    const stranger = wake(new Map()).ecash;
    await stranger.addMint(other.url);
    const unknown = error('error_mint_unknown', new URL(world.mint.url).host);
    await expect(stranger.receive(token)).rejects.toMatchObject(unknown);
    for (const text of ['', 'hello', 'cashuA', 'cashuBo2F0', token.slice(0, -20)]) {
      await expect(ecash.receive(text)).rejects.toMatchObject(error('error_token_invalid'));
    }
    const lock = { kind: 'P2PK', data: SHOP_PUBLIC_KEY, tags: [] } as const;
    const locked = await ecash.send('locked', world.request(4n, { lock }));
    await expect(ecash.receive(locked)).rejects.toMatchObject(error('error_token_locked'));
    await ecash.receive(token);
    await expect(ecash.receive(token)).rejects.toMatchObject(error('error_token_spent'));
    await expect(ecash.quote(world.mint.url, 'doge', 1n)).rejects.toMatchObject(
      error('error_mint_unit'),
    );
    await expect(ecash.quote('https://x.example', 'sat', 1n)).rejects.toMatchObject(
      error('error_mint_unknown'),
    );
  });

  test('quotes: unpaid, paid, claimed once; claimed without being asked', async () => {
    const disk: Disk = new Map();
    const { ecash } = wake(disk);
    await ecash.addMint(world.mint.url);
    const quote = await ecash.quote(world.mint.url, 'sat', 100n);
    expect(quote.expiresAt).toBeGreaterThan(Date.now());
    expect(await ecash.claim(quote.quote)).toBe('unpaid');
    await world.lightning.pay(quote.bolt11);
    expect(await Promise.all([1, 2].map(() => ecash.claim(quote.quote)))).toEqual([
      'claimed',
      'claimed',
    ]);
    expect(await ecash.claim(quote.quote)).toBe('gone');
    const later = await ecash.quote(world.mint.url, 'sat', 11n);
    await world.lightning.pay(later.bolt11);
    await wake(disk).ecash.resume();
    expect(await worthOf(disk)).toBe(111n);
  });

  test('an invoice for another amount is not shown', async () => {
    const disk: Disk = new Map();
    await wake(disk).ecash.addMint(world.mint.url);
    const dear: typeof fetch = async (input, init) => {
      if (!String(input).endsWith('/quote/bolt11')) return fetch(input, init);
      const { bolt11: request } = await world.lightning.invoice(200n, 'dear');
      return Response.json({ quote: 'q', request, amount: 100, unit: 'sat', state: 'UNPAID' });
    };
    const { ecash } = wake(disk, undefined, dear);
    await expect(ecash.quote(world.mint.url, 'sat', 100n)).rejects.toMatchObject(
      error('error_mint_answer'),
    );
  });
});

describe('going out', () => {
  test('exactly the amount, from the mint that the request lists, as it spells it', async () => {
    const disk = await funded(100n);
    await wake(disk).ecash.addMint(other.url);
    const mints = ['https://mint.elsewhere.example', other.url, `${world.mint.url}/`];
    const token = await wake(disk).ecash.send('payment', world.request(21n, { mints }));
    expect(token).toMatch(/^cashuB/);
    const { mint, unit, amount } = getTokenMetadata(token);
    expect([mint, unit, amount.toBigInt()]).toEqual([`${world.mint.url}/`, 'sat', 21n]);
    const ids = (await wake(disk).ecash.mints()).length;
    expect(ids).toBe(2);
  });

  test('coins that fit are handed out as they are, though the mint is away', async () => {
    const disk = await funded(21n);
    const swaps = world.mint.swaps();
    world.mint.become('down');
    const token = await wake(disk).ecash.send('payment', world.request(20n));
    world.mint.become('up');
    expect(world.mint.swaps()).toBe(swaps);
    const response = await fetch(`${world.shop.url}/article`, { headers: { 'X-Cashu': token } });
    // It asks for 21.
    expect(response.status).toBe(400);
    expect(await wake(disk).ecash.takeBack('payment')).toBe('taken');
    expect(await worthOf(disk)).toBe(21n);
  });

  test('not enough, no such mint, terms that make no sense, another request for the same payment', async () => {
    const disk = await funded(20n);
    const { ecash } = wake(disk);
    await expect(ecash.send('a', world.request(21n))).rejects.toMatchObject(
      error('error_ecash_not_enough', 'sat'),
    );
    await expect(ecash.send('a', world.request(1n, { mints: [other.url] }))).rejects.toMatchObject(
      error('error_mint_unknown'),
    );
    await expect(ecash.send('a', world.request(1n, { mints: [] }))).rejects.toMatchObject(
      error('error_mint_unknown'),
    );
    for (const amount of ['0', '-1', '1.5', '', '9'.repeat(17)]) {
      const request = { ...world.request(1n), amount };
      await expect(ecash.send('a', request)).rejects.toMatchObject(error('error_terms'));
    }
    const lock = { kind: 'P2PK', data: 'mine', tags: [] } as const;
    await expect(ecash.send('a', world.request(1n, { lock }))).rejects.toMatchObject(
      error('error_terms'),
    );
    await ecash.send('a', world.request(3n));
    await expect(ecash.send('a', world.request(4n))).rejects.toMatchObject(error('error_terms'));
    expect(await worthOf(disk)).toBe(20n);
  });

  test('a lock is kept exactly, and only its key opens it', async () => {
    const disk = await funded(64n);
    const tags = [
      ['locktime', '4102444800'],
      ['refund', SHOP_PUBLIC_KEY],
    ];
    const lock = { kind: 'P2PK', data: SHOP_PUBLIC_KEY, tags } as const;
    const { ecash } = wake(disk);
    const token = await ecash.send('payment', world.request(21n, { lock }));
    const keysets = await (await fetch(`${world.mint.url}/v1/keysets`)).json();
    const ids = (keysets as { keysets: { id: string }[] }).keysets.map(({ id }) => id);
    for (const { secret } of getDecodedToken(token, ids).proofs) {
      const [kind, terms] = JSON.parse(secret) as [string, { data: string; tags: unknown }];
      expect(kind).toBe('P2PK');
      expect(terms).toMatchObject({ data: SHOP_PUBLIC_KEY, tags });
    }
    await expect(ecash.takeBack('payment')).rejects.toMatchObject(error('error_token_locked'));
    expect((await ecash.shown()).tokens).toMatchObject([{ paymentId: 'payment', locked: true }]);
    const wallet = new Wallet(world.mint.url);
    await wallet.loadMint();
    await wallet.receive(token, { privkey: SHOP_KEY });
    expect(await ecash.takeBack('payment')).toBe('spent');
    expect((await ecash.shown()).tokens).toEqual([]);
  });

  test('a mint that signs wrongly makes no coins of it, and loses none', async () => {
    const disk = await funded(64n);
    const lying: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (!/swap|restore/.test(String(input))) return response;
      const text = await response.text();
      return new Response(
        text.replace(/"e":"."/g, '"e":"0"').replace(/"e":"./g, '"e":"0'),
        response,
      );
    };
    const { ecash } = wake(disk, undefined, lying);
    await expect(ecash.send('payment', world.request(21n))).rejects.toMatchObject(
      error('error_mint_answer'),
    );
    expect((await ecash.shown()).holdings).toMatchObject([{ amount: 0n, held: 64n }]);
    const token = await wake(disk).ecash.send('payment', world.request(21n));
    expect(getTokenMetadata(token).amount.toBigInt()).toBe(21n);
    expect(await worthOf(disk)).toBe(64n);
  });

  test('coins that somebody with the same words has spent are passed over', async () => {
    const disk = await funded(32n);
    const twin: Disk = new Map(structuredClone([...disk]));
    await wake(twin).ecash.send('theirs', world.request(21n));
    await expect(wake(disk).ecash.send('ours', world.request(20n))).rejects.toMatchObject(
      error('error_ecash_not_enough'),
    );
    await world.fund(disk, 64n);
    const token = await wake(disk).ecash.send('ours', world.request(20n));
    expect(getTokenMetadata(token).amount.toBigInt()).toBe(20n);
    expect(await worthOf(disk)).toBe(64n);
  });
});

describe('an ecash purse that is forgotten', () => {
  test('is one that is empty; the next one has no coins and numbers of its own', async () => {
    const disk = await funded(30n);
    const { ecash } = wake(disk);
    await expect(ecash.forget()).rejects.toThrow('error_ecash_held');
    const token = await ecash.send('all of it', world.request(30n));
    await expect(ecash.forget()).rejects.toThrow('error_ecash_held');
    const other: Disk = new Map();
    await wake(other).ecash.addMint(world.mint.url);
    await wake(other).ecash.receive(token);
    await ecash.resume();
    await ecash.forget();
    expect(await wake(disk).ecash.words()).toBeUndefined();
    expect((await wake(disk).ecash.shown()).holdings).toEqual([]);
    await wake(disk).ecash.forget();
  });
});

describe('the words', () => {
  test('of the recovery phrase bring the coins back', async () => {
    const disk = await funded(100n);
    const { ecash } = wake(disk);
    const words = ((await ecash.words())?.words ?? '').split(' ');
    expect(words.join(' ')).toBe(disk.get('words'));
    expect(words).toHaveLength(12);
    await ecash.send('payment', world.request(21n));

    const empty: Disk = new Map();
    const typed = ` ${words.join('  ').toUpperCase()} `;
    // The token that is out is made of the seed too, and nobody has used it.
    expect(await wake(empty).ecash.restore(typed, world.mint.url)).toEqual({ sat: 100n });
    expect(await worthOf(empty)).toBe(100n);
    expect(await wake(empty).ecash.restore(words.join(' '), world.mint.url)).toEqual({});
    const token = await wake(empty).ecash.send('again', world.request(77n));
    expect(getTokenMetadata(token).amount.toBigInt()).toBe(77n);
    expect(await wake(disk).ecash.takeBack('payment')).toBe('spent');
  });

  test('what they bring is under the words of the purse that asked: the old ones have nothing', async () => {
    const [old, mine] = [await funded(50n), await funded(30n)];
    const words = (await wake(old).ecash.words())?.words ?? '';
    const own = await wake(mine).ecash.words();
    expect(await wake(mine).ecash.restore(words, world.mint.url)).toEqual({ sat: 50n });
    expect(await wake(mine).ecash.words()).toEqual(own);
    expect(await worthOf(mine)).toBe(80n);
    expect(await wake(new Map()).ecash.restore(words, world.mint.url)).toEqual({});
    const fresh: Disk = new Map();
    const all = await wake(fresh).ecash.restore(own?.words ?? '', world.mint.url);
    expect(all).toEqual({ sat: 80n });
  });

  test('coins of keys that sign no more come back too', async () => {
    const mint = await startMint({ lightning: world.lightning, units: ['sat'] });
    const disk: Disk = new Map();
    await wake(disk).ecash.addMint(mint.url);
    const quote = await wake(disk).ecash.quote(mint.url, 'sat', 40n);
    await world.lightning.pay(quote.bolt11);
    await wake(disk).ecash.claim(quote.quote);
    const words = (await wake(disk).ecash.words())?.words ?? '';
    mint.rotate();
    expect(await wake(new Map()).ecash.restore(words, mint.url)).toEqual({ sat: 40n });
    await mint.close();
  });

  test.each(['dies', 'fails'] as const)(
    'one call %s while they are restored: asked again, all is there',
    async (how) => {
      // One unit: of each further one three hundred numbers are derived and asked for, and nothing is found.
      const small = await openWorld({ units: ['sat'] });
      // The same words each time: what is derived of them need be derived once.
      const derived = rememberDerived();
      const disk: Disk = new Map();
      for (let at = how === 'dies' ? 1 : 2; ; at += 3) {
        await small.fund(disk, 20n);
        const words = (await wake(disk).ecash.words())?.words ?? '';
        const fresh: Disk = new Map();
        const worker = wake(fresh, { at, how });
        await worker.ecash.restore(words, small.mint.url).catch(() => undefined);
        if (worker.calls() < at) {
          expect(at).toBeGreaterThan(9);
          derived.mockRestore();
          return small.close();
        }
        await wake(fresh).ecash.resume();
        await wake(fresh).ecash.restore(words, small.mint.url);
        await wake(fresh).ecash.resume();
        expect(await worthOf(fresh), `${how} at ${at}`).toBe(20n);
      }
    },
  );

  test('what is wrong with them is said, and nothing is touched', async () => {
    const disk = await funded(10n);
    const { ecash } = wake(disk);
    const restore = (words: string) => ecash.restore(words, world.mint.url);
    await expect(restore('one two three')).rejects.toMatchObject(error('error_words_count', '3'));
    const abandon = 'abandon '.repeat(11);
    await expect(restore(`${abandon}abuot`)).rejects.toMatchObject(
      error('error_words_unknown', '12. abuot'),
    );
    await expect(restore(`wurst ${'abandon '.repeat(10)}hund`)).rejects.toMatchObject(
      error('error_words_unknown', '1. wurst, 12. hund'),
    );
    await expect(restore(`${abandon}abandon`)).rejects.toMatchObject(error('error_words'));
    expect(await restore(`${abandon}about`)).toEqual({});
    expect(await worthOf(disk)).toBe(10n);
  });
});

describe('as a wallet', () => {
  const asked = { paymentId: 'payment', tabId: 1 };

  test('serves what our mints serve, and hands out what was asked', async () => {
    const disk = await funded(100n);
    const wallet = createEcashWallet(wake(disk).ecash);
    const rail = { kind: 'ecash', mints: [world.mint.url], unit: 'sat' } as const;
    expect(await wallet.serves(rail)).toBe(true);
    expect(await wallet.serves({ ...rail, unit: 'eur' })).toBe(false);
    expect(await wallet.serves({ ...rail, mints: [other.url] })).toBe(false);
    expect(await wallet.serves({ kind: 'lightning', network: 'mainnet' })).toBe(false);
    expect(await wallet.account(rail, { tabId: 1 })).toEqual({ rail: 'ecash' });
    expect(await wallet.account({ ...rail, mints: [] }, { tabId: 1 })).toBeUndefined();
    expect(await wallet.balance?.(rail)).toBe(100n);
    await wallet.ready();
    const request = world.request(21n);
    expect(await wallet.lookup(request, asked)).toBe('unpaid');
    const result = await wallet.fulfil(request, asked);
    expect(await wallet.lookup(request, asked)).toEqual(result);
    expect(await wallet.takeBack?.(asked)).toBe('taken');
    expect(await wallet.lookup(request, asked)).toBe('unpaid');
    await expect(wallet.fulfil(request, asked)).rejects.toMatchObject(error('error_payment_state'));
  });

  test('a payment whose mint fell silent is unknown until it speaks', async () => {
    const disk = await funded(32n);
    const wallet = createEcashWallet(wake(disk).ecash);
    world.mint.become('down');
    await expect(wallet.fulfil(world.request(21n), asked)).rejects.toThrow();
    expect(await wallet.lookup(world.request(21n), asked)).toBe('unknown');
    world.mint.become('up');
    expect(await wallet.lookup(world.request(21n), asked)).toMatchObject({ rail: 'ecash' });
  });
});
