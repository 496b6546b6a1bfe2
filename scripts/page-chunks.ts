import type { Plugin, Rolldown } from 'vite';

/** Vite's module that fetches the styles of a chunk before the chunk. */
const PRELOAD_HELPER = '\0vite/preload-helper.js';

/** Modules of `src`, by the end of their path. */
type Entries = {
  /** Of the page that has a budget for what it must load before it can be drawn. */
  readonly budgeted: string;
  /** Of the other pages. */
  readonly others: readonly string[];
  readonly worker: string;
};

/**
 * Puts what the budgeted page needs at its start into few files: gzip packs each file alone, and names what it exports to
 * the others. One holds what the page shares with other pages, one what the worker uses too, one the rest. So the
 * event page of Firefox, which is built together with the pages, loads nothing of a page.
 */
export function pageChunks(entries: Entries): Plugin {
  return {
    name: 'farebox:page-chunks',
    apply: 'build',
    enforce: 'pre',
    config: () => ({
      build: { rolldownOptions: { output: { codeSplitting: { groups: groupsOf(entries) } } } },
    }),
    // The only styles are those that pages link. So nothing has to be fetched before an import().
    resolveId: { order: 'pre', handler: (id) => (id === PRELOAD_HELPER ? id : undefined) },
    load: {
      order: 'pre',
      handler: (id) =>
        id === PRELOAD_HELPER ? 'export const __vitePreload = (load) => load();' : undefined,
    },
  };
}

function groupsOf({ budgeted, others, worker }: Entries): Rolldown.CodeSplittingGroup[] {
  const ids: string[] = [];
  const startingWith = (end: string): string => {
    const id = ids.find((each) => each.endsWith(end));
    if (id === undefined) throw new Error(`the build has no ${end}`);
    return id;
  };
  type Use = { readonly [where in 'here' | 'elsewhere' | 'inWorker']: ReadonlySet<string> };
  let use: Use | undefined;
  const useOf = (modules: Rolldown.ChunkingContext): Use => ({
    here: needed([startingWith(budgeted)], modules, false),
    elsewhere: needed(others.map(startingWith), modules, false),
    inWorker: needed([startingWith(worker)], modules, true),
  });
  const nameFor = (choose: (id: string, use: Use) => string | null) => ({
    test: (id: string) => {
      ids.push(id);
      return true;
    },
    name: (id: string, modules: Rolldown.ChunkingContext) => {
      use ??= useOf(modules);
      return use.here.has(id) && !id.endsWith(budgeted) ? choose(id, use) : null;
    },
  });
  return [
    {
      // First: a group takes along what its modules import, and no earlier group has taken.
      debugName: 'shared with the worker',
      ...nameFor((id, { inWorker }) => (inWorker.has(id) ? 'shared' : null)),
    },
    {
      debugName: 'pages',
      ...nameFor((id, { elsewhere }) => (elsewhere.has(id) ? 'pages' : 'popup')),
    },
  ];
}

/** All that modules import, themselves included; `later`: also what they import by import(). */
function needed(
  ids: readonly string[],
  modules: Rolldown.ChunkingContext,
  later: boolean,
): Set<string> {
  const found = new Set<string>();
  const add = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    const { importedIds = [], dynamicallyImportedIds = [] } = modules.getModuleInfo(id) ?? {};
    for (const next of [...importedIds, ...(later ? dynamicallyImportedIds : [])]) add(next);
  };
  for (const id of ids) add(id);
  return found;
}
