import { posix } from 'node:path';
import { cyclesOf } from './cycles.ts';
import { APART, house, MOST_LINES, placeOf } from './house.ts';
import { type Import, scan } from './scan.ts';

/** Source files by their path from the repository's root: `src/core/money.ts`. */
export type Sources = ReadonlyMap<string, string>;

const POLYFILL = 'webextension-polyfill';

/** Where a relative import leads; the package's name for any other. */
function leadsTo(from: string, specifier: string): { path: string } | { package: string } {
  const bare = specifier.replace(/\?.*$/, '');
  if (!bare.startsWith('.')) return { package: bare };
  return { path: posix.join(posix.dirname(from), bare) };
}

function packageFault(path: string, name: string): string | undefined {
  const { room, folder = '' } = placeOf(path);
  if (name === POLYFILL && room !== 'platform') return `only src/platform imports ${POLYFILL}`;
  const { packages = [], folders = {} } = house[room] ?? {};
  const allowed = [...packages, ...(folders[folder] ?? [])].some((each) =>
    each.endsWith('/') ? name.startsWith(each) : name === each || name.startsWith(`${each}/`),
  );
  return allowed ? undefined : `src/${room} does not import the package ${name}`;
}

function pathFault(path: string, target: string, { typeOnly }: Import): string | undefined {
  if (!target.startsWith('src/')) return `${target} is outside of src`;
  const from = placeOf(path);
  const to = placeOf(target);
  if (from.room !== to.room) {
    const { rooms = [], types = [] } = house[from.room] ?? {};
    if (rooms.includes(to.room)) return undefined;
    if (!types.includes(to.room)) return `src/${from.room} does not import src/${to.room}`;
    return typeOnly ? undefined : `src/${from.room} imports types only from src/${to.room}`;
  }
  if (!APART.includes(to.room) || from.folder === undefined || from.folder === to.folder) {
    return undefined;
  }
  if (to.folder !== undefined) return `${from.folder} does not import ${to.folder}: they are apart`;
  const isRegistry = target === `src/${to.room}/index.ts`;
  return isRegistry ? `${from.folder} does not import the registry that lists it` : undefined;
}

/** Every broken rule of the house as one line: where, and what is wrong. */
export function check(sources: Sources): string[] {
  const faults: string[] = [];
  // Values only: types are gone when modules load, and cannot make one wait for another.
  const files = new Map<string, Set<string>>();
  const rooms = new Map<string, Set<string>>();
  for (const [path, text] of sources) {
    const { room } = placeOf(path);
    const { imports, browserWords, lines } = scan(path, text);
    if (house[room] === undefined) faults.push(`${path}: src/${room} is no room of the house`);
    if (lines > MOST_LINES) faults.push(`${path}: ${lines} lines, more than ${MOST_LINES}`);
    const values = new Set<string>();
    const toRooms = rooms.get(room) ?? new Set<string>();
    files.set(path, values);
    rooms.set(room, toRooms);
    for (const each of imports) {
      const target = leadsTo(path, each.specifier);
      const at = `${path}:${each.line}`;
      if ('package' in target) {
        const fault = packageFault(path, target.package);
        if (fault !== undefined) faults.push(`${at}: ${fault}`);
        continue;
      }
      const fault = pathFault(path, target.path, each);
      if (fault !== undefined) faults.push(`${at}: ${fault}`);
      if (!each.typeOnly) values.add(target.path);
      const other = placeOf(target.path).room;
      if (other !== room) toRooms.add(other);
    }
    if (room === 'platform') continue;
    for (const { word, line } of browserWords) {
      faults.push(`${path}:${line}: only src/platform knows ${word}`);
    }
  }
  for (const knot of cyclesOf(rooms)) {
    faults.push(`folders import each other: ${knot.map((room) => `src/${room}`).join(', ')}`);
  }
  for (const knot of cyclesOf(files)) faults.push(`files import each other: ${knot.join(', ')}`);
  return faults;
}
