import { createQueue } from '../../../core/concurrency.ts';
import { FareboxError } from '../../../core/errors.ts';
import type { Payment } from '../../../core/payment/index.ts';
import { isSecure, originOf } from '../../../core/web/origin.ts';
import type { Store } from '../../../platform/storage/stores.ts';
import type { Protocols } from '../../../protocols/registry.ts';
import type { SealedStore } from '../../../wallets/sealed-store.ts';
import { setAside } from '../../../wallets/set-aside.ts';
import { type Pass, type PassCopy, readPasses, storedPasses } from './pass-schema.ts';

const KEY = 'passes';

export type { Pass };

type Headers = PassCopy['headers'];

/** What was paid for and opens again. */
export type Passes = {
  list(): Promise<readonly Pass[]>;
  /** The newest good pass for an address; undefined when there is none. */
  find(url: string, isWanted?: (pass: Pass) => boolean): Promise<Pass | undefined>;
  /**
   * The newest good pass of another path of an address's origin that may open it, too; undefined when there is none.
   */
  findWide(url: string): Promise<Pass | undefined>;
  /** The pass of another path that the site did not take at an address. */
  refusedFor(url: string): Promise<Pass | undefined>;
  /**
   * The site did not take a pass. It is dropped where that was the address that it was paid for; tried at another one,
   * it is kept, and not offered there again.
   */
  refused(id: string, url: string): Promise<void>;
  byId(id: string): Promise<Pass | undefined>;
  /** Keeps a payment's proof if it may be used again. Never throws: without a safe none is kept. */
  keep(payment: Payment): Promise<void>;
  /** Seals what proves that an invoice was paid. Never throws: without an open safe it is not kept. */
  keepPreimage(payment: Payment): Promise<void>;
  /** The preimage of a payment (64 hex digits); undefined where none was kept, or while the safe is locked. */
  preimage(id: string): Promise<string | undefined>;
  change(id: string, change: Partial<Pick<Pass, 'good' | 'auto' | 'used'>>): Promise<void>;
  drop(id: string): Promise<void>;
  /** Its headers. `error_locked`, `error_no_password`, `error_safe`. */
  headers(pass: Pass): Promise<Headers>;
  /** Every pass with its headers, for a back-up; those that cannot be opened are left out. `error_locked`, `error_no_password`. */
  copies(): Promise<readonly PassCopy[]>;
  /** Keeps the passes of a back-up that are not there yet; resolves with how many. Errors as of `copies`. */
  add(copies: readonly PassCopy[]): Promise<number>;
  /** Seals those under the master key that the old key sealed. `error_locked`, `error_no_password`. */
  sealAnew(): Promise<void>;
};

/** Paths that are remembered of one pass, the newest. */
const REFUSED = 100;

/** What a site sells under one path may differ by the query: a pass opens what it was paid for. */
const scopeOf = (url: string) => {
  const { origin, pathname, search } = new URL(url);
  return { origin, path: pathname + search };
};

