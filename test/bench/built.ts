import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root } from '../../scripts/setup.mjs';
import type { registry } from '../../src/protocols/index.ts';

export type Read = (typeof registry)['read'];

/**
 * The readers as the product has them: built and minified. Run straight from TypeScript they would be
 * slower by what the loader adds to every function.
 */
export async function builtReader(folder: string): Promise<Read> {
  const outDir = join(folder, 'reader');
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: join(root, 'src/protocols/index.ts'),
      outDir,
      emptyOutDir: false,
      minify: true,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'read.mjs' } },
    },
  });
  const built = (await import(pathToFileURL(join(outDir, 'read.mjs')).href)) as {
    registry: typeof registry;
  };
  return built.registry.read;
}
