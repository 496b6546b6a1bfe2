import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

type Message = readonly unknown[];
type Stored = {
  readonly id: string;
  readonly kind: number;
  readonly pubkey: string;
  readonly tags: string[][];
};
type Filter = { kinds?: number[]; authors?: string[]; '#e'?: string[]; '#p'?: string[] };

const matches = (filter: Filter, event: Stored) =>
  (filter.kinds?.includes(event.kind) ?? true) &&
  (filter.authors?.includes(event.pubkey) ?? true) &&
  (['e', 'p'] as const).every((name) => {
    const wanted = filter[`#${name}`];
    return (
      wanted === undefined || event.tags.some(([t, v]) => t === name && wanted.includes(v ?? ''))
    );
  });

/** A relay that forgets everything but info events, as relays do with what is ephemeral (NIP-01). */
export async function startRelay() {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const kept: Stored[] = [];
  const subscriptions = new Map<WebSocket, Map<string, Filter>>();
  const relay = {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    published: [] as Stored[],
    kept,
    connections: 0,
    /** What it says to each event instead of taking it, such as `blocked: not here`; undefined: it takes them. */
    says: undefined as string | undefined,
    /** Passes on what it says that it did not take. */
    passesOn: true,
    /** Kinds of events that it keeps to itself, and info events that it does not show. */
    hides: new Set<number>(),
    drop: () => {
      for (const socket of subscriptions.keys()) socket.terminate();
    },
    close: () =>
      new Promise<void>((resolve) => {
        relay.drop();
        server.close(() => resolve());
      }),
  };
  const deliver = (event: Stored) => {
    for (const [socket, filters] of subscriptions) {
      for (const [id, filter] of filters) {
        if (matches(filter, event)) socket.send(JSON.stringify(['EVENT', id, event]));
      }
    }
  };
  server.on('connection', (socket) => {
    relay.connections++;
    subscriptions.set(socket, new Map());
    socket.on('close', () => subscriptions.delete(socket));
    socket.on('message', (data) => {
      const [kind, about, filter] = JSON.parse(String(data)) as Message;
      if (kind === 'REQ') {
        subscriptions.get(socket)?.set(String(about), filter as Filter);
        const shown = kept.filter(({ kind }) => !relay.hides.has(kind));
        for (const event of shown.filter((each) => matches(filter as Filter, each))) {
          socket.send(JSON.stringify(['EVENT', about, event]));
        }
        socket.send(JSON.stringify(['EOSE', about]));
      } else if (kind === 'CLOSE') subscriptions.get(socket)?.delete(String(about));
      else if (kind === 'EVENT') {
        const event = about as Stored;
        const { says } = relay;
        socket.send(JSON.stringify(['OK', event.id, says === undefined, says ?? '']));
        if (says !== undefined && !relay.passesOn) return;
        relay.published.push(event);
        if (event.kind === 13_194) kept.push(event);
        deliver(event);
      }
    });
  });
  return relay;
}

export type Relay = Awaited<ReturnType<typeof startRelay>>;
