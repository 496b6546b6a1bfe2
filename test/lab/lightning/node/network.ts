import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBitcoin } from '../bitcoin/chain.ts';
import { startElectrumServer } from '../bitcoin/electrum-server.ts';
import { openChannel } from './channel.ts';
import { startDaemon } from './daemon.ts';
import type { NodeAddress } from './rpc.ts';

/** Two nodes with a channel between them. */
export type Network = {
  readonly customer: NodeAddress;
  readonly merchant: NodeAddress;
  close(): Promise<void>;
};

/** Starts the chain and both nodes, and opens the channel. */
export async function startNetwork(): Promise<Network> {
  const folder = await mkdtemp(join(tmpdir(), 'farebox-lightning-'));
  const open: { close(): Promise<void> }[] = [];
  const close = async () => {
    await Promise.all(open.splice(0).map((each) => each.close()));
    await rm(folder, { recursive: true, force: true });
  };
  const keep = async <Each extends { close(): Promise<void> }>(starting: Promise<Each>) => {
    const each = await starting;
    open.push(each);
    return each;
  };
  try {
    const bitcoin = await keep(startBitcoin());
    const { port } = await keep(startElectrumServer(bitcoin));
    const [customer, merchant] = await Promise.all([
      keep(startDaemon(join(folder, 'customer'), port, false)),
      keep(startDaemon(join(folder, 'merchant'), port, true)),
    ]);
    await openChannel(bitcoin, customer.address, merchant.address);
    return { customer: customer.address, merchant: merchant.address, close };
  } catch (error) {
    await close();
    throw error;
  }
}
