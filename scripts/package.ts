import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Zippable, zipSync } from 'fflate';
import manifest from '../manifest.json' with { type: 'json' };
import { buildFor, folderOf, targets, tool } from './build.ts';

/** The first moment that a zip can hold. Local time, as zips have it: the same bytes in every time zone. */
const EPOCH = new Date(1980, 0, 1);
/** A plain file that everybody may read, as Unix writes it. */
const UNIX = 3;
const PLAIN_FILE = 0o100644 << 16;

/** A folder as a zip whose bytes depend on nothing but its files' names and contents. */
export function pack(folder: string): Uint8Array {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
  const entries: Zippable = {};
  for (const path of files) entries[path] = new Uint8Array(readFileSync(join(folder, path)));
  return zipSync(entries, { level: 9, mtime: EPOCH, os: UNIX, attrs: PLAIN_FILE });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await tool('Packaging', async () => {
    for (const target of targets) {
      await buildFor(target, { quiet: true });
      const zip = pack(folderOf(target));
      const file = `farebox-${target}-${manifest.version}.zip`;
      writeFileSync(join(folderOf(target), '..', file), zip);
      console.log(`${createHash('sha256').update(zip).digest('hex')}  ${file}`);
    }
  });
}
