// The part of @getalby/sdk 7.0.0 and @getalby/lightning-tools 9.0.1 that the lab uses.
import type { Event } from './nostr.d.mts';

/** A BOLT11 invoice; the constructor throws on what is none. */
export class Invoice {
  constructor(options: { readonly pr: string });
  readonly paymentHash: string;
  /** Whole satoshis in the lab. */
  readonly satoshi: number;
  readonly description: string | null;
  /** When it was made, Unix seconds. */
  readonly timestamp: number;
  /** How long it lives, seconds. */
  readonly expiry?: number;
}

export type Result<Value> =
  | { readonly result: Value; readonly error: undefined }
  | {
      readonly result: undefined;
      readonly error: { readonly code: string; readonly message: string };
    };

/** Amounts in millisatoshi, times in Unix seconds (NIP-47). */
export type Transaction = {
  readonly type: 'outgoing';
  readonly state: 'settled' | 'pending' | 'failed';
  readonly invoice: string;
  readonly description: string;
  readonly payment_hash: string;
  readonly preimage?: string;
  readonly amount: number;
  readonly fees_paid: number;
  readonly created_at: number;
  readonly settled_at?: number;
};
export type Lookup = { readonly payment_hash?: string; readonly invoice?: string };
export type WalletInfo = {
  readonly alias: string;
  readonly color: string;
  readonly pubkey: string;
  readonly network: string;
  readonly block_height: number;
  readonly block_hash: string;
  readonly methods: readonly string[];
};
export type Paid = { readonly preimage: string; readonly fees_paid: number };

export type Handler = {
  getInfo(): Promise<Result<WalletInfo>>;
  getBalance(): Promise<Result<{ readonly balance: number }>>;
  payInvoice(request: { readonly invoice: string }): Promise<Result<Paid>>;
  lookupInvoice(request: Lookup): Promise<Result<Transaction>>;
};

export class NWCWalletServiceKeyPair {
  constructor(walletSecret: string, clientPublicKey: string);
  readonly walletSecret: string;
  readonly walletPubkey: string;
}

export class NWCWalletService {
  constructor(options: { readonly relayUrl: string });
  readonly relay: { connect(): Promise<void>; publish(event: Event): Promise<string> };
  publishWalletServiceInfoEvent(
    walletSecret: string,
    methods: readonly string[],
    notifications: readonly string[],
  ): Promise<void>;
  encrypt(keys: NWCWalletServiceKeyPair, text: string, encryption: string): Promise<string>;
  decrypt(keys: NWCWalletServiceKeyPair, text: string, encryption: string): Promise<string>;
  subscribe(keys: NWCWalletServiceKeyPair, handler: Handler): Promise<() => void>;
  signEvent(
    event: Pick<Event, 'kind' | 'created_at' | 'tags' | 'content'>,
    secret: string,
  ): Promise<Event>;
  close(): void;
}

/** Rejects with an error whose `code` is the wallet's. */
export class NWCClient {
  constructor(options: { readonly nostrWalletConnectUrl: string });
  payInvoice(request: { readonly invoice: string }): Promise<Paid>;
  lookupInvoice(request: Lookup): Promise<Transaction>;
  getBalance(): Promise<{ readonly balance: number }>;
  getInfo(): Promise<WalletInfo>;
  getBudget(): Promise<{ readonly used_budget?: number; readonly total_budget?: number }>;
  readonly encryptionType: string;
  close(): void;
}

export type Payment = {
  readonly paid: boolean;
  readonly amountSat: number;
  /** The header that opens the door again. */
  readonly credentials: { readonly header: string; readonly value: string };
};

/** The whole cycle, as the reference client does it. */
export function fetch402(
  url: string,
  init: RequestInit,
  options: { readonly wallet: Pick<NWCClient, 'payInvoice'>; readonly maxAmount?: number },
): Promise<Response & { readonly payment?: Payment }>;
