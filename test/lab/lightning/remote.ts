import type { LightningMap } from './map.ts';
import { connectNode, type LightningNode } from './node/node.ts';
import type { ConnectionAccount, ConnectionOptions } from './wallet/connection.ts';
import type { Passed } from './wallet/relay.ts';
import type { Change } from './wallet/service.ts';

/** The Lightning lab runs in another process than the tests; these reach it. */

/** A connection to the customer's wallet, and the levers behind it. */
export type WalletConnection = {
  /** The connection string (NIP-47). */
  readonly uri: string;
  /** What it was asked, and what it paid. */
  account(): Promise<ConnectionAccount>;
  /** Has the wallet behave otherwise, or changes what this connection may spend. */
  change(change: Change): Promise<void>;
};

/** What a test does to the relay; wallets themselves never lose it. */
export type RelayLever = 'drop' | 'refuse/on' | 'refuse/off' | 'hold/on' | 'hold/off';

/** Both nodes, to ask what was really paid. */
export const nodesOf = (
  map: LightningMap,
): { readonly customer: LightningNode; readonly merchant: LightningNode } => ({
  customer: connectNode(map.customer),
  merchant: connectNode(map.merchant),
});

async function send<Answer>(url: string, method: string, body?: object): Promise<Answer> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`lab: ${method} ${url}: ${response.status}`);
  return (await response.json()) as Answer;
}

/** Opens a connection of its own for a test. */
export async function connectWallet(
  map: LightningMap,
  options: ConnectionOptions = {},
): Promise<WalletConnection> {
  const at = `${map.wallet}/connections`;
  const { uri, id } = await send<{ uri: string; id: number }>(at, 'POST', options);
  return {
    uri,
    account: () => send(`${at}/${id}`, 'GET'),
    change: async (change) => void (await send(`${at}/${id}`, 'PATCH', change)),
  };
}

/** Pulls a lever of the relay. */
export async function pull(map: LightningMap, lever: RelayLever): Promise<void> {
  const response = await fetch(`${map.relayControl}/lab/${lever}`, { method: 'POST' });
  if (!response.ok) throw new Error(`no such lever: ${lever}`);
}

/** Every event that the relay has taken. */
export const eventsOf = (map: LightningMap): Promise<readonly Passed[]> =>
  send(`${map.relayControl}/lab/events`, 'GET');
