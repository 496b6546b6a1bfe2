import fc from 'fast-check';
import { bytesToHex, encodeFunctionData, type Hex, hexToBytes, parseAbi } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { describe, expect, test, vi } from 'vitest';
import { FareboxError, Unsure } from '../../../../src/core/errors.ts';
import { pageProvider } from '../../../../src/wallets/eip1193/page-provider.ts';
import { transferOf } from '../../../../src/wallets/eip1193/transfer.ts';
import { typedData } from '../../../../src/wallets/eip1193/typed-data.ts';
import { readTerms } from '../../../../src/wallets/evm/check-request.ts';
import { digest } from '../../../../src/wallets/evm/eip712.ts';
import { recover } from '../../../../src/wallets/evm/recover.ts';
import type { RpcAnswer } from '../../../support/user-wallet.ts';
import { ASKED, browserWith, cent, RAIL } from './browser.ts';

const error = (code: number, message = ''): RpcAnswer => ({ error: { code, message } });
const failure = async (act: Promise<unknown>): Promise<FareboxError> => {
  const thrown = await act.catch((each: unknown) => each);
  if (thrown instanceof FareboxError) return thrown;
  throw new Error(`nothing thrown but ${JSON.stringify(thrown)}`);
};
const kindOf = (thrown: FareboxError) => [thrown.key, thrown instanceof Unsure];

describe.each([
  ['by the port of its extension', { extension: true }, 'MetaMask'],
  ['as a page announces it', { page: true }, 'Lab Wallet'],
])('a wallet of the user, asked %s', (_, where, name) => {
  const seen = 'page' in where ? { seen: true } : {};

  test('signs what was asked, on the right chain, and nothing else is asked of it', async () => {
    const { user, wallet, awake } = browserWith(where);
    expect(await wallet.found?.(RAIL, ASKED)).toMatchObject({ name });
    expect(user.asked).toEqual([]);
    const account = await wallet.account(RAIL, ASKED);
    expect(account).toEqual({ rail: 'eip3009', address: user.account.address });
    const request = cent(user.account.address);
    const result = await wallet.fulfil(request, ASKED);
    const { domain, message } = readTerms(request);
    const typed = JSON.parse(typedData(request)) as never;
    const signature = await user.account.signTypedData(typed);
    expect(result).toEqual({ rail: 'eip3009', signature, ...seen });
    expect(recover(digest(domain, message), signature)?.address).toBe(user.account.address);
    expect(user.asked.map(({ method }) => method)).toEqual([
      'eth_requestAccounts',
      'eth_requestAccounts',
      'eth_chainId',
      'wallet_switchEthereumChain',
      'wallet_addEthereumChain',
      'eth_chainId',
      'eth_signTypedData_v4',
    ]);
    expect(user.asked[4]?.params).toMatchObject([
      { chainId: '0x14a34', chainName: 'Base Sepolia', rpcUrls: ['https://rpc.example/'] },
    ]);
    expect(awake.at(-1)).toBe(false);
  });

  test.each([
    ['eth_requestAccounts', 'error_declined'],
    ['wallet_addEthereumChain', 'error_declined'],
    ['wallet_switchEthereumChain', 'error_declined'],
  ])('a no to %s is certain: nothing was signed', async (method, key) => {
    const { user, wallet } = browserWith(where);
    user.declines.add(method);
    const thrown = await failure(wallet.fulfil(cent(user.account.address), ASKED));
    expect(kindOf(thrown)).toEqual([key, false]);
    expect(thrown.detail).toEqual([name]);
    expect(user.asked.map((each) => each.method)).not.toContain('eth_signTypedData_v4');
  });

  test.each<[string, (user: ReturnType<typeof browserWith>['user']) => unknown]>([
    [
      'of another account',
      (user) => {
        user.state.account = privateKeyToAccount(generatePrivateKey());
      },
    ],
    ['that is none', (user) => vi.spyOn(user.account, 'signTypedData').mockResolvedValue('0x12')],
    [
      'of a contract account',
      (user) => vi.spyOn(user.account, 'signTypedData').mockResolvedValue(`0x${'ab'.repeat(200)}`),
    ],
    [
      'over another message',
      (user) => {
        const other = JSON.parse(typedData(cent(user.account.address))) as never;
        const whole = user.account.signTypedData;
        vi.spyOn(user.account, 'signTypedData').mockImplementation(() => whole(other));
      },
    ],
  ])('a signature %s goes nowhere', async (_name, change) => {
    const { user, wallet } = browserWith(where);
    change(user);
    const thrown = await failure(wallet.fulfil(cent(user.account.address), ASKED));
    expect(kindOf(thrown)).toEqual(['error_wallet_signature', true]);
  });

  test('another account than the one that was agreed to is not asked to sign', async () => {
    const { user, wallet } = browserWith(where);
    const request = cent(privateKeyToAccount(generatePrivateKey()).address);
    expect(kindOf(await failure(wallet.fulfil(request, ASKED)))).toEqual([
      'error_wallet_account',
      false,
    ]);
    expect(user.asked.map(({ method }) => method)).toEqual(['eth_requestAccounts']);
  });

  test('a chain that it says it has switched to and has not is not signed for', async () => {
    const { user, told, wallet } = browserWith(where);
    told.answers = async (method, params) =>
      method === 'wallet_switchEthereumChain' ? { result: null } : user.answer(method, params);
    expect(kindOf(await failure(wallet.fulfil(cent(user.account.address), ASKED)))).toEqual([
      'error_wallet_chain',
      false,
    ]);
  });

  test('a contract account is told before anything is signed, a delegated key is none', async () => {
    const contract = browserWith({ ...where, code: '0x6080' });
    expect(kindOf(await failure(contract.wallet.account(RAIL, ASKED)))).toEqual([
      'error_contract_account',
      false,
    ]);
    const delegated = browserWith({ ...where, code: `0xef0100${'ab'.repeat(20)}` });
    expect(await delegated.wallet.account(RAIL, ASKED)).toMatchObject({ rail: 'eip3009' });
  });
});

