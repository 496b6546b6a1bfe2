import { Address, Chain, Coin, KeyRing, Mempool, Miner, MTX, TX } from '../packages/bcoin.mjs';
import { type Ledger, openLedger } from './ledger.ts';

/** A private Bitcoin chain with all of Bitcoin's rules. Amounts in satoshi. */
export type Bitcoin = {
  readonly ledger: Ledger;
  /** Takes a transaction into the mempool; its id. Rejects when it breaks a rule. */
  broadcast(raw: Buffer): Promise<string>;
  mine(blocks: number): Promise<void>;
  /** Sends freshly mined coins. */
  fund(address: string, amount: number): Promise<void>;
  /** Tells which script hashes changed, and whether there is a new block. */
  onChange(listener: (scriptHashes: ReadonlySet<string>, newTip: boolean) => void): void;
  close(): Promise<void>;
};

const network = 'regtest';
// The witness rules begin at 432 on a regtest chain, and no channel opens without them.
const BLOCKS = 440;
const MATURITY = 100;
const FEE = 2000;

/** Starts the chain in this process's memory and mines until coins can be spent. */
export async function startBitcoin(): Promise<Bitcoin> {
  const chain = new Chain({ network, memory: true, workers: null });
  const lenient = { requireStandard: false, limitFree: false, rejectAbsurdFees: false };
  const mempool = new Mempool({ network, chain, memory: true, ...lenient });
  const miner = new Miner({ network, chain, mempool, preverify: false });
  chain.on('connect', (entry, block) => mempool._addBlock(entry, block.txs));
  for (const each of [chain, mempool, miner]) await each.open();
  const ring = KeyRing.generate();
  ring.witness = true;
  miner.addAddress(ring.getAddress());

  const ledger = openLedger();
  ledger.addBlock(await chain.getBlock(0));
  const coinbases: { readonly tx: TX; readonly height: number }[] = [];
  const listeners: Parameters<Bitcoin['onChange']>[0][] = [];
  const tell = (scriptHashes: ReadonlySet<string>, newTip: boolean) => {
    for (const listener of listeners) listener(scriptHashes, newTip);
  };

  const mine = async (blocks: number) => {
    const touched = new Set<string>();
    for (let done = 0; done < blocks; done += 1) {
      const block = await (await miner.cpu.createJob()).mineAsync();
      if ((await chain.add(block)) === null) throw new Error('The chain refused its own block.');
      for (const script of ledger.addBlock(block)) touched.add(script);
      const [tx] = block.txs;
      if (tx !== undefined) coinbases.push({ tx, height: chain.height });
    }
    tell(touched, true);
  };
  const send = async (tx: TX) => {
    const missing = await mempool.addTX(tx);
    if (missing !== null && missing.length > 0) throw new Error('missing inputs');
    tell(ledger.addWaiting(tx), false);
    return tx.txid();
  };

  await mine(BLOCKS);
  return {
    ledger,
    mine,
    broadcast: (raw) => send(TX.fromRaw(raw)),
    fund: async (address, amount) => {
      const coin = coinbases.shift();
      const value = coin?.tx.getOutputValue() ?? 0;
      if (coin === undefined || coin.height + MATURITY > chain.height || value < amount + FEE) {
        throw new Error('No coins left.');
      }
      const tx = new MTX();
      tx.addOutput(Address.fromString(address, network), amount);
      tx.addCoin(Coin.fromTX(coin.tx, 0, coin.height));
      tx.addOutput(ring.getAddress(), value - amount - FEE);
      tx.sign(ring);
      await send(tx.toTX());
    },
    onChange: (listener) => void listeners.push(listener),
    close: async () => {
      for (const each of [miner, mempool, chain]) await each.close();
    },
  };
}
