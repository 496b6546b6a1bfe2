import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, type Sources } from './arrows/rules.ts';
import { root } from './setup.mjs';

/** All TypeScript of src. */
export function readSources(): Sources {
  const sources = new Map<string, string>();
  for (const entry of readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    sources.set(relative(root, file).replaceAll(sep, '/'), readFileSync(file, 'utf8'));
  }
  return sources;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sources = readSources();
  const faults = check(sources);
  for (const fault of faults) console.error(fault);
  console.log(
    faults.length === 0
      ? `Arrows: ${sources.size} files keep the rules of the house.`
      : `Arrows: ${faults.length} broken; docs/architecture.md says which way they point.`,
  );
  if (faults.length > 0) process.exitCode = 1;
}
