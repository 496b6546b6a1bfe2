import { type JsonObject, member } from '../../core/encoding/json.ts';
import { sanitize } from '../../core/encoding/sanitize-text.ts';
import { FareboxError, PaidUnproved, Unsure } from '../../core/errors.ts';
import type { LightningRequest, LightningResult } from '../../core/offers/rail.ts';
import type { Random, Records } from '../deps.ts';
import type { SealedStore } from '../sealed-store.ts';
import { setAside } from '../set-aside.ts';
import type { Wallet } from '../wallet.ts';
import { about } from './about.ts';
import { type Connection, parseConnection } from './connection.ts';
import { aliasOf, type ConnectionInfo, networkOf, readConnectionInfo } from './connection-info.ts';
import { greet, isBare, type Kept, readKept, textOf } from './encryption.ts';
import { refusalOf } from './errors.ts';
import { checkRequest, foundIn, isYoungerThan, resultOf } from './invoice.ts';
import { otherConnectionUntil, rememberConnection } from './previous-connection.ts';
import { type Answer, call, readInfo } from './relay/client.ts';
import { createRelayConnection, type RelayConnection, type SocketClass } from './relay/relay.ts';

export type { ConnectionInfo } from './connection-info.ts';
export type { SocketClass } from './relay/relay.ts';

type Patience = { readonly pay: number; readonly ask: number; readonly lost?: number };

export type NwcDeps = {
  readonly store: Records;
  readonly safe: Pick<SealedStore, 'get' | 'set' | 'remove'>;
  readonly WebSocket: SocketClass;
  /** ms since 1970. */
  readonly now: () => number;
  readonly random: Random;
  /**
   * ms; absent: a minute for a payment, fifteen seconds for a question, and five seconds for an answer that the
   * relay may have lost.
   */
  readonly patience?: Patience;
};

/** What the wallet lets this connection spend, millisatoshi; `renewsAt` in ms. */
export type Budget = { readonly used: bigint; readonly total: bigint; readonly renewsAt?: number };

/** The user's own Lightning wallet, by Nostr Wallet Connect (NIP-47). */
export type Nwc = Wallet & {
  /** Undefined while none is connected. Known while the purse is locked. */
  status(): Promise<ConnectionInfo | undefined>;
  /**
   * Asks the wallet who it is, and keeps the connection; its secret in the safe. `error_nwc_uri`,
   * `error_nwc_relay`, `error_nwc_unreachable`, `error_nwc_cannot` (it pays no invoices), `error_nwc_network`,
   * the wallet's refusals, `error_locked`, `error_no_password`.
   */
  connect(uri: string): Promise<ConnectionInfo>;
  disconnect(): Promise<void>;
  /** Undefined where the wallet tells none. */
  budget(): Promise<Budget | undefined>;
};

const FACTS = 'nwc';
const SECRET = 'nwc';
const PATIENCE = { pay: 60_000, ask: 15_000 };

/**
 * The connected wallet. It is asked to pay an invoice once; what became of that is looked up, never asked for
 * again. `pay_invoice` of NIP-47 has no field for a fee limit, so `maxFee` binds no wallet here: what routing cost
 * is told afterwards (`fees_paid`), and the hard limit is the budget that the user sets in the wallet.
 */
