import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Event, type Filter, matchFilters, verifyEvent } from '../packages/nostr.mjs';

/** An event as the relay saw it, without what only its reader can read. */
export type Passed = Pick<Event, 'id' | 'kind' | 'pubkey' | 'tags'> & {
  /** ms since 1970: when it came. */
  readonly at: number;
};

/** A Nostr relay. `url`: for everybody; `walletUrl`: the same relay, never dropped or refused. */
export type Relay = {
  readonly url: string;
  readonly walletUrl: string;
  readonly controlUrl: string;
  close(): Promise<void>;
};

type Client = {
  readonly socket: WebSocket;
  readonly isWallet: boolean;
  readonly filters: Map<string, readonly Filter[]>;
};
type Message = ['EVENT', Event] | ['REQ', string, ...Filter[]] | ['CLOSE', string];

const WALLET_PATH = '/wallet';
const RESPONSE = 23195;

const isEphemeral = ({ kind }: Event) => kind >= 20_000 && kind < 30_000;
const isReplaceable = ({ kind }: Event) =>
  kind === 0 || kind === 3 || (kind >= 10_000 && kind < 20_000);

function fault(event: Event): string | undefined {
  if (!verifyEvent(event)) return 'invalid: wrong signature';
  const expiration = event.tags.find(([name]) => name === 'expiration')?.[1];
  if (expiration !== undefined && Number(expiration) * 1000 < Date.now()) return 'invalid: expired';
  return undefined;
}

/**
 * Starts a relay (NIP-01). Over `controlUrl`: POST `/lab/drop` ends all connections, `/lab/refuse/on` and
 * `/lab/refuse/off` takes no new ones, `/lab/hold/on` and `/lab/hold/off` keeps wallets' answers back;
 * GET `/lab/events` lists what passed.
 */
export async function startRelay(): Promise<Relay> {
  const clients = new Set<Client>();
  const stored: Event[] = [];
  const held: Event[] = [];
  const passed: Passed[] = [];
  let refusing = false;
  let holding = false;

  const say = ({ socket }: Client, message: readonly unknown[]) =>
    socket.send(JSON.stringify(message));
  const deliver = (event: Event) => {
    for (const client of clients) {
      for (const [id, filters] of client.filters) {
        if (matchFilters(filters, event)) say(client, ['EVENT', id, event]);
      }
    }
  };
  const take = (client: Client, event: Event) => {
    const why = fault(event);
    say(client, ['OK', event.id, why === undefined, why ?? '']);
    if (why !== undefined) return;
    const { id, kind, pubkey, tags } = event;
    passed.push({ id, kind, pubkey, tags, at: Date.now() });
    if (isReplaceable(event)) {
      const old = stored.findIndex((e) => e.kind === event.kind && e.pubkey === event.pubkey);
      if (old !== -1) stored.splice(old, 1);
    }
    if (!isEphemeral(event)) stored.push(event);
    if (holding && event.kind === RESPONSE) held.push(event);
    else deliver(event);
  };
  const hear = (client: Client, message: Message) => {
    if (message[0] === 'EVENT') return take(client, message[1]);
    if (message[0] === 'CLOSE') return void client.filters.delete(message[1]);
    const [, id, ...filters] = message;
    client.filters.set(id, filters);
    for (const event of stored) if (matchFilters(filters, event)) say(client, ['EVENT', id, event]);
    say(client, ['EOSE', id]);
  };

  const controls: Readonly<Record<string, () => void>> = {
    '/lab/drop': () => {
      for (const { socket, isWallet } of clients) if (!isWallet) socket.terminate();
    },
    '/lab/refuse/on': () => {
      refusing = true;
    },
    '/lab/refuse/off': () => {
      refusing = false;
    },
    '/lab/hold/on': () => {
      holding = true;
    },
    '/lab/hold/off': () => {
      holding = false;
      for (const event of held.splice(0)) deliver(event);
    },
  };
  const sockets = new WebSocketServer({ noServer: true });
  const http = createServer((request, response) => {
    if (request.url === '/lab/events') return void response.end(JSON.stringify(passed));
    const run = controls[request.url ?? ''];
    run?.();
    response.writeHead(run === undefined ? 404 : 204).end();
  });
  http.on('upgrade', (request, socket, head) => {
    const isWallet = request.url === WALLET_PATH;
    if (refusing && !isWallet) return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (each) => {
      const client: Client = { socket: each, isWallet, filters: new Map() };
      clients.add(client);
      each.on('message', (text) => hear(client, JSON.parse(String(text)) as Message));
      each.on('error', () => each.terminate());
      each.once('close', () => clients.delete(client));
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}`,
    walletUrl: `ws://127.0.0.1:${port}${WALLET_PATH}`,
    controlUrl: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        for (const { socket } of clients) socket.terminate();
        sockets.close();
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}
