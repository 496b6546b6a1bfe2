import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Rolldown } from 'vite';
import type { Row } from './row.ts';

const KIB = 1024;
const WORKER = { entry: 'src/background/index.ts', budget: 40 * KIB };
const POPUP = { entry: 'src/pages/popup/index.html', budget: 25 * KIB };

/** All that an entry imports statically, itself included: what must be there before its first line runs. */
function graphOf(output: Rolldown.RolldownOutput, entry: string): Rolldown.OutputChunk[] {
  const chunks = output.output.filter((each) => each.type === 'chunk');
  const found = new Map<string, Rolldown.OutputChunk>();
  const add = (chunk: Rolldown.OutputChunk | undefined): void => {
    if (chunk === undefined || found.has(chunk.fileName)) return;
    found.set(chunk.fileName, chunk);
    for (const name of chunk.imports) add(chunks.find(({ fileName }) => fileName === name));
  };
  add(chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(entry) === true));
  if (found.size === 0) throw new Error(`the build has no ${entry}`);
  return [...found.values()];
}

function row(what: string, folder: string, files: readonly string[], budget: number): Row {
  const sizes = files.map((file) => {
    const bytes = gzipSync(readFileSync(join(folder, file)), { level: 9 }).length;
    return { file: file.replace(/^.*\//, ''), bytes };
  });
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const parts = sizes.map(({ file, bytes }) => `${file} ${bytes}`).join(', ');
  return { what, ratio: total / budget, budget: 1, figures: `${total} of ${budget} B: ${parts}` };
}

/** gzip bytes of what the worker and the popup must load to start, over what they may. */
export function sizeRows(output: Rolldown.RolldownOutput, folder: string): Row[] {
  const worker = graphOf(output, WORKER.entry).map(({ fileName }) => fileName);
  const popup = graphOf(output, POPUP.entry);
  const html = readFileSync(join(folder, POPUP.entry), 'utf8');
  const styles = [...html.matchAll(/href="\/([^"]+\.css)"/g)].map(([, file]) => file ?? '');
  return [
    row(
      'worker at start, gzip ÷ 40 KiB',
      folder,
      ['service-worker-loader.js', ...worker],
      WORKER.budget,
    ),
    row(
      'popup first paint, gzip ÷ 25 KiB',
      folder,
      [POPUP.entry, ...styles, ...popup.map(({ fileName }) => fileName)],
      POPUP.budget,
    ),
  ];
}
