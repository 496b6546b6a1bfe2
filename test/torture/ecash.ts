import type { LightningMap } from '../lab/lightning/map.ts';
import { connectNode } from '../lab/lightning/node/node.ts';
import { type Mint, startMint } from '../lab/mint/mint.ts';
import { type CashuShop, startCashuShop } from '../lab/mint/shop.ts';

/** A mint over the Lightning nodes, and a shop that takes its tokens. */
export type EcashLab = {
  readonly mint: Mint;
  readonly shop: CashuShop;
  close(): Promise<void>;
};

/** Opens both. */
export async function startEcash(map: LightningMap): Promise<EcashLab> {
  const mint = await startMint({ lightning: connectNode(map.merchant) });
  const shop = await startCashuShop([mint.url]);
  const close = async () => {
    await shop.close();
    await mint.close();
  };
  return { mint, shop, close };
}
