import { createHash } from 'node:crypto';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Bitcoin } from './chain.ts';

/** A server of the Electrum protocol, version 1.4. */
export type ElectrumServer = { readonly port: number; close(): Promise<void> };

type Client = { readonly socket: Socket; headers: boolean; readonly scriptHashes: Set<string> };
type Method = (params: readonly unknown[], client: Client) => unknown;
type Request = { readonly id: number; readonly method: string; readonly params?: unknown[] };

const GENESIS = '0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206';
const BATCH = 2016;

const text = (value: unknown) => String(value);
const number = (value: unknown) => Number(value);

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('not found');
  return value;
}

/** What the protocol calls the status of a script: changes whenever its history does. */
function statusOf({ ledger }: Bitcoin, scriptHash: string): string | null {
  const history = ledger.history(scriptHash);
  if (history.length === 0) return null;
  const lines = history.map(({ tx_hash, height }) => `${tx_hash}:${height}:`).join('');
  return createHash('sha256').update(lines).digest('hex');
}

function methodsOf(bitcoin: Bitcoin): Readonly<Record<string, Method>> {
  const { ledger } = bitcoin;
  return {
    'server.version': () => ['Farebox lab', '1.4'],
    'server.ping': () => null,
    'server.banner': () => '',
    'server.donation_address': () => '',
    'server.peers.subscribe': () => [],
    'server.features': () => ({
      genesis_hash: GENESIS,
      hosts: {},
      protocol_min: '1.4',
      protocol_max: '1.4',
      pruning: null,
      server_version: '1',
      hash_function: 'sha256',
    }),
    'blockchain.headers.subscribe': (_, client) => {
      client.headers = true;
      return ledger.tip();
    },
    'blockchain.block.header': ([height]) => found(ledger.headers(number(height), 1)[0]),
    'blockchain.block.headers': ([start, count]) => {
      const headers = ledger.headers(number(start), Math.min(number(count), BATCH));
      return { count: headers.length, hex: headers.join(''), max: BATCH };
    },
    'blockchain.scripthash.subscribe': ([scriptHash], client) => {
      client.scriptHashes.add(text(scriptHash));
      return statusOf(bitcoin, text(scriptHash));
    },
    'blockchain.scripthash.unsubscribe': ([scriptHash], client) =>
      client.scriptHashes.delete(text(scriptHash)),
    'blockchain.scripthash.get_history': ([scriptHash]) => ledger.history(text(scriptHash)),
    'blockchain.transaction.get': ([txid]) =>
      found(ledger.transaction(text(txid)))
        .toRaw()
        .toString('hex'),
    'blockchain.transaction.get_merkle': ([txid]) => found(ledger.proof(text(txid))),
    'blockchain.transaction.id_from_pos': ([height, position]) =>
      found(ledger.txidAt(number(height), number(position))),
    'blockchain.transaction.broadcast': ([raw]) => bitcoin.broadcast(Buffer.from(text(raw), 'hex')),
    'blockchain.estimatefee': () => 0.00002,
    'blockchain.relayfee': () => 0.00001,
    'mempool.get_fee_histogram': () => [],
  };
}

/** Serves the chain to Electrum wallets on an ephemeral loopback port. */
export async function startElectrumServer(bitcoin: Bitcoin): Promise<ElectrumServer> {
  const methods = methodsOf(bitcoin);
  const clients = new Set<Client>();
  const send = ({ socket }: Client, message: object) =>
    socket.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

  const answer = async (client: Client, { id, method, params = [] }: Request) => {
    try {
      const run = methods[method];
      if (run === undefined) throw new Error(`unknown method ${method}`);
      send(client, { id, result: (await run(params, client)) ?? null });
    } catch (error) {
      send(client, { id, error: { code: 1, message: String(error) } });
    }
  };
  bitcoin.onChange((scriptHashes, newTip) => {
    for (const client of clients) {
      if (newTip && client.headers) {
        const params = [bitcoin.ledger.tip()];
        send(client, { method: 'blockchain.headers.subscribe', params });
      }
      for (const each of client.scriptHashes) {
        if (!scriptHashes.has(each)) continue;
        const params = [each, statusOf(bitcoin, each)];
        send(client, { method: 'blockchain.scripthash.subscribe', params });
      }
    }
  });

  const server = createServer((socket) => {
    const client: Client = { socket, headers: false, scriptHashes: new Set() };
    clients.add(client);
    let waiting = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      const lines = (waiting + chunk).split('\n');
      waiting = lines.pop() ?? '';
      for (const line of lines.filter((each) => each.trim() !== '')) {
        const requests = JSON.parse(line) as Request | Request[];
        for (const request of [requests].flat()) void answer(client, request);
      }
    });
    socket.on('error', () => socket.destroy());
    socket.once('close', () => clients.delete(client));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const { socket } of clients) socket.destroy();
      }),
  };
}
