// The part of bcoin 1.0.2 that the lab uses. Amounts in satoshi.

/** Raw script. */
type Script = { toRaw(): Buffer };
type Output = { readonly value: number; readonly script: Script };
type Input = { readonly prevout: { readonly index: number; txid(): string } };

export type Address = { readonly hash: Buffer };
export const Address: { fromString(text: string, network: string): Address };

export class TX {
  static fromRaw(bytes: Buffer): TX;
  readonly inputs: readonly Input[];
  readonly outputs: readonly Output[];
  txid(): string;
  hash(): Buffer;
  toRaw(): Buffer;
  isCoinbase(): boolean;
  getOutputValue(): number;
}

export type Block = { readonly txs: readonly TX[]; toRaw(): Buffer };

export type Coin = { readonly value: number };
export const Coin: { fromTX(tx: TX, index: number, height: number): Coin };

export class KeyRing {
  static generate(): KeyRing;
  witness: boolean;
  getAddress(): Address;
}

export class MTX {
  addOutput(address: Address, value: number): void;
  addCoin(coin: Coin): void;
  sign(ring: KeyRing): number;
  toTX(): TX;
}

type Entry = { readonly height: number };

export class Chain {
  constructor(options: { network: string; memory: boolean; workers: null });
  readonly height: number;
  open(): Promise<void>;
  close(): Promise<void>;
  getBlock(height: number): Promise<Block>;
  /** null when the block is not taken. */
  add(block: Block): Promise<Entry | null>;
  on(event: 'connect', listener: (entry: Entry, block: Block) => Promise<void>): void;
}

export class Mempool {
  constructor(options: {
    network: string;
    chain: Chain;
    memory: boolean;
    requireStandard: boolean;
    limitFree: boolean;
    rejectAbsurdFees: boolean;
  });
  open(): Promise<void>;
  close(): Promise<void>;
  /** Hashes of parents that are missing. Throws on a transaction that breaks a rule. */
  addTX(tx: TX): Promise<readonly string[] | null>;
  _addBlock(entry: Entry, txs: readonly TX[]): Promise<void>;
}

export class Miner {
  constructor(options: { network: string; chain: Chain; mempool: Mempool; preverify: boolean });
  readonly cpu: { createJob(): Promise<{ mineAsync(): Promise<Block> }> };
  open(): Promise<void>;
  close(): Promise<void>;
  addAddress(address: Address): void;
}
