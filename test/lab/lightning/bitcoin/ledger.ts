import { createHash } from 'node:crypto';
import type { Block, TX } from '../packages/bcoin.mjs';

/** One transaction of a script's history, as the Electrum protocol lists it. Fee in satoshi. */
export type Entry = {
  readonly tx_hash: string;
  /** 0: not in a block yet; -1: nor is one of its parents. */
  readonly height: number;
  readonly fee?: number;
};

/** What the Electrum protocol asks of a chain, by transaction and by script hash. */
export type Ledger = {
  /** Takes in a block; the script hashes that it touches. */
  addBlock(block: Block): ReadonlySet<string>;
  /** Takes in a transaction that waits for a block; the script hashes that it touches. */
  addWaiting(tx: TX): ReadonlySet<string>;
  tip(): { readonly height: number; readonly hex: string };
  /** 80 bytes each, in hex, from `start` on. */
  headers(start: number, count: number): readonly string[];
  history(scriptHash: string): readonly Entry[];
  transaction(txid: string): TX | undefined;
  /** Where a transaction is, with its Merkle branch; undefined when it is in no block. */
  proof(txid: string): { block_height: number; pos: number; merkle: string[] } | undefined;
  txidAt(height: number, position: number): string | undefined;
  waiting(): number;
};

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
const reversed = (bytes: Buffer) => Buffer.from(bytes).reverse().toString('hex');

function branch(leaves: readonly Buffer[], position: number): string[] {
  const found: string[] = [];
  let level = [...leaves];
  for (let at = position; level.length > 1; at >>= 1) {
    const last = level.at(-1);
    if (level.length % 2 === 1 && last !== undefined) level.push(last);
    found.push(reversed(level[at ^ 1] ?? Buffer.alloc(0)));
    level = level
      .filter((_, index) => index % 2 === 0)
      .map((left, index) =>
        sha256(sha256(Buffer.concat([left, level[2 * index + 1] ?? Buffer.alloc(0)]))),
      );
  }
  return found;
}

/** An empty ledger: the first block is the chain's own. */
export function openLedger(): Ledger {
  const blocks: { readonly hex: string; readonly hashes: readonly Buffer[] }[] = [];
  const settled = new Map<string, { tx: TX; height: number; pos: number }>();
  const waiting = new Map<string, TX>();
  const histories = new Map<string, Entry[]>();

  const transaction = (txid: string) => settled.get(txid)?.tx ?? waiting.get(txid);
  const spent = (tx: TX) =>
    tx.isCoinbase()
      ? []
      : tx.inputs.flatMap(({ prevout }) => {
          const output = transaction(prevout.txid())?.outputs[prevout.index];
          return output === undefined ? [] : [output];
        });
  const touches = (tx: TX) =>
    new Set([...tx.outputs, ...spent(tx)].map(({ script }) => reversed(sha256(script.toRaw()))));
  const entry = (txid: string, tx: TX): Entry => ({
    tx_hash: txid,
    height: tx.inputs.some(({ prevout }) => waiting.has(prevout.txid())) ? -1 : 0,
    fee: spent(tx).reduce((sum, { value }) => sum + value, 0) - tx.getOutputValue(),
  });

  return {
    addBlock: (block) => {
      const height = blocks.length;
      const hashes = block.txs.map((tx) => tx.hash());
      blocks.push({ hex: block.toRaw().subarray(0, 80).toString('hex'), hashes });
      const touched = block.txs.flatMap((tx, pos) => {
        const txid = tx.txid();
        waiting.delete(txid);
        settled.set(txid, { tx, height, pos });
        const scripts = [...touches(tx)];
        for (const script of scripts) {
          const history = histories.get(script) ?? [];
          history.push({ tx_hash: txid, height });
          histories.set(script, history);
        }
        return scripts;
      });
      return new Set(touched);
    },
    addWaiting: (tx) => {
      waiting.set(tx.txid(), tx);
      return touches(tx);
    },
    tip: () => ({ height: blocks.length - 1, hex: blocks.at(-1)?.hex ?? '' }),
    headers: (start, count) => blocks.slice(start, start + count).map(({ hex }) => hex),
    history: (scriptHash) => [
      ...(histories.get(scriptHash) ?? []),
      ...[...waiting]
        .filter(([, tx]) => touches(tx).has(scriptHash))
        .map(([id, tx]) => entry(id, tx)),
    ],
    transaction,
    proof: (txid) => {
      const found = settled.get(txid);
      if (found === undefined) return undefined;
      const { height, pos } = found;
      return { block_height: height, pos, merkle: branch(blocks[height]?.hashes ?? [], pos) };
    },
    txidAt: (height, position) => {
      const hash = blocks[height]?.hashes[position];
      return hash === undefined ? undefined : reversed(hash);
    },
    waiting: () => waiting.size,
  };
}
