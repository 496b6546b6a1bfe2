/** What a folder of src may import. The one place where the arrows are written down for machines. */
export type Room = {
  /** Other folders of src. */
  readonly rooms?: readonly string[];
  /** Folders of which it may only know the types. */
  readonly types?: readonly string[];
  /** Packages, or scopes that end in a slash. */
  readonly packages?: readonly string[];
  /** Packages that one folder of it may import besides. */
  readonly folders?: Readonly<Record<string, readonly string[]>>;
};

const CRYPTO = '@noble/';

export const house: Readonly<Record<string, Room>> = {
  core: { packages: [CRYPTO] },
  protocols: { rooms: ['core'], packages: [CRYPTO] },
  wallets: {
    rooms: ['core'],
    packages: [CRYPTO],
    folders: { ecash: ['@cashu/cashu-ts', '@scure/bip39'] },
  },
  messages: { types: ['core'] },
  // It is handed to a page as source text and must stand alone.
  content: {},
  // The door of the pages (page.ts) is typed by the commands that go through it.
  platform: { rooms: ['core'], types: ['messages'], packages: ['webextension-polyfill'] },
  background: { rooms: ['core', 'protocols', 'wallets', 'messages', 'platform', 'content'] },
  // The keys of its texts are the keys of the English file.
  pages: {
    rooms: ['core', 'messages', 'platform'],
    types: ['static'],
    packages: ['preact', 'uqr'],
  },
  static: {},
};

/** Rooms whose folders do not know each other: each meets the house in the room's own files. */
export const APART: readonly string[] = ['protocols', 'wallets'];

/** Lines of a source file; who needs more has two subjects. */
export const MOST_LINES = 300;

/** `src/protocols/x402/pay.ts` → room `protocols`, folder `x402` (undefined for the room's own files). */
export function placeOf(path: string): { room: string; folder: string | undefined } {
  const [, room = '', ...rest] = path.split('/');
  return { room, folder: rest.length > 1 ? rest[0] : undefined };
}
