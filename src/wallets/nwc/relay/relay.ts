import { parseJson } from '../../../core/encoding/json.ts';

/** What a WebSocket must be able to do; the browser's own, or one of Node in tests. */
export type SocketClass = new (url: string) => Socket;
export type Socket = {
  readonly readyState: number;
  send(text: string): void;
  close(): void;
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
};

/** Who waits for something on a relay. */
export type Listener = {
  event(value: unknown): void;
  /** All that the relay had has come. */
  end(): void;
  /** The relay says that it did not take an event (`OK … false`, NIP-01), for whatever reason. */
  rejected(eventId: string): void;
  /** The line is dead. */
  gone(): void;
};

/** A connection to one relay (NIP-01): opened when needed, closed when unused for a while. */
export type RelayConnection = {
  /** Rejects when the relay cannot be reached. */
  open(): Promise<void>;
  listen(id: string, filter: object, listener: Listener): void;
  leave(id: string): void;
  publish(event: object): void;
};

const OPEN = 1;
/** ms */
const CONNECT = 10_000;
/** Chrome ends a worker that has been silent for half a minute, unless a socket of its speaks. */
const PING = 20_000;
const IDLE = 10_000;

export function createRelayConnection(url: string, SocketOf: SocketClass): RelayConnection {
  const listeners = new Map<string, Listener>();
  let socket: Socket | undefined;
  let opening: Promise<void> | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let ping: ReturnType<typeof setInterval> | undefined;

  const say = (...message: unknown[]) => {
    if (socket?.readyState === OPEN) socket.send(JSON.stringify(message));
  };

  const hear = (text: unknown) => {
    const message = parseJson(String(text));
    if (!Array.isArray(message)) return;
    const [kind, about, value] = message as readonly unknown[];
    const listener = listeners.get(String(about));
    if (kind === 'EVENT') listener?.event(value);
    else if (kind === 'EOSE') listener?.end();
    else if (kind === 'CLOSED') listener?.gone();
    else if (kind === 'OK' && value === false) {
      for (const each of [...listeners.values()]) each.rejected(String(about));
    }
  };

  const drop = (dead: Socket) => {
    if (socket !== dead) return;
    socket = undefined;
    clearInterval(ping);
    const all = [...listeners.values()];
    listeners.clear();
    for (const each of all) each.gone();
  };

  const rest = () => {
    clearTimeout(idle);
    if (listeners.size === 0) idle = setTimeout(() => socket?.close(), IDLE);
  };

  const connect = () =>
    new Promise<void>((resolve, reject) => {
      const next = new SocketOf(url);
      const late = setTimeout(() => {
        next.close();
        reject(new Error('timeout'));
      }, CONNECT);
      next.addEventListener('open', () => {
        clearTimeout(late);
        socket = next;
        clearInterval(ping);
        ping = setInterval(() => listeners.size > 0 && say('CLOSE', 'ping'), PING);
        rest();
        resolve();
      });
      next.addEventListener('message', ({ data }) => hear(data));
      const end = () => {
        clearTimeout(late);
        drop(next);
        reject(new Error('closed'));
      };
      next.addEventListener('close', end);
      next.addEventListener('error', end);
    });

  return {
    open: async () => {
      if (socket?.readyState === OPEN) return;
      opening ??= connect().finally(() => {
        opening = undefined;
      });
      await opening;
    },
    listen: (id, filter, listener) => {
      clearTimeout(idle);
      listeners.set(id, listener);
      say('REQ', id, filter);
    },
    leave: (id) => {
      if (listeners.delete(id)) say('CLOSE', id);
      rest();
    },
    publish: (event) => say('EVENT', event),
  };
}
