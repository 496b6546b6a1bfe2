import type { Bitcoin } from '../bitcoin/chain.ts';
import { type NodeAddress, rpcOf } from './rpc.ts';
import { until } from './until.ts';

type Channel = { readonly state: string; readonly peer_state: string };

const FUNDS = 100_000_000;
// In bitcoins; Electrum makes no channel of 2²⁴ satoshi or more.
const CAPACITY = '0.16';
const PUSHED = '0.05';
const CONFIRMATIONS = 6;

/** Opens a channel with money on both sides. `to` must listen. */
export async function openChannel(
  bitcoin: Bitcoin,
  from: NodeAddress,
  to: NodeAddress,
): Promise<void> {
  const opener = rpcOf(from);
  const other = rpcOf(to);
  await bitcoin.fund(await opener<string>('getunusedaddress'), FUNDS);
  await bitcoin.mine(1);
  await until('the coins to arrive', async () => {
    const { confirmed } = await opener<{ confirmed: string }>('getbalance');
    return Number(confirmed) > 0;
  });
  const peer = { connection_string: await other<string>('nodeid') };
  const terms = { amount: CAPACITY, push_amount: PUSHED };
  await until('the channel to be funded', async () => {
    // A node that has just started may not be ready for a peer.
    await opener('add_peer', peer);
    await opener('open_channel', { ...peer, ...terms });
    return true;
  });
  await until('the funding transaction', async () => bitcoin.ledger.waiting() > 0);
  await bitcoin.mine(CONFIRMATIONS);
  for (const node of [opener, other]) {
    await until('the channel to open', async () => {
      const [channel] = await node<readonly Channel[]>('list_channels');
      return channel?.state === 'OPEN' && channel.peer_state === 'GOOD';
    });
  }
}