describe('what a no to the signature proves', () => {
  const signs = (answer: RpcAnswer, where: Parameters<typeof browserWith>[0]) => {
    const { user, told, wallet } = browserWith(where);
    told.answers = async (method, params) =>
      method === 'eth_signTypedData_v4' ? answer : user.answer(method, params);
    return failure(wallet.fulfil(cent(user.account.address), ASKED));
  };

  test.each([
    [error(4001), 'error_declined'],
    [error(-32603, 'Internal\u202e error'), 'error_wallet_failed'],
  ])('%j of the extension itself: nothing was signed', async (answer, key) => {
    const thrown = await signs(answer, { extension: true });
    expect(kindOf(thrown)).toEqual([key, false]);
    expect(thrown.detail.join()).not.toContain('\u202e');
  });

  test.each([
    [error(4001), 'error_declined_page'],
    [error(-32603, 'no'), 'error_wallet_failed'],
  ])('%j through a page: it may hide a yes', async (answer, key) => {
    expect(kindOf(await signs(answer, { page: true }))).toEqual([key, true]);
  });

  test('an extension that hangs up while it is asked has perhaps signed', async () => {
    const { user, told, wallet, hangUp } = browserWith({ extension: true });
    told.answers = async (method, params) => {
      if (method !== 'eth_signTypedData_v4') return user.answer(method, params);
      hangUp();
      return { result: null };
    };
    const thrown = await failure(wallet.fulfil(cent(user.account.address), ASKED));
    expect(kindOf(thrown)).toEqual(['error_wallet_silent', true]);
  });
});

describe('which wallet is asked', () => {
  test('the extension before what a page announces, which may be anything', async () => {
    const { wallet, page } = browserWith({ extension: true, page: true });
    const heard = vi.fn();
    page.addEventListener('eip6963:requestProvider', heard);
    expect(await wallet.found?.(RAIL, ASKED)).toEqual({ name: 'MetaMask' });
    expect(heard).not.toHaveBeenCalled();
  });

  test('none where there is none, and for no other rail', async () => {
    const { wallet } = browserWith({});
    expect(await wallet.found?.(RAIL, ASKED)).toBeUndefined();
    expect(await wallet.account(RAIL, ASKED)).toBeUndefined();
    expect(await wallet.extension()).toBeUndefined();
    expect(await wallet.serves({ kind: 'lightning', network: 'mainnet' })).toBe(false);
    const thrown = await failure(wallet.fulfil(cent(RAIL.asset), ASKED));
    expect(kindOf(thrown)).toEqual(['error_wallet_gone', false]);
  });

  test('a wallet that is only looked for is asked nothing, and tells no address', async () => {
    for (const where of [{ extension: true }, { page: true }]) {
      const { user, wallet } = browserWith(where);
      expect(await wallet.found?.(RAIL, ASKED)).toBeDefined();
      expect(user.asked).toEqual([]);
    }
  });

  test.each([[[null]], [[7]], [['']], [[{ uuid: 1, name: 'x' }]], [null], ['0'], [{ 0: {} }]])(
    'what a page makes of the search for wallets (%j) is no wallet, and breaks nothing',
    async (made) => {
      expect(await pageProvider(async () => made as never, 1)).toBeUndefined();
    },
  );

  test.each<[unknown, string | undefined]>([
    ['data:image/svg+xml;base64,PHN2Zy8+', 'data:image/svg+xml;base64,PHN2Zy8+'],
    ['https://tracker.example/icon.png', undefined],
    ['data:text/html,hi', undefined],
    [`data:image/png;base64,${'A'.repeat(40_000)}`, undefined],
    [7, undefined],
  ])('a picture %j is shown as %j', async (given, shown) => {
    const { wallet, info } = browserWith({ page: true });
    info.icon = given;
    expect((await wallet.found?.(RAIL, ASKED))?.icon).toBe(shown);
  });
});

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((value): Hex => bytesToHex(value));
const uint = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });

