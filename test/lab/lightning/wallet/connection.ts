import { randomBytes } from 'node:crypto';
import type { LightningNode } from '../node/node.ts';
import {
  type Handler,
  Invoice,
  type NWCWalletService,
  NWCWalletServiceKeyPair,
  type Result,
} from '../packages/alby.mjs';
import { generateSecretKey, getPublicKey } from '../packages/nostr.mjs';
import type { Books } from './books.ts';
import { BudgetedService } from './budget.ts';

/**
 * How the wallet behaves to one connection. `insufficient` and `restricted` refuse with NIP-47's codes,
 * `failing` with PAYMENT_FAILED; `lie` pays and names another preimage; `mute` pays and never answers;
 * `hold-before` neither pays nor answers until the mode changes, `hold` pays and answers then.
 */
export type WalletMode =
  | 'honest'
  | 'insufficient'
  | 'restricted'
  | 'failing'
  | 'lie'
  | 'mute'
  | 'hold'
  | 'hold-before';
export type Encryption = 'nip04' | 'nip44_v2';

/** What a connection was asked, and what it did. Amounts in satoshi. */
export type ConnectionAccount = {
  /** Payment hash of every `pay_invoice` that came, again and again where it was asked again. */
  readonly asked: readonly string[];
  /** Payment hash of every `lookup_invoice`; empty where it came by invoice. */
  readonly lookedUp: readonly string[];
  readonly paid: readonly { readonly paymentHash: string; readonly amount: number }[];
};
export type ConnectionOptions = {
  /** The newest encryption that the wallet offers. */
  readonly encryption?: Encryption;
  /** What it may spend, satoshi. */
  readonly budget?: number;
};
export type Connection = {
  /** The connection string (NIP-47). */
  readonly uri: string;
  account(): ConnectionAccount;
  become(mode: WalletMode): void;
  allow(budget: number): void;
  close(): void;
};

const METHODS = ['get_info', 'get_balance', 'get_budget', 'pay_invoice', 'lookup_invoice'];
const INFO = 13194;

const refuse = (code: string, message: string) => ({ result: undefined, error: { code, message } });
const grant = <Value>(result: Value): Result<Value> => ({ result, error: undefined });
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const never = new Promise<never>(() => undefined);

async function announce(service: NWCWalletService, secret: string, encryption: Encryption) {
  await service.publishWalletServiceInfoEvent(secret, METHODS, []);
  if (encryption !== 'nip04') return;
  // An old wallet: it replaces what the service says of itself. A second later, or the first one would stay.
  const event = {
    kind: INFO,
    created_at: Math.floor(Date.now() / 1000) + 1,
    tags: [],
    content: METHODS.join(' '),
  };
  await service.relay.publish(await service.signEvent(event, secret));
}

/** Opens a connection to the wallet of this node, as a person does for a new app. */
export async function openConnection(
  node: LightningNode,
  books: Books,
  relay: { readonly url: string; readonly walletUrl: string },
  { encryption = 'nip44_v2', budget = Number.POSITIVE_INFINITY }: ConnectionOptions,
): Promise<Connection> {
  const client = generateSecretKey();
  const keys = new NWCWalletServiceKeyPair(hex(randomBytes(32)), getPublicKey(client));
  const asked: string[] = [];
  const lookedUp: string[] = [];
  const paid: { paymentHash: string; amount: number }[] = [];
  let mode: WalletMode = 'honest';
  let limit = budget;
  let spent = 0;
  const service = new BudgetedService(
    relay.walletUrl,
    () => ({ used: spent, total: limit }),
    encryption === 'nip04',
  );
  let changed: () => void = () => undefined;
  let change = new Promise<void>((resolve) => {
    changed = resolve;
  });

  const pay: Handler['payInvoice'] = async ({ invoice }) => {
    const { paymentHash, satoshi: amount } = new Invoice({ pr: invoice });
    asked.push(paymentHash);
    const waiting = change;
    if (mode === 'hold-before') await waiting;
    if (mode === 'restricted') return refuse('RESTRICTED', 'This connection may not pay');
    if (mode === 'failing') return refuse('PAYMENT_FAILED', 'No route');
    if (mode === 'insufficient' || BigInt(amount) > (await node.balance())) {
      return refuse('INSUFFICIENT_BALANCE', 'Not enough money');
    }
    if (spent + amount > limit) return refuse('QUOTA_EXCEEDED', 'The budget is spent');
    const behaviour = mode;
    spent += amount;
    try {
      const { preimage } = await books.pay(invoice);
      paid.push({ paymentHash, amount });
      if (behaviour === 'mute') return await never;
      if (behaviour === 'hold') await waiting;
      const answer = behaviour === 'lie' ? hex(randomBytes(32)) : preimage;
      return grant({ preimage: answer, fees_paid: 0 });
    } catch (error) {
      spent -= amount;
      return refuse('PAYMENT_FAILED', error instanceof Error ? error.message : String(error));
    }
  };
  await announce(service, keys.walletSecret, encryption);
  const end = await service.subscribe(keys, {
    payInvoice: pay,
    getBalance: async () => grant({ balance: Number(await node.balance()) * 1000 }),
    getInfo: async () =>
      grant({
        alias: 'Lab wallet',
        color: '#0b6b57',
        pubkey: await node.publicKey(),
        network: 'regtest',
        block_height: 0,
        block_hash: '',
        methods: METHODS,
      }),
    lookupInvoice: async (request) => {
      lookedUp.push(request.payment_hash ?? '');
      const found = books.find(request);
      return found === undefined ? refuse('NOT_FOUND', 'No such payment') : grant(found);
    },
  });
  const address = new URLSearchParams({ relay: relay.url, secret: hex(client) });
  return {
    uri: `nostr+walletconnect://${keys.walletPubkey}?${address}`,
    account: () => ({ asked, lookedUp, paid }),
    become: (next) => {
      mode = next;
      changed();
      change = new Promise((resolve) => {
        changed = resolve;
      });
    },
    allow: (next) => {
      limit = next;
    },
    close: () => {
      end();
      service.close();
    },
  };
}
