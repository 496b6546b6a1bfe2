import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

/** The gallery as it was built. */
export type BuiltGallery = {
  readonly folder: string;
  rebuild(): Promise<void>;
  remove(): Promise<void>;
};

async function buildInto(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    publicDir: join(import.meta.dirname, '../../../src/static'),
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome148',
      modulePreload: false,
      rolldownOptions: {
        input: [
          'popup.html',
          'settings.html',
          'welcome.html',
          'history.html',
          'inspector.html',
        ].map((page) => join(import.meta.dirname, page)),
      },
    },
  });
}

/** Builds the pages with their recorded states into a temporary folder. */
export async function buildGallery(): Promise<BuiltGallery> {
  const folder = await mkdtemp(join(tmpdir(), 'farebox-gallery-'));
  await buildInto(folder);
  return {
    folder,
    rebuild: () => buildInto(folder),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