test('1,000 generated messages are signed by viem over the very digest that is checked', async () => {
  const account = privateKeyToAccount(generatePrivateKey());
  const message = fc.record({ to: bytes(20), value: uint, end: uint, nonce: bytes(32) });
  await fc.assert(
    fc.asyncProperty(message, fc.boolean(), async ({ to, value, end, nonce }, bare) => {
      const request = cent(account.address);
      const made = {
        ...request,
        message: { ...request.message, to, value: `${value}`, validBefore: `${end}`, nonce },
      };
      const signature = await account.signTypedData(JSON.parse(typedData(made)) as never);
      const terms = readTerms(made);
      const hash = digest(terms.domain, terms.message);
      // Some wallets write 0 and 1 for 27 and 28.
      const v = Number.parseInt(signature.slice(130), 16) - 27;
      const given = bare ? `${signature.slice(0, 130)}0${v}` : signature;
      expect(recover(hash, given)).toEqual({ signature, address: account.address });
      const other = hexToBytes(signature).map((byte, at) => (at === 40 ? byte ^ 1 : byte));
      expect(recover(hash, bytesToHex(other))?.address).not.toBe(account.address);
    }),
    { numRuns: 1_000 },
  );
}, 120_000);

test('a signature with a high s, which no USDC takes, is none', async () => {
  const account = privateKeyToAccount(generatePrivateKey());
  const request = cent(account.address);
  const signature = await account.signTypedData(JSON.parse(typedData(request)) as never);
  const { domain, message } = readTerms(request);
  const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
  const s = (order - BigInt(`0x${signature.slice(66, 130)}`)).toString(16).padStart(64, '0');
  const v = signature.endsWith('1b') ? '1c' : '1b';
  expect(recover(digest(domain, message), `${signature.slice(0, 66)}${s}${v}`)).toBeUndefined();
});

describe('money to the purse', () => {
  const abi = parseAbi(['function transfer(address to, uint256 amount)']);
  const to = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
  const transfer = { network: RAIL.network, asset: RAIL.asset, to, amount: 5_000_000n };
  const hash = `0x${'cd'.repeat(32)}`;

  test('is an ordinary transfer, as viem writes it', () => {
    const args = [to, 5_000_000n] as const;
    expect(transferOf(RAIL.asset, transfer)).toEqual({
      from: RAIL.asset,
      to: RAIL.asset,
      value: '0x0',
      data: encodeFunctionData({ abi, functionName: 'transfer', args }),
    });
  });

  const sends = (answer: RpcAnswer) => {
    const { user, told, wallet } = browserWith({ extension: true });
    const order: string[] = [];
    told.answers = async (method, params) => {
      order.push(method);
      return method === 'eth_sendTransaction' ? answer : user.answer(method, params);
    };
    const sent = wallet.send(transfer, async () => void order.push('written'));
    return { sent, order };
  };

  test('is written down before it is asked for', async () => {
    const { sent, order } = sends({ result: hash });
    expect(await sent).toBe(hash);
    expect(order.slice(-2)).toEqual(['written', 'eth_sendTransaction']);
  });

  test.each([
    [error(4001), ['error_declined', false]],
    [error(-32603, 'nonce too low'), ['error_wallet_silent', true]],
    [{ result: 'sent' }, ['error_wallet_silent', true]],
  ])('%j: %j', async (answer, kind) => {
    expect(kindOf(await failure(sends(answer).sent))).toEqual(kind);
  });

  test('is not asked for where the wallet is the purse itself, or a page is all there is', async () => {
    const own = browserWith({ extension: true });
    const itself = { ...transfer, to: own.user.account.address };
    const never = () => Promise.reject(new Error('written'));
    expect(kindOf(await failure(own.wallet.send(itself, never)))[0]).toBe('error_wallet_account');
    const page = browserWith({ page: true });
    expect(kindOf(await failure(page.wallet.send(transfer, never)))[0]).toBe('error_wallet_gone');
  });
});
