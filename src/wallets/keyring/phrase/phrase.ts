import * as v from 'valibot';
import { createQueue } from '../../../core/concurrency.ts';
import { parseJson } from '../../../core/encoding/json.ts';
import { readStored, type Stored, shape } from '../../../core/encoding/stored.ts';
import { FareboxError } from '../../../core/errors.ts';
import { freshBytes } from '../../random-bytes.ts';
import type { Random, Records } from '../../records.ts';
import type { SealedStore } from '../../sealed-store.ts';

const SECRET = 'phrase';
/** In the open: whether the words are known to be written down. */
const FACTS = 'phrase';
const WORDS = 12;

const RECORD = {
  schema: shape({ version: v.literal(1), words: v.string() }),
  from: [],
} satisfies Stored<v.GenericSchema>;

const SHOWN = {
  schema: shape({ version: v.literal(1), confirmed: v.boolean(), brought: v.boolean() }),
  from: [],
} satisfies Stored<v.GenericSchema>;

/** A word and where it stands in the phrase, from 1. */
export type PlacedWord = { readonly place: number; readonly word: string };

/** The recovery phrase of this Farebox: twelve words (BIP-39), from which its keys and its ecash can be made again. */
export type Phrase = {
  /** Known while locked. `confirmed`: the user has shown that they are written down. */
  status(): Promise<'none' | 'unconfirmed' | 'confirmed'>;
  /** `error_locked`, `error_no_password`, `error_safe`. Undefined where there is none. */
  words(): Promise<string | undefined>;
  /** The words; made where there are none yet. Errors as of `words`, and `error_storage`. */
  ensure(): Promise<string>;
  /**
   * Makes these the words. `brought`: they were used elsewhere, so a mint may have signed for them before.
   * `error_phrase_exists` where there are others.
   */
  adopt(words: string, how: Adopted): Promise<void>;
  /** Whether the words were used elsewhere before. */
  wereBrought(): Promise<boolean>;
  /** The user has written them down, and shows it by two of them at least. Else `error_words_differ`. */
  confirm(some: readonly PlacedWord[]): Promise<void>;
  forget(): Promise<void>;
};

type Adopted = { readonly confirmed: boolean; readonly brought: boolean };

export type PhraseDeps = {
  readonly store: Records;
  readonly safe: Pick<SealedStore, 'get' | 'set' | 'remove'>;
  readonly random: Random;
};

export function createPhrase({ store, safe, random }: PhraseDeps): Phrase {
  const inTurn = createQueue();
  const words = async () => {
    const text = await safe.get(SECRET);
    if (text === undefined) return undefined;
    const record = readStored(RECORD, parseJson(text));
    if (record === undefined) throw new FareboxError('error_safe', SECRET);
    return record.words;
  };
  const shown = async () => readStored(SHOWN, await store.get(FACTS));
  const show = (how: Adopted) => store.set(FACTS, { version: 1, ...how });
  const write = async (phrase: string, how: Adopted) => {
    await safe.set(SECRET, JSON.stringify({ version: 1, words: phrase }));
    // It is money: it must be there before anything is made of it.
    if ((await words()) !== phrase) throw new FareboxError('error_storage');
    await show(how);
  };
  const ensure = async () => {
    const known = await words();
    if (known !== undefined) {
      // A worker died before it wrote that they are there. A mint may know them, for all that is known.
      if ((await shown()) === undefined) await show({ confirmed: false, brought: true });
      return known;
    }
    const { wordsFor } = await import('./mnemonic.ts');
    const made = wordsFor(freshBytes(random, 16));
    await write(made, { confirmed: false, brought: false });
    return made;
  };
  const adopt = async (phrase: string, how: Adopted) => {
    const known = await words();
    if (known === undefined) return write(phrase, how);
    if (known !== phrase) throw new FareboxError('error_phrase_exists');
    const before = await shown();
    await show({
      confirmed: how.confirmed || before?.confirmed === true,
      brought: before?.brought ?? how.brought,
    });
  };
  const confirm = async (some: readonly PlacedWord[]) => {
    const list = (await words())?.split(' ');
    const places = new Set(some.map(({ place }) => place));
    const right = some.every(({ place, word }) => word.trim().toLowerCase() === list?.[place - 1]);
    if (!right || list?.length !== WORDS || places.size < 2) {
      throw new FareboxError('error_words_differ');
    }
    await show({ confirmed: true, brought: (await shown())?.brought === true });
  };
  return {
    status: async () => {
      const facts = await shown();
      if (facts === undefined) return 'none';
      return facts.confirmed ? 'confirmed' : 'unconfirmed';
    },
    wereBrought: async () => (await shown())?.brought === true,
    words,
    ensure: () => inTurn(ensure),
    adopt: (phrase, how) => inTurn(() => adopt(phrase, how)),
    confirm: (some) => inTurn(() => confirm(some)),
    forget: () =>
      inTurn(async () => {
        await store.remove(FACTS);
        await safe.remove(SECRET);
      }),
  };
}
