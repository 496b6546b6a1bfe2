import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Rolldown } from 'vite';
import type { Row } from './row.ts';

const KIB = 1024;
const LOADER = 'service-worker-loader.js';
const WORKER_BYTES = 40 * KIB;
/** Runs in every page of a site whose calls may wait. */
const WRAPPER = 'held-calls/wrapper.js';
const WRAPPER_BYTES = 2 * KIB;
const POPUP = 'src/pages/popup/index.html';
const POPUP_BYTES = 25 * KIB;

/** The worker's files less those that its loader fetches while it is installed, to be run later. */
function workerFiles(folder: string): { start: string[]; later: string[] } {
  const loader = readFileSync(join(folder, LOADER), 'utf8');
  const later = [...loader.matchAll(/"\/(worker\/[^"]+)"/g)].map(([, file]) => file ?? '');
  const all = readdirSync(join(folder, 'worker')).map((name) => `worker/${name}`);
  return { start: [LOADER, ...all.filter((file) => !later.includes(file))], later };
}

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

const sizeOf = (folder: string, file: string): number =>
  gzipSync(readFileSync(join(folder, file)), { level: 9 }).length;

function row(what: string, folder: string, files: readonly string[], budget: number): Row {
  const sizes = files.map((file) => ({
    file: file.replace(/^.*\//, ''),
    bytes: sizeOf(folder, file),
  }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const parts = sizes.map(({ file, bytes }) => `${file} ${bytes}`).join(', ');
  return { what, ratio: total / budget, budget: 1, figures: `${total} of ${budget} B: ${parts}` };
}

/** gzip bytes of what the worker, the popup and a page's wrapper must load to start, over what they may. */
export function sizeRows(output: Rolldown.RolldownOutput, folder: string): Row[] {
  const { start, later } = workerFiles(folder);
  const popup = graphOf(output, POPUP).map(({ fileName }) => fileName);
  const html = readFileSync(join(folder, POPUP), 'utf8');
  const styles = [...html.matchAll(/href="\/([^"]+\.css)"/g)].map(([, file]) => file ?? '');
  const worker = row('worker at start, gzip ÷ 40 KiB', folder, start, WORKER_BYTES);
  const rest = later.map((file) => `${file.slice(7)} ${sizeOf(folder, file)}`).join(', ');
  return [
    { ...worker, figures: `${worker.figures}; when needed: ${rest}` },
    row('wrapper of pages whose calls may wait, gzip ÷ 2 KiB', folder, [WRAPPER], WRAPPER_BYTES),
    row('popup first paint, gzip ÷ 25 KiB', folder, [POPUP, ...styles, ...popup], POPUP_BYTES),
  ];
}