export function createNwc(deps: NwcDeps): Nwc {
  const { store, safe, now, random } = deps;
  const patience: Patience = deps.patience ?? PATIENCE;
  const open = new Map<string, RelayConnection>();

  const linesFor = (relays: readonly string[]) =>
    relays.map((url) => {
      let line = open.get(url);
      if (line === undefined) {
        line = createRelayConnection(url, deps.WebSocket);
        open.set(url, line);
      }
      return line;
    });
  const clientFor = ({ relays }: Pick<Connection, 'relays'>) => ({
    lines: linesFor(relays),
    now,
    random,
    afterLoss: patience.lost,
  });

  const status = async () => {
    const stored = await store.get(FACTS);
    const info = readConnectionInfo(stored);
    // The wallet seems to be gone: the user is told why.
    if (info === undefined && stored !== undefined) await setAside(store, FACTS, stored);
    return info;
  };

  type Connected = Kept & { readonly facts: ConnectionInfo };
  const connected = async (): Promise<Connected> => {
    const facts = await status();
    const text = await safe.get(SECRET);
    const kept = readKept(text, facts?.encryption);
    // A worker that died between the two records left them of two wallets.
    if (facts === undefined || kept?.connection.wallet !== facts.pubkey) {
      throw new FareboxError('error_no_wallet');
    }
    // From now on the encryption is sealed, too. Where that cannot be written, it is read as it was once more.
    if (isBare(text)) {
      await safe.set(SECRET, textOf(text, kept.encryption)).catch(() => undefined);
    }
    return { ...kept, facts };
  };

  const ask = (
    { connection, encryption }: Connected,
    method: string,
    params: JsonObject,
    timeout: number,
  ): Promise<Answer> =>
    call(clientFor(connection), connection, encryption, method, params, timeout);

  /** The result of something that moves no money; throws what the wallet says instead. */
  const question = async (method: string): Promise<JsonObject> => {
    const answer = await ask(await connected(), method, {}, patience.ask);
    if (answer.kind === 'result') return answer.result;
    if (answer.kind === 'silent') throw new FareboxError('error_nwc_unreachable');
    throw refusalOf(answer.code) ?? new FareboxError('error_nwc_failed');
  };

  /**
   * What the wallet says became of a payment. `failed`: it has just answered that this payment failed; then not
   * knowing the payment (NOT_FOUND) agrees with it. Otherwise NOT_FOUND says nothing: many wallets look up only the
   * invoices that they made themselves.
   */
  const lookup = async (wallet: Connected, request: LightningRequest, failed = false) => {
    const { paymentHash: payment_hash } = request;
    const answer = await ask(wallet, 'lookup_invoice', { payment_hash }, patience.ask);
    const forgotten = answer.kind === 'error' && answer.code === 'NOT_FOUND';
    const found =
      answer.kind === 'result'
        ? foundIn(request, answer.result)
        : forgotten && failed
          ? 'unpaid'
          : 'unknown';
    // What this wallet has not paid, one that was connected before it may have.
    const ours = isYoungerThan(request, wallet.facts.otherUntil ?? 0);
    return found === 'unpaid' && !ours && !failed ? 'unknown' : found;
  };

  const fulfil = async (request: LightningRequest): Promise<LightningResult> => {
    checkRequest(request, now());
    // The same one to the end: meanwhile the purse may lock, or another wallet be connected.
    const wallet = await connected();
    const { network } = wallet.facts;
    if (network !== request.network) {
      throw new FareboxError('error_nwc_network', network, request.network);
    }
    const answer = await ask(wallet, 'pay_invoice', { invoice: request.invoice }, patience.pay);
    const result = answer.kind === 'result' ? resultOf(request, answer.result) : undefined;
    if (result !== undefined) return result;
    if (answer.kind === 'silent' && !answer.left) throw new FareboxError('error_nwc_unreachable');
    const refusal = answer.kind === 'error' ? refusalOf(answer.code) : undefined;
    if (refusal !== undefined) throw refusal;
    // Wallets also say "failed" of an invoice that is paid already; silence says nothing, and a success without the
    // invoice's preimage (missing, all zeros, another's) says at least that money may have gone.
    const failed = answer.kind === 'error' && answer.code === 'PAYMENT_FAILED';
    const found = await lookup(wallet, request, failed);
    if (found === 'paid') throw new PaidUnproved('error_no_preimage');
    if (typeof found === 'object') return found;
    if (answer.kind === 'result') throw new Unsure('error_preimage');
    if (found === 'unpaid') throw new FareboxError('error_nwc_failed');
    throw new Unsure('error_wallet_silent');
  };

  const connect = async (uri: string): Promise<ConnectionInfo> => {
    const connection = parseConnection(uri);
    const client = clientFor(connection);
    // Asked first, so that no one waits for a wallet whose secret could not be kept.
    const before = await status();
    const kept = readKept(await safe.get(SECRET), before?.encryption);
    const seen = kept?.connection.wallet === connection.wallet ? kept.encryption : undefined;
    const info = await readInfo(client, connection, patience.ask);
    const greeted = await greet(client, connection, info, seen, patience.ask);
    const { answer, encryption } = greeted;
    if (answer.kind === 'silent') throw new FareboxError('error_nwc_unreachable');
    if (answer.kind === 'error' && answer.code === 'UNAUTHORIZED') {
      throw new FareboxError('error_nwc_unauthorized');
    }
    if (answer.kind === 'error' && answer.code === 'UNSUPPORTED_ENCRYPTION') {
      throw new FareboxError('error_nwc_cannot');
    }
    const said = answer.kind === 'result' ? answer.result : undefined;
    const listed = said && member(said, 'methods');
    const methods = info?.methods ?? (Array.isArray(listed) ? listed.map(String) : []);
    if (methods.length > 0 && !methods.includes('pay_invoice')) {
      throw new FareboxError('error_nwc_cannot');
    }
    const network = networkOf(said);
    if (network === undefined) {
      throw new FareboxError(
        'error_nwc_network',
        sanitize(said && member(said, 'network'), 32) ?? '?',
        '',
      );
    }
    const alias = aliasOf(said);
    const { wallet: pubkey, relays } = connection;
    if (before !== undefined) await rememberConnection(store, before, now());
    const otherUntil = await otherConnectionUntil(store, pubkey, now());
    const facts: ConnectionInfo = {
      version: 1,
      pubkey,
      relays,
      ...(alias === undefined ? {} : { alias }),
      network,
      methods,
      encryption,
      at: now(),
      ...(otherUntil === undefined ? {} : { otherUntil }),
    };
    await safe.set(SECRET, textOf(uri, encryption));
    await store.set(FACTS, facts);
    return facts;
  };

  return {
    ...about,
    serves: async (rail) => rail.kind === 'lightning' && (await status())?.network === rail.network,
    account: async (rail) =>
      rail.kind === 'lightning' && (await status()) !== undefined
        ? { rail: 'lightning' }
        : undefined,
    ready: async () => {
      await connected();
    },
    fulfil: async (request) => {
      if (request.rail !== 'lightning') throw new FareboxError('error_no_wallet');
      return fulfil(request);
    },
    lookup: async (request) =>
      request.rail === 'lightning'
        ? connected()
            .then((wallet) => lookup(wallet, request))
            .catch(() => 'unknown' as const)
        : 'unknown',
    name: async () => (await status())?.alias,
    balance: async (rail) => {
      if (rail.kind !== 'lightning' || !(await status())?.methods.includes('get_balance')) {
        return undefined;
      }
      const amount = member(await question('get_balance'), 'balance');
      return typeof amount === 'number' && Number.isSafeInteger(amount)
        ? BigInt(amount)
        : undefined;
    },
    status,
    connect,
    disconnect: async () => {
      const before = await status();
      if (before !== undefined) await rememberConnection(store, before, now());
      await safe.remove(SECRET);
      await store.remove(FACTS);
    },
    budget: async () => {
      if (!(await status())?.methods.includes('get_budget')) return undefined;
      return budgetOf(await question('get_budget'));
    },
  };
}

function budgetOf(answer: JsonObject): Budget | undefined {
  const [used, total, renews] = ['used_budget', 'total_budget', 'renews_at'].map((name) =>
    member(answer, name),
  );
  const whole = [used, total].every(
    (each) => typeof each === 'number' && Number.isSafeInteger(each),
  );
  if (!whole) return undefined;
  return {
    used: BigInt(used as number),
    total: BigInt(total as number),
    ...(typeof renews === 'number' ? { renewsAt: renews * 1000 } : {}),
  };
}