export function createPasses(
  store: Store,
  safe: SealedStore,
  { payingById }: Pick<Protocols, 'payingById'>,
): Passes {
  const inTurn = createQueue();
  const list = async () => {
    const stored = await store.get(KEY);
    const { passes, unread } = readPasses(stored);
    // What was bought with one would else be asked for again, and nobody would know why.
    if (unread.length > 0) await setAside(store, KEY, unread);
    return passes;
  };
  const write = (passes: readonly Pass[]) => store.set(KEY, storedPasses(passes));
  const update = (change: (passes: readonly Pass[]) => readonly Pass[]) =>
    inTurn(async () => write(change(await list())));

  /** The newest good pass of an address's origin that is right by its path. */
  const newest = async (url: string, isRight: (pass: Pass, path: string) => boolean) => {
    // A pass is a bearer token: over plain http anyone on the way could take it.
    if (!isSecure(url)) return undefined;
    const { origin, path } = scopeOf(url);
    return (await list()).findLast(
      (pass) => pass.good && pass.origin === origin && isRight(pass, path),
    );
  };

  const headersOf = async ({ id, sealed }: Pick<Pass, 'id' | 'sealed'>) =>
    JSON.parse(await safe.open(`pass ${id}`, sealed)) as Headers;

  return {
    list,
    find: (url, isWanted = () => true) =>
      newest(url, (pass, path) => pass.path === path && isWanted(pass)),
    findWide: (url) =>
      newest(
        url,
        ({ wide, path: own, refusedAt = [] }, path) =>
          wide === true && own !== path && !refusedAt.includes(path),
      ),
    refusedFor: (url) => newest(url, ({ refusedAt = [] }, path) => refusedAt.includes(path)),
    refused: (id, url) => {
      const { path } = scopeOf(url);
      return update((passes) =>
        passes.flatMap((pass) => {
          if (pass.id !== id) return [pass];
          if (pass.path === path) return [];
          const others = (pass.refusedAt ?? []).filter((other) => other !== path);
          return [{ ...pass, refusedAt: [...others, path].slice(-REFUSED) }];
        }),
      );
    },
    byId: async (id) => (await list()).find((pass) => pass.id === id),
    // In its turn from the start: whatever is said of the pass later comes after it.
    keep: ({ id, quote, proof, history, target, practice }) =>
      inTurn(async () => {
        if (proof?.reusable !== true || !isSecure(quote.url)) return;
        const sealed = await safe.seal(`pass ${id}`, JSON.stringify(proof.headers));
        const asked = originOf(target.initiator ?? '');
        const pass: Pass = {
          id,
          ...scopeOf(quote.url),
          ...(asked === undefined ? {} : { boughtOn: asked }),
          protocol: quote.offer.protocol,
          at: history[0]?.at ?? quote.at,
          good: false,
          auto: false,
          ...(payingById(quote.offer.protocol)?.opensMore?.(quote.offer) ? { wide: true } : {}),
          ...(practice === true ? { practice } : {}),
          sealed,
        };
        const others = (await list()).filter((other) => other.id !== id);
        await write([...others, pass]);
        // The payment has its proof all the same; the next visit will have to ask.
      }).catch(() => undefined),
    keepPreimage: async ({ id, paid }) => {
      if (paid?.preimage === undefined) return;
      await safe.set(`preimage ${id}`, paid.preimage).catch(() => undefined);
    },
    preimage: (id) => safe.get(`preimage ${id}`).catch(() => undefined),
    change: (id, change) =>
      update((passes) => passes.map((pass) => (pass.id === id ? { ...pass, ...change } : pass))),
    drop: (id) => update((passes) => passes.filter((pass) => pass.id !== id)),
    sealAnew: () =>
      inTurn(async () => {
        const passes = await list();
        const anew = await Promise.all(
          passes.map(async (pass) => {
            const sealed = await safe.sealAnew(`pass ${pass.id}`, pass.sealed);
            return sealed === undefined ? pass : { ...pass, sealed };
          }),
        );
        if (anew.every((pass, at) => pass === passes[at])) return;
        const before = await store.get(KEY);
        await write(anew);
        const back = (await list()).map(({ sealed }) => sealed);
        if (back.join() === anew.map(({ sealed }) => sealed).join()) return;
        await store.set(KEY, before);
        throw new FareboxError('error_storage');
      }),
    copies: async () => {
      const copies: PassCopy[] = [];
      for (const { sealed, ...pass } of await list()) {
        const headers = await headersOf({ id: pass.id, sealed }).catch((error: unknown) => {
          if (error instanceof FareboxError && error.key === 'error_safe') return undefined;
          throw error;
        });
        if (headers !== undefined) copies.push({ pass, headers });
      }
      return copies;
    },
    add: (copies) =>
      inTurn(async () => {
        const there = await list();
        const added: Pass[] = [];
        for (const { pass, headers } of copies) {
          if (there.some(({ id }) => id === pass.id)) continue;
          const sealed = await safe.seal(`pass ${pass.id}`, JSON.stringify(headers));
          added.push({ ...pass, sealed });
        }
        if (added.length > 0) await write([...added, ...there]);
        return added.length;
      }),
    headers: headersOf,
  };
}
