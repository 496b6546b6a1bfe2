import { createQueue, type SingleFlight } from '../../../core/concurrency.ts';
import { FareboxError } from '../../../core/errors.ts';
import type { EcashDeps } from '../store/deps.ts';
import {
  canRecover,
  type MintKeys,
  type MintRecord,
  meltsOf,
  namesOf,
  readKeys,
  readKeysets,
} from '../store/mint-record.ts';
import type { Ask } from './http.ts';
import { Refusal } from './http.ts';
import { checkMintUrl, hostOf, mintUrl } from './url.ts';

const MINTS = 'ecash.mints';
/** ms: so long what a mint said of its keys and fees is taken to hold. */
const FRESH = 5 * 60_000;

/** The mints that the user has added. */
export type Mints = {
  list(): Promise<readonly MintRecord[]>;
  /** By any spelling of its address; undefined when it is none of ours. */
  find(url: string): Promise<MintRecord | undefined>;
  /** Asks a mint who it is, without adding it. `error_mint_insecure`, `_unreachable`, `_answer`, `_features`. */
  look(url: string): Promise<MintRecord>;
  keep(mint: MintRecord): Promise<void>;
  /** Asks for keys anew; the record as it is then kept. */
  refresh(mint: MintRecord): Promise<MintRecord>;
  /** The record as it is, or refreshed when it is old. Throws as `look`. */
  fresh(mint: MintRecord): Promise<MintRecord>;
  /** With the keys of the keysets that sign no more, too: what they signed can then be found again. Throws as `look`. */
  whole(mint: MintRecord): Promise<MintRecord>;
  remove(url: string): Promise<void>;
};

const loadCashu = () => import('./cashu.ts');

export function openMints(
  { records, now }: Pick<EcashDeps, 'records' | 'now'>,
  ask: Ask,
  once: SingleFlight,
): Mints {
  const inTurn = createQueue();
  const list = async () => ((await records.get(MINTS)) ?? []) as readonly MintRecord[];

  /** No mint refuses to say who it is. */
  const askOpenly = async (url: string, path: string) => {
    try {
      return await ask(url, path);
    } catch (error) {
      if (error instanceof Refusal) throw new FareboxError('error_mint_answer', hostOf(url));
      throw error;
    }
  };

  /** What is known stays known: old coins are worth something under old keys. */
  const keysetsOf = async (url: string, known: readonly MintKeys[]): Promise<MintKeys[]> => {
    const { isTrueKeyset } = await loadCashu();
    const [about, current] = await Promise.all([
      askOpenly(url, '/v1/keysets'),
      askOpenly(url, '/v1/keys'),
    ]);
    const found = readKeysets(about).flatMap((each) => {
      const keys = known.find(({ id }) => id === each.id)?.keys ?? readKeys(current, each.id) ?? {};
      const keyset = { ...each, keys };
      // Of keysets that sign no more, the id and the fee are enough to spend what they signed.
      if (Object.keys(keys).length === 0) return each.active ? [] : [keyset];
      return isTrueKeyset(keyset) ? [keyset] : [];
    });
    const gone = known.filter(({ id }) => !found.some((each) => each.id === id));
    return [...found, ...gone.map((each) => ({ ...each, active: false }))];
  };

  const look = async (text: string, known: readonly MintKeys[] = []): Promise<MintRecord> => {
    const url = checkMintUrl(text);
    const info = await askOpenly(url, '/v1/info');
    if (!canRecover(info)) throw new FareboxError('error_mint_features', hostOf(url));
    const keysets = await keysetsOf(url, known);
    if (!keysets.some(({ active }) => active)) {
      throw new FareboxError('error_mint_answer', hostOf(url));
    }
    return { url, ...namesOf(info), keysets, melts: meltsOf(info), at: now() };
  };

  const keep = (mint: MintRecord) =>
    inTurn(async () => {
      const mints = await list();
      const isNew = !mints.some(({ url }) => url === mint.url);
      const next = mints.map((each) => (each.url === mint.url ? mint : each));
      await records.set(MINTS, isNew ? [...next, mint] : next);
    });

  const refresh = async (mint: MintRecord) => {
    const next = await look(mint.url, mint.keysets);
    await keep(next);
    return next;
  };

  const keysOf = async ({ url }: MintRecord, keyset: MintKeys): Promise<MintKeys> => {
    if (Object.keys(keyset.keys).length > 0) return keyset;
    const answer = await askOpenly(url, `/v1/keys/${encodeURIComponent(keyset.id)}`);
    const whole = { ...keyset, keys: readKeys(answer, keyset.id) ?? {} };
    return (await loadCashu()).isTrueKeyset(whole) ? whole : keyset;
  };

  return {
    list,
    find: async (url) => {
      const wanted = mintUrl(url);
      return (await list()).find((mint) => mint.url === wanted);
    },
    look: (text) => look(text),
    keep,
    refresh,
    fresh: async (mint) => {
      const isFresh = mint.at !== undefined && Math.abs(now() - mint.at) < FRESH;
      return isFresh ? mint : once(`mint:${mint.url}`, () => refresh(mint));
    },
    whole: async (mint) => {
      const keysets: MintKeys[] = [];
      for (const keyset of mint.keysets) keysets.push(await keysOf(mint, keyset));
      return { ...mint, keysets };
    },
    remove: (url) =>
      inTurn(async () =>
        records.set(
          MINTS,
          (await list()).filter((mint) => mint.url !== url),
        ),
      ),
  };
}
