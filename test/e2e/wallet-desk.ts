import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../lab/web.ts';
import { createUserWallet, type UserWallet } from '../support/user-wallet.ts';

const SOURCE = join(import.meta.dirname, 'wallet-extension');
/** What Firefox calls it; Chromium makes an id from the path. */
export const WALLET_ID = 'wallet@lab.test';

/** A wallet extension of the tests' own, and the test's side of it: what its user has and answers. */
export type Desk = {
  readonly folder: string;
  readonly user: UserWallet;
  close(): Promise<void>;
};

const manifest = {
  manifest_version: 3,
  name: 'Lab Wallet',
  version: '1',
  host_permissions: ['http://*/*'],
  // Chromium takes the one, Firefox the other.
  background: { service_worker: 'background.js', scripts: ['background.js'] },
  content_scripts: [
    { matches: ['http://*/*'], js: ['page.js'], run_at: 'document_start', world: 'MAIN' },
  ],
  browser_specific_settings: { gecko: { id: WALLET_ID } },
};

/** Writes the extension into a folder of its own, with the address of a desk that answers for its user. */
export async function openDesk(rpcUrl: string): Promise<Desk> {
  const user = createUserWallet(rpcUrl);
  const server = await startServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      const { method, params = [] } = JSON.parse(body) as { method: string; params?: unknown[] };
      void user.answer(method, params).then((answer) => {
        response.setHeader('access-control-allow-origin', '*');
        response.end(JSON.stringify(answer));
      });
    });
  });
  const folder = mkdtempSync(join(tmpdir(), 'lab-wallet-'));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  for (const file of ['background.js', 'page.js']) {
    const code = readFileSync(join(SOURCE, file), 'utf8');
    writeFileSync(join(folder, file), code.replaceAll('DESK', JSON.stringify(server.url)));
  }
  return {
    folder,
    user,
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
