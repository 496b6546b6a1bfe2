import { createDraft, type Draft, identifiersOf } from './new/draft.ts';
import { type Name, nameOf } from './new/name.ts';
import { addProtocol, protocolCode, protocolTasks } from './new/protocol.ts';
import { addState, stateCode, stateTasks } from './new/state.ts';
import { addWallet, walletCode, walletTasks } from './new/wallet.ts';
import { asProgram, root, SetupError } from './setup.mjs';

// `npm run new protocol|wallet|state NAME`: the folder, test, fixture, texts and registration of a new one, with an
// example in it to be replaced. docs/adding-a-protocol.md, adding-a-wallet.md and adding-a-popup-state.md go on from there.

type Kind = {
  add(draft: Draft, name: Name): void;
  /** The generated code that declares the new name or imports it. */
  code(name: Name): string;
  readonly tasks: readonly string[];
};

const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['protocol', { add: addProtocol, code: protocolCode, tasks: protocolTasks }],
  ['wallet', { add: addWallet, code: walletCode, tasks: walletTasks }],
  ['state', { add: addState, code: stateCode, tasks: stateTasks }],
]);

const USAGE = 'Usage: npm run new protocol|wallet|state NAME';

/**
 * Makes a new one in the repository at `home`. Returns the paths that it made and changed, and what is left to do.
 * Throws a SetupError that names what is wrong; then it has written nothing.
 */
export function makeNew(home: string, args: readonly string[]) {
  const [kind, id, ...more] = args;
  if (kind === undefined || id === undefined) throw new SetupError(USAGE);
  if (more.length > 0) throw new SetupError(`One name, not also "${more.join(' ')}". ${USAGE}`);
  const { add, code, tasks } = KINDS.get(kind) ?? unknownKind(kind);
  const name = nameOf(id);
  // A name that the example uses for something else, such as `about`, would be declared twice.
  const used = identifiersOf(code(nameOf('some-other-name')));
  for (const identifier of [name.camel, name.pascal]) {
    if (used.has(identifier)) {
      throw new SetupError(
        `The name "${id}" cannot be used: every ${kind} uses "${identifier}" for something else.`,
      );
    }
  }
  const draft = createDraft(home);
  add(draft, name);
  return { paths: draft.write(), tasks };
}

function unknownKind(kind: string): never {
  throw new SetupError(`There is no kind "${kind}". ${USAGE}`);
}

if (process.argv[1]?.endsWith('new.ts')) {
  await asProgram(() => {
    const { paths, tasks } = makeNew(root, process.argv.slice(2));
    console.log(`Written:\n${paths.map((path) => `  ${path}`).join('\n')}`);
    console.log(`Left to do:\n${tasks.map((task) => `  - ${task}`).join('\n')}`);
  });
}
