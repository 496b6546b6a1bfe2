import { type NodeAddress, rpcOf } from './rpc.ts';

/** A payment that is over. Amount in satoshi, without the fee. */
export type Settled = {
  /** 64 hex digits. */
  readonly paymentHash: string;
  readonly preimage: string;
  readonly amount: bigint;
};

/** A Lightning node, as any process can use it. Amounts in satoshi. */
export type LightningNode = {
  invoice(
    amountSat: bigint,
    description: string,
    expirySeconds?: number,
  ): Promise<{ readonly bolt11: string; readonly paymentHash: string }>;
  /** Pays an invoice; rejects when no money moved. `preimage`: 64 hex digits. */
  pay(bolt11: string): Promise<{ readonly preimage: string }>;
  /** Whether the money of an invoice of its own has come. */
  isPaid(paymentHash: string): Promise<boolean>;
  /** Every payment that came in, oldest first: proves "exactly once". */
  received(): Promise<readonly Settled[]>;
  /** Every payment that went out, oldest first. */
  sent(): Promise<readonly Settled[]>;
  /** What it can spend. */
  balance(): Promise<bigint>;
  /** Its public key, 66 hex digits. */
  publicKey(): Promise<string>;
};

type HistoryEntry = {
  readonly type: string;
  readonly direction: number;
  readonly payment_hash: string;
  readonly preimage: string;
  readonly amount_msat: number;
  readonly fee_msat?: number | null;
};
type Channel = { readonly local_balance: number; readonly local_reserve: number };

const SENT = 0;
const RECEIVED = 1;

const bitcoins = (satoshi: bigint) =>
  `${satoshi / 100_000_000n}.${String(satoshi % 100_000_000n).padStart(8, '0')}`;

/** Uses a node of the lab that is already running. */
export function connectNode(address: NodeAddress): LightningNode {
  const rpc = rpcOf(address);
  const history = async (direction: number): Promise<readonly Settled[]> => {
    const entries = await rpc<readonly HistoryEntry[]>('lightning_history');
    return entries
      .filter((each) => each.type === 'payment' && each.direction === direction)
      .map(({ payment_hash: paymentHash, preimage, amount_msat, fee_msat }) => ({
        paymentHash,
        preimage,
        amount: BigInt(Math.abs(amount_msat) - (fee_msat ?? 0)) / 1000n,
      }));
  };
  const received = () => history(RECEIVED);
  return {
    received,
    sent: () => history(SENT),
    isPaid: async (hash) => (await received()).some(({ paymentHash }) => paymentHash === hash),
    invoice: async (amount, memo, expiration = 3600) => {
      // `force`: an address of its own for each request, even when many wait to be paid.
      const params = { amount: bitcoins(amount), memo, expiration, force: true };
      const { lightning_invoice: bolt11, rhash: paymentHash } = await rpc<{
        lightning_invoice: string;
        rhash: string;
      }>('add_request', params);
      return { bolt11, paymentHash };
    },
    pay: async (invoice) => {
      const { success, preimage, log } = await rpc<{
        success: boolean;
        preimage: string | null;
        log: unknown;
      }>('lnpay', { invoice });
      if (!success || preimage === null) throw new Error(`not paid: ${JSON.stringify(log)}`);
      return { preimage };
    },
    balance: async () => {
      const channels = await rpc<readonly Channel[]>('list_channels');
      const free = channels.map((each) => each.local_balance - each.local_reserve);
      return BigInt(free.reduce((sum, each) => sum + each, 0));
    },
    publicKey: async () => (await rpc<string>('nodeid')).replace(/@.*$/, ''),
  };
}
