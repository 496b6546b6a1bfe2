import { FareboxError, Unsure } from '../../core/errors.ts';
import { checksummed, isAddress, isSameAddress } from '../../core/money/address.ts';
import { assetOf } from '../../core/money/assets.ts';
import type { Caip2 } from '../../core/money/caip2.ts';
import type { Eip3009Request, Eip3009Result, Rail } from '../../core/offers/rail.ts';
import { type ChainReader, createChainReader } from '../evm/chain-reader.ts';
import { checkTerms, readTerms } from '../evm/check-request.ts';
import { digest } from '../evm/eip712.ts';
import { lookup } from '../evm/lookup.ts';
import { recover } from '../evm/recover.ts';
import { createRpc, type RpcDeps } from '../evm/rpc.ts';
import type { Wallet } from '../wallet.ts';
import { about } from './about.ts';
import { switchTo } from './chain.ts';
import { type FindDeps, findExtension, findProvider } from './find.ts';
import { DECLINED, type Provider, RpcError } from './provider.ts';
import { type Transfer, transferOf } from './transfer.ts';
import { typedData } from './typed-data.ts';

export { about } from './about.ts';

export type BrowserWalletDeps = FindDeps &
  RpcDeps & {
    /** ms since 1970. */
    readonly now: () => number;
    /** Keeps the background alive while the user reads the wallet's question. */
    readonly stayAwake: (wanted: boolean) => void;
  };

export type BrowserWallet = Wallet & {
  /** The wallet extension that can be asked without a page; undefined where there is none. Asks the user nothing. */
  extension(): Promise<{ readonly name?: string } | undefined>;
  /**
   * Has the wallet extension send tokens by an ordinary transaction; its hash. `asked` is called once the user has connected
   * and before the transaction is asked for: what it writes must be on disk first. Throws a FareboxError where nothing was
   * sent, and an `Unsure` where that is not known.
   */
  send(transfer: Transfer, asked: () => Promise<void>): Promise<string>;
};

/** What is said of a wallet that has no name. */
const called = ({ name }: Provider): string => name ?? 'Wallet';

function serves(rail: Rail): boolean {
  return rail.kind === 'eip3009' && assetOf(rail.network, rail.asset)?.transfer === 'eip3009';
}

/** The wallets of the user's own in this browser. They hold their keys; Farebox asks and checks what they answer. */
export function createBrowserWallet(deps: BrowserWalletDeps): BrowserWallet {
  const chain = createChainReader(createRpc(deps));
  let busy = 0;
  /** Asks one wallet, with the background kept alive, and hangs up afterwards. */
  const withProvider = async <Out>(
    find: () => Promise<Provider | undefined>,
    act: (provider: Provider) => Promise<Out>,
  ): Promise<Out | undefined> => {
    const provider = await find();
    if (provider === undefined) return undefined;
    busy += 1;
    deps.stayAwake(true);
    try {
      return await act(provider);
    } finally {
      busy -= 1;
      if (busy === 0) deps.stayAwake(false);
      provider.close();
    }
  };
  const shown = ({ name, icon }: Provider) => ({
    ...(name === undefined ? {} : { name }),
    ...(icon === undefined ? {} : { icon }),
  });
  return {
    ...about,
    serves: async (rail) => serves(rail),
    found: async (rail, { tabId }) =>
      serves(rail)
        ? withProvider(
            () => findProvider(deps, tabId),
            async (provider) => shown(provider),
          )
        : undefined,
    account: async (rail, { tabId }) => {
      if (rail.kind !== 'eip3009' || !serves(rail)) return undefined;
      return withProvider(
        () => findProvider(deps, tabId),
        async (provider) => {
          const address = await connect(provider);
          await checkAccount(chain, rail.network, address);
          return { rail: 'eip3009', address } as const;
        },
      );
    },
    ready: async () => undefined,
    fulfil: async (request, { tabId }) => {
      if (request.rail !== 'eip3009') throw new FareboxError('error_no_wallet');
      const terms = readTerms(request);
      checkTerms(terms, terms.message.from, deps.now());
      const signed = await withProvider(
        () => findProvider(deps, tabId),
        async (provider) => {
          const address = await connect(provider, request.message.from);
          if (!isSameAddress(address, request.message.from)) {
            throw new FareboxError('error_wallet_account', called(provider));
          }
          await switchTo(provider, request.network, deps.rpc, called(provider));
          return sign(provider, request);
        },
      );
      if (signed === undefined) throw new FareboxError('error_wallet_gone');
      return signed;
    },
    lookup: async (request) => (request.rail === 'eip3009' ? lookup(chain, request) : 'unknown'),
    extension: () =>
      withProvider(
        () => findExtension(deps),
        async (provider) => shown(provider),
      ),
    send: async (transfer, asked) => {
      const hash = await withProvider(
        () => findExtension(deps),
        async (provider) => {
          const from = await connect(provider);
          if (isSameAddress(from, transfer.to)) throw new FareboxError('error_wallet_account');
          await switchTo(provider, transfer.network, deps.rpc, called(provider));
          await asked();
          return send(provider, from, transfer);
        },
      );
      if (hash === undefined) throw new FareboxError('error_wallet_gone');
      return hash;
    },
  };
}

