import { join } from 'node:path';
import { root } from '../../../scripts/setup.mjs';
import { startChild } from '../child.ts';
import { installLab } from '../install.ts';
import type { LightningMap } from './map.ts';

/** A Bitcoin chain, two nodes with a channel, a wallet behind a relay, and a shop. */
export type Lightning = { readonly map: LightningMap; close(): Promise<void> };

/** Installs what is missing and starts all of it on ephemeral loopback ports: 3 to 12 seconds. */
export async function startLightning(): Promise<Lightning> {
  const folder = await installLab('lightning');
  const child = await startChild(process.execPath, ['--import', 'tsx', join(folder, 'main.ts')], {
    cwd: root,
    ready: /LIGHTNING (\{.*\})\n/,
  });
  return {
    map: JSON.parse(child.ready[1] ?? '') as LightningMap,
    close: () => child.close(),
  };
}
