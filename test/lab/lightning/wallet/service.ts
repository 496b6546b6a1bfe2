import type { IncomingMessage, ServerResponse } from 'node:http';
import { json as bodyOf } from 'node:stream/consumers';
import { type Server, startServer } from '../../web.ts';
import type { LightningNode } from '../node/node.ts';
import { openBooks } from './books.ts';
import {
  type Connection,
  type ConnectionOptions,
  openConnection,
  type WalletMode,
} from './connection.ts';

/** A change to a connection: how it behaves, what it may spend (satoshi), or both. */
export type Change = { readonly mode?: WalletMode; readonly budget?: number };

/**
 * The customer's wallet, for Nostr Wallet Connect. Over its URL: POST `/connections` opens one and names its
 * `uri` and `id`; PATCH `/connections/<id>` changes it, GET tells what it did.
 */
export async function startWallet(
  node: LightningNode,
  relay: { readonly url: string; readonly walletUrl: string },
): Promise<Server> {
  const books = openBooks(node);
  const connections: Connection[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const say = (body: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.method === 'POST') {
      const options = (await bodyOf(request)) as ConnectionOptions;
      const connection = await openConnection(node, books, relay, options);
      return void say({ uri: connection.uri, id: connections.push(connection) - 1 });
    }
    const connection = connections[Number(request.url?.split('/').at(-1))];
    if (connection === undefined) return void response.writeHead(404).end();
    if (request.method === 'PATCH') {
      const { mode, budget } = (await bodyOf(request)) as Change;
      if (budget !== undefined) connection.allow(budget);
      if (mode !== undefined) connection.become(mode);
    }
    say(connection.account());
  };
  const server = await startServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  return {
    ...server,
    close: () => {
      for (const connection of connections) connection.close();
      return server.close();
    },
  };
}
