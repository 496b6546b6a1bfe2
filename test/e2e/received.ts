import type { LightningMap } from '../lab/lightning/map.ts';
import type { Settled } from '../lab/lightning/node/node.ts';
import { nodesOf } from '../lab/lightning/remote.ts';
import { until } from './driver/until.ts';

/** All that the shop's node has received: the payee writes it down a moment after the payer. */
export async function receivedBy(map: LightningMap): Promise<readonly Settled[]> {
  const { customer, merchant } = nodesOf(map);
  const sent = (await customer.sent()).length;
  return until(
    async () => {
      const list = await merchant.received();
      return list.length >= sent && list;
    },
    { what: 'the nodes to agree' },
  );
}
