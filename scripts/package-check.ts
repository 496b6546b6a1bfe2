import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { tool } from './build.ts';
import { dist, root } from './setup.mjs';

const PACKAGE = join(root, 'packages/farebox-check');
/** Where the tarball is put; tests install it from there. */
const TARBALL = 'farebox-check.tgz';

/** Builds the command into one file for Node, of the same sources as the extension's. */
async function buildCommand(): Promise<void> {
  await build({
    configFile: false,
    root: PACKAGE,
    logLevel: 'error',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: 'src/main.ts',
      outDir: 'dist',
      target: 'node20',
      minify: false,
      emptyOutDir: true,
      rolldownOptions: {
        output: {
          entryFileNames: 'farebox-check.js',
          banner: '#!/usr/bin/env node',
          codeSplitting: false,
        },
      },
    },
  });
}

/** `npm pack` into a file of a fixed name. npm itself gives every entry the same time. */
function pack(): string {
  mkdirSync(dist, { recursive: true });
  const { status, stdout, stderr } = spawnSync(
    'npm',
    ['pack', '--json', '--pack-destination', dist],
    { cwd: PACKAGE, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  const file = join(dist, TARBALL);
  renameSync(join(dist, filename), file);
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** Twice: the same sources must give the same bytes, or nobody can check a release. */
await tool('Packaging farebox-check', async () => {
  cpSync(join(root, 'LICENSE'), join(PACKAGE, 'LICENSE'));
  try {
    await buildCommand();
    const first = pack();
    await buildCommand();
    const second = pack();
    if (first !== second)
      throw new Error(`Two packs of the same sources differ: ${first} ${second}`);
    console.log(`${first}  ${TARBALL}`);
  } finally {
    rmSync(join(PACKAGE, 'LICENSE'));
  }
});
