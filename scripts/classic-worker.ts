import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin, type ResolvedConfig, type Rolldown } from 'vite';

type Chunk = Rolldown.OutputChunk;

/** What crxjs names in the manifest. */
const LOADER = 'service-worker-loader.js';
const FOLDER = 'worker';

/**
 * Chrome's service workers refuse import(): "import() is disallowed on ServiceWorkerGlobalScope". A classic
 * worker may call importScripts at any time, for scripts that it has fetched while it was installed
 * (https://w3c.github.io/ServiceWorker/#importscripts). So the worker is built as CommonJS, each chunk
 * wrapped in a function; installing fetches all chunks, starting runs the first, and import() runs another
 * when it is first needed.
 */
const loader = (start: string, later: readonly string[]) => `const chunks = {}, modules = {};
const nameOf = (path) => path.slice(path.lastIndexOf('/') + 1);
self.chunk = (name, run) => { chunks[name] = run; };
const require = (path) => {
  const name = nameOf(path);
  if (modules[name]) return modules[name].exports;
  if (!chunks[name]) importScripts('/${FOLDER}/' + name);
  const module = (modules[name] = { exports: {} });
  chunks[name](require, module, module.exports);
  return module.exports;
};
addEventListener('install', () => importScripts(...${JSON.stringify(later.map((name) => `/${FOLDER}/${name}`))}));
require('${start}');
`;

async function chunksOf(
  entry: string,
  { define = {}, build: { target } }: Pick<ResolvedConfig, 'build' | 'define'>,
): Promise<Chunk[]> {
  const made = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define,
    build: {
      write: false,
      target,
      minify: true,
      // As a library: pages' help with loading styles has no place in a worker.
      lib: { entry, formats: ['cjs'], fileName: () => 'start.js' },
      rolldownOptions: { output: { chunkFileNames: '[name].js' } },
    },
  });
  const [output] = (Array.isArray(made) ? made : [made]) as Rolldown.RolldownOutput[];
  return output?.output.filter((each) => each.type === 'chunk') ?? [];
}

/** The files that one needs at once, itself included. */
function needed(chunks: readonly Chunk[], name: string, found = new Set<string>()): Set<string> {
  found.add(name);
  for (const next of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) {
    if (!found.has(next)) needed(chunks, next, found);
  }
  return found;
}

/** The scripts of the module worker that no page shares. */
function orphans(bundle: Rolldown.OutputBundle, entry: string): string[] {
  const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
  const used = new Set<string>();
  const use = (name: string): void => {
    if (used.has(name)) return;
    used.add(name);
    const chunk = chunks.find(({ fileName }) => fileName === name);
    for (const next of [...(chunk?.imports ?? []), ...(chunk?.dynamicImports ?? [])]) use(next);
  };
  for (const { isEntry, facadeModuleId, fileName } of chunks) {
    if (isEntry && facadeModuleId?.endsWith('.html') === true) use(fileName);
  }
  if (used.size === 0) throw new Error(`no page beside ${entry}`);
  return chunks
    .map(({ fileName }) => fileName)
    .filter((name) => !used.has(name) && name.endsWith('.js') && name !== LOADER);
}

/** Puts a classic service worker in the place of the module worker that the rest of the build has made. */
export function classicWorker(entry: string): Plugin[] {
  let config: Pick<ResolvedConfig, 'build' | 'define'>;
  const replace: Plugin = {
    name: 'farebox:classic-worker',
    apply: 'build',
    enforce: 'post',
    configResolved: (resolved) => {
      config = resolved;
    },
    writeBundle: async ({ dir = '' }, bundle) => {
      const chunks = await chunksOf(entry, config);
      const atStart = needed(chunks, 'start.js');
      const later = chunks.map(({ fileName }) => fileName).filter((name) => !atStart.has(name));
      mkdirSync(join(dir, FOLDER), { recursive: true });
      writeFileSync(join(dir, LOADER), loader('start.js', later));
      for (const { fileName, code } of chunks) {
        const wrapped = `chunk('${fileName}',(require,module,exports)=>{${code.trim()}});\n`;
        writeFileSync(join(dir, FOLDER, fileName), wrapped);
      }
      const file = join(dir, 'manifest.json');
      const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
      const background = { service_worker: LOADER };
      writeFileSync(file, `${JSON.stringify({ ...manifest, background }, null, 2)}\n`);
      for (const name of orphans(bundle, entry)) rmSync(join(dir, name), { force: true });
    },
  };
  // `npm run dev` serves modules one by one to a module worker: there, what is loaded later is loaded at once.
  const atOnce: Plugin = {
    name: 'farebox:worker-at-once',
    apply: 'serve',
    enforce: 'pre',
    transform: (code, id) => {
      if (!id.endsWith(entry) && !id.includes('/src/wallets/')) return undefined;
      const paths = [...code.matchAll(/\bimport\(('[^']+')\)/g)].map(([, path]) => path);
      const imports = paths.map((path, n) => `import * as later${n} from ${path};\n`);
      let n = 0;
      const rest = code.replace(/\bimport\('[^']+'\)/g, () => `Promise.resolve(later${n++})`);
      return imports.join('') + rest;
    },
  };
  return [replace, atOnce];
}