/** The account that the user lets Farebox see, `wanted` where it is one of them. Nothing can be signed by that. */
async function connect(provider: Provider, wanted?: string): Promise<string> {
  let accounts: unknown;
  try {
    accounts = await provider.request('eth_requestAccounts', []);
  } catch (error) {
    if (error instanceof RpcError) throw refusal(provider, error);
    throw new FareboxError('error_wallet_gone');
  }
  const addresses = Array.isArray(accounts) ? accounts.filter(isAddress) : [];
  const own = addresses.find((each) => wanted !== undefined && isSameAddress(each, wanted));
  const address = own ?? addresses[0];
  if (address === undefined) throw new FareboxError('error_wallet_account', called(provider));
  return checksummed(address);
}

function refusal(provider: Provider, { code, message }: RpcError): FareboxError {
  return code === DECLINED
    ? new FareboxError('error_declined', called(provider))
    : new FareboxError('error_wallet_failed', called(provider), message);
}

/** EIP-7702: an ordinary account that lets a contract act for it goes on signing by its key. */
const DELEGATED = /^0xef0100/i;

/** A contract signs by rules of its own (ERC-1271), which servers seldom check: that is said before anything is signed. */
async function checkAccount(chain: ChainReader, network: Caip2, address: string): Promise<void> {
  const code = await chain.codeOf(network, address).catch(() => '0x');
  if (code !== '0x' && !DELEGATED.test(code)) throw new FareboxError('error_contract_account');
}

/**
 * The signature, checked to be the stated account's over this very message. What a page's scripts carried they have seen
 * (`seen`), and their "no" proves nothing: it may hide a yes.
 */
async function sign(provider: Provider, request: Eip3009Request): Promise<Eip3009Result> {
  const { from } = request.message;
  let answer: unknown;
  try {
    answer = await provider.request('eth_signTypedData_v4', [from, typedData(request)]);
  } catch (error) {
    if (!(error instanceof RpcError)) throw new Unsure('error_wallet_silent');
    if (!provider.throughPage) throw refusal(provider, error);
    const declined = error.code === DECLINED;
    throw declined
      ? new Unsure('error_declined_page', called(provider))
      : new Unsure('error_wallet_failed', called(provider), error.message);
  }
  const { domain, message } = readTerms(request);
  const made = recover(digest(domain, message), answer);
  if (made === undefined || !isSameAddress(made.address, from)) {
    throw new Unsure('error_wallet_signature', called(provider));
  }
  const seen = provider.throughPage ? ({ seen: true } as const) : {};
  return { rail: 'eip3009', signature: made.signature, ...seen };
}

const HASH = /^0x[0-9a-fA-F]{64}$/;

async function send(provider: Provider, from: string, transfer: Transfer): Promise<string> {
  let hash: unknown;
  try {
    hash = await provider.request('eth_sendTransaction', [transferOf(from, transfer)]);
  } catch (error) {
    const declined = error instanceof RpcError && error.code === DECLINED;
    if (declined) throw new FareboxError('error_declined', called(provider));
    throw new Unsure('error_wallet_silent');
  }
  if (typeof hash !== 'string' || !HASH.test(hash)) throw new Unsure('error_wallet_silent');
  return hash;
}
