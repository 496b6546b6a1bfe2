import type { NodeAddress } from './node/rpc.ts';

/** Where everything of the Lightning lab is: plain data, for other processes. */
export type LightningMap = {
  /** JSON-RPC of the nodes, for `connectNode`. */
  readonly customer: NodeAddress;
  readonly merchant: NodeAddress;
  /** The relay as wallets' clients know it (`ws:`), and its controls (`http:`). */
  readonly relay: string;
  readonly relayControl: string;
  /** Controls of the customer's wallet. */
  readonly wallet: string;
  /** The merchant's shop. */
  readonly shop: string;
};
