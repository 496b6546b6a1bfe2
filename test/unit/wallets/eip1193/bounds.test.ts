import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { describe, expect, test, vi } from 'vitest';
import { FareboxError } from '../../../../src/core/errors.ts';
import type { Eip3009Request } from '../../../../src/core/offers/rail.ts';
import { ASKED, browserWith, cent, RAIL } from './browser.ts';

// The class: what a wallet of the user's is not asked, whatever a record or the wallet itself says.

const END = Number(cent(RAIL.asset).message.validBefore) - 60;
const at = (seconds: number) => String(END + seconds);
const key = async (act: Promise<unknown>) => {
  const error = await act.catch((reason: unknown) => reason);
  return error instanceof FareboxError ? [error.key, ...error.detail] : error;
};

describe('a request that comes back from the journal otherwise than it was made', () => {
  type Change = { message?: object; domain?: object };
  test.each<[string, Change]>([
    ['message.value', { message: { value: '0' } }],
    ['message.validAfter', { message: { validAfter: at(60) } }],
    ['message.validBefore', { message: { validBefore: at(0) } }],
    ['message.validBefore', { message: { validBefore: at(606) } }],
    ['domain.name', { domain: { name: 'USD Coin' } }],
    ['domain.version', { domain: { version: '1' } }],
    ['domain.verifyingContract', { domain: { verifyingContract: `0x${'11'.repeat(20)}` } }],
  ])('is not shown to the wallet: %s', async (field, { message, domain }) => {
    const { user, wallet } = browserWith({ extension: true });
    const made = cent(user.account.address);
    const request = {
      ...made,
      message: { ...made.message, ...message },
      domain: { ...made.domain, ...domain },
    } as Eip3009Request;
    expect(await key(wallet.fulfil(request, ASKED))).toEqual(['error_terms', field]);
    expect(user.asked).toEqual([]);
  });
});

test.each([
  ['a token without EIP-3009', { ...RAIL, asset: `0x${'11'.repeat(20)}` as const }],
  ['a network that is not known', { ...RAIL, network: 'eip155:1234567' as const }],
])('no wallet is looked for, or asked for an account, for %s', async (_, rail) => {
  const { user, wallet } = browserWith({ extension: true });
  expect(await wallet.serves(rail)).toBe(false);
  expect(await wallet.found?.(rail, ASKED)).toBeUndefined();
  expect(await wallet.account(rail, ASKED)).toBeUndefined();
  expect(user.asked).toEqual([]);
});

describe('accounts', () => {
  const answering = (accounts: (own: string) => unknown) => {
    const made = browserWith({ extension: true });
    const { user, told } = made;
    told.answers = async (method, params) =>
      method === 'eth_requestAccounts'
        ? { result: accounts(user.account.address) }
        : user.answer(method, params);
    return made;
  };
  const other = privateKeyToAccount(generatePrivateKey()).address;

  test('the one that was agreed to signs, wherever in the list it is', async () => {
    const { user, wallet } = answering((own) => [other, own.toLowerCase()]);
    const result = await wallet.fulfil(cent(user.account.address), ASKED);
    expect(result).toMatchObject({ rail: 'eip3009', signature: expect.any(String) });
  });

  test('the first that is an address is used, as its checksum writes it', async () => {
    const { user, wallet } = answering((own) => [7, 'nobody', own.toLowerCase(), other]);
    expect(await wallet.account(RAIL, ASKED)).toMatchObject({ address: user.account.address });
  });

  test.each([[[]], [['nobody']], [{ 0: other }], [other], [null]])('%j is none', async (made) => {
    const { wallet } = answering(() => made);
    expect(await key(wallet.account(RAIL, ASKED))).toEqual(['error_wallet_account', 'MetaMask']);
  });

  test('what no chain can be asked about is taken for an ordinary one', async () => {
    const { user, wallet } = browserWith({ extension: true, code: 'not even hex' });
    expect(await wallet.account(RAIL, ASKED)).toMatchObject({ address: user.account.address });
  });
});

test('the background lives until the last of two questions is answered', async () => {
  const { user, told, wallet, awake } = browserWith({ page: true });
  const open: (() => void)[] = [];
  told.answers = async (method, params) => {
    await new Promise<void>((go) => open.push(go));
    return user.answer(method, params);
  };
  const both = [wallet.account(RAIL, ASKED), wallet.account(RAIL, ASKED)];
  await vi.waitFor(() => expect(open).toHaveLength(2));
  open[0]?.();
  await Promise.race(both);
  expect(awake).not.toContain(false);
  open[1]?.();
  await Promise.all(both);
  expect(awake.filter((wanted) => !wanted)).toHaveLength(1);
});

test('money to the purse goes on the chain that was meant, or nowhere', async () => {
  const { user, told, wallet } = browserWith({ extension: true });
  told.answers = async (method, params) =>
    method === 'eth_chainId' ? { result: '0x1' } : user.answer(method, params);
  const to = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
  const transfer = { network: RAIL.network, asset: RAIL.asset, to, amount: 5_000_000n };
  const never = () => Promise.reject(new Error('written'));
  expect(((await key(wallet.send(transfer, never))) as string[])[0]).toBe('error_wallet_chain');
  expect(user.asked.map(({ method }) => method)).not.toContain('eth_sendTransaction');
});

test.each([
  `0x${'cd'.repeat(31)}`,
  `0x${'cd'.repeat(33)}`,
  `${'cd'.repeat(33)}`,
  `0x${'zz'.repeat(32)}`,
])('%s is no hash: it is not known whether it was sent', async (result) => {
  const { user, told, wallet } = browserWith({ extension: true });
  told.answers = async (method, params) =>
    method === 'eth_sendTransaction' ? { result } : user.answer(method, params);
  const to = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
  const transfer = { network: RAIL.network, asset: RAIL.asset, to, amount: 5_000_000n };
  expect(await key(wallet.send(transfer, async () => undefined))).toEqual(['error_wallet_silent']);
});

test.each([
  ['has answered', []],
  ['has said no', ['eth_requestAccounts']],
])('no port stays open to a wallet that %s', async (_, declines) => {
  const { user, wallet, port } = browserWith({ extension: true });
  for (const method of declines) user.declines.add(method);
  const close = vi.spyOn(port, 'close');
  await wallet.account(RAIL, ASKED).catch(() => undefined);
  expect(close).toHaveBeenCalledOnce();
});
