import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';
import type { Target } from '../vite.config.ts';
import { root } from './setup.mjs';

export const targets: readonly Target[] = ['chrome', 'firefox'];

/** Where a build goes: `dist/chrome`, or inside FAREBOX_DIST, where the browsers' driver looks too. */
export function folderOf(target: Target): string {
  return resolve(root, process.env['FAREBOX_DIST'] ?? 'dist', target);
}

/** Makes one store's build; rejects when vite does. `plugins`: beside those of vite.config.ts. */
export async function buildFor(
  target: Target,
  options: {
    readonly quiet?: boolean;
    readonly outDir?: string;
    readonly plugins?: readonly Plugin[];
  } = {},
): Promise<Rolldown.RolldownOutput> {
  const made = await build({
    root,
    configFile: join(root, 'vite.config.ts'),
    mode: target,
    logLevel: options.quiet === true ? 'warn' : 'info',
    plugins: [...(options.plugins ?? [])],
    build: { outDir: options.outDir ?? folderOf(target) },
  });
  const output = Array.isArray(made) ? made[0] : made;
  if (output === undefined || !('output' in output)) throw new Error('vite gave no output');
  return output;
}

/** Runs a tool's work; its failure is one line and exit code 1. */
export async function tool(name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error(`${name} failed: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await tool('The build', async () => {
    // `build.ts firefox` makes one of them.
    const named = targets.filter((target) => process.argv.includes(target));
    for (const target of named.length > 0 ? named : targets) await buildFor(target);
  });
}
