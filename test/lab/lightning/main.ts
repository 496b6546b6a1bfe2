// The lab's Lightning side as a process of its own: mining takes all of one, and its packages are not ours.

import type { LightningMap } from './map.ts';
import { startNetwork } from './node/network.ts';
import { connectNode } from './node/node.ts';
import { startLightningShop } from './shop/shop.ts';
import { startRelay } from './wallet/relay.ts';
import { startWallet } from './wallet/service.ts';

const network = await startNetwork();
const customer = connectNode(network.customer);
const merchant = connectNode(network.merchant);
const relay = await startRelay();
const wallet = await startWallet(customer, relay);
const shop = await startLightningShop(merchant, customer);

const map: LightningMap = {
  customer: network.customer,
  merchant: network.merchant,
  relay: relay.url,
  relayControl: relay.controlUrl,
  wallet: wallet.url,
  shop: shop.url,
};

const close = async () => {
  for (const each of [shop, wallet, relay, network]) await each.close();
  process.exit();
};
process.once('SIGTERM', () => void close());
process.stdout.write(`LIGHTNING ${JSON.stringify(map)}\n`);
