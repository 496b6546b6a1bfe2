import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { programPath } from '../../../../scripts/browsers.mjs';
import { startChild } from '../../child.ts';
import { type NodeAddress, rpcOf } from './rpc.ts';

/** A Lightning node of its own process, with an empty wallet. */
export type Daemon = { readonly address: NodeAddress; close(): Promise<void> };

/** A port that was free a moment ago: Electrum tells others the one it was told, so 0 will not do. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Starts Electrum's daemon in `folder` on the chain behind `serverPort`.
 * `listens`: other nodes may connect to it. Throws when it does not start.
 */
export async function startDaemon(
  folder: string,
  serverPort: number,
  listens: boolean,
): Promise<Daemon> {
  const user = 'farebox';
  const password = randomBytes(16).toString('hex');
  const config = {
    config_version: 3,
    server: `127.0.0.1:${serverPort}:t`,
    oneserver: true,
    auto_connect: false,
    check_updates: false,
    use_exchange_rate: false,
    // Else it would want other people's nodes to find ways for it.
    use_gossip: true,
    rpcsock: 'tcp',
    rpchost: '127.0.0.1',
    rpcport: 0,
    rpcuser: user,
    rpcpassword: password,
    lightning_to_self_delay: 144,
    ...(listens ? { lightning_listen: `127.0.0.1:${await freePort()}` } : {}),
  };
  await mkdir(join(folder, 'regtest'), { recursive: true });
  await writeFile(join(folder, 'regtest/config'), JSON.stringify(config));
  const electrum = programPath('electrum');
  if (electrum === undefined) throw new Error('Electrum is not installed.');
  const args = ['daemon', '--regtest', '-D', folder, '-vwarning,daemon=info'];
  const child = await startChild(electrum, args, {
    ready: /now running and listening\. socktype=tcp, addr=\('127\.0\.0\.1', (\d+)\)/,
  });
  const address = { url: `http://127.0.0.1:${child.ready[1]}/`, user, password };
  try {
    const rpc = rpcOf(address);
    await rpc('create');
    await rpc('load_wallet');
  } catch (error) {
    await child.close();
    throw error;
  }
  return { address, close: () => child.close() };
}
