import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where Chromium on Linux looks for what an organisation has set. There is no other place that it could be told of, and
 * only root may write there.
 */
const CHROMIUM = '/etc/chromium/policies/managed';

/** Sets `storage.managed` of an extension for every Chromium that starts from now on, until the function it gives is called. */
export function manageChromium(id: string, managed: object): () => void {
  const file = join(CHROMIUM, `farebox-${id}.json`);
  mkdirSync(CHROMIUM, { recursive: true });
  writeFileSync(file, JSON.stringify({ '3rdparty': { extensions: { [id]: managed } } }));
  return () => rmSync(file, { force: true });
}

/** Makes a home directory in which Firefox finds what an organisation has set for an extension; its path. */
export function manageFirefox(id: string, managed: object, dir: string): string {
  const home = join(dir, 'home');
  const folder = join(home, '.mozilla/managed-storage');
  mkdirSync(folder, { recursive: true });
  const manifest = { name: id, description: 'Farebox', type: 'storage', data: managed };
  writeFileSync(join(folder, `${id}.json`), JSON.stringify(manifest));
  return home;
}
