import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build, type Plugin, type ResolvedConfig, type Rolldown } from 'vite';

/**
 * Builds scripts that run in pages, each as one classic file of its own: the browser runs them before any script of the
 * page, and a script that loads others would come too late (https://developer.chrome.com/docs/extensions/reference/api/scripting).
 * `entries` are paths of `src`; each is written under the name of its folder and file.
 */
export function pageScripts(entries: readonly string[]): Plugin {
  let config: Pick<ResolvedConfig, 'build'>;
  const write = async (dir: string) => {
    for (const entry of entries) {
      const folder = join(dir, basename(dirname(entry)));
      mkdirSync(folder, { recursive: true });
      writeFileSync(
        join(folder, basename(entry).replace(/ts$/, 'js')),
        await codeOf(entry, config),
      );
    }
  };
  return {
    name: 'farebox:page-scripts',
    configResolved: (resolved) => {
      config = resolved;
    },
    writeBundle: ({ dir = '' }) => write(dir),
    // `npm run dev` writes no bundle.
    configureServer: ({ httpServer, config: { build: to, root } }) => {
      httpServer?.once('listening', () => void write(join(root, to.outDir)));
    },
  };
}

async function codeOf(entry: string, { build: { target } }: Pick<ResolvedConfig, 'build'>) {
  const made = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      target,
      minify: true,
      lib: { entry, formats: ['iife'], name: 'farebox', fileName: () => 'script.js' },
    },
  });
  const [output] = (Array.isArray(made) ? made : [made]) as Rolldown.RolldownOutput[];
  const [chunk] = output?.output ?? [];
  if (chunk?.type !== 'chunk') throw new Error(`no code of ${entry}`);
  return chunk.code;
}
