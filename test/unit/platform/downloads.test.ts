import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DownloadEnd } from '../../../src/platform/downloads.ts';

// The class: in what order the browser tells of a download that was paid for: before its number is known, after the worker
// died, or of files that are none of ours.

type Delta = {
  readonly id: number;
  readonly state?: { readonly current: string };
  readonly error?: { readonly current: string };
};

const api = vi.hoisted(() => ({
  stored: new Map<string, unknown>(),
  listeners: [] as ((delta: unknown) => void)[],
  download: vi.fn(async (_options: Record<string, unknown>) => 7),
  granted: true,
  /** Resolved when a test lets the stores be read. */
  reads: undefined as Promise<void> | undefined,
}));

vi.mock('webextension-polyfill', () => {
  const events = {
    hasListener: (each: (delta: unknown) => void) => api.listeners.includes(each),
    addListener: (each: (delta: unknown) => void) => api.listeners.push(each),
  };
  return {
    default: {
      permissions: {
        contains: async ({ permissions }: { permissions: string[] }) =>
          api.granted && permissions.join() === 'downloads',
      },
      get downloads() {
        return api.granted ? { onChanged: events, download: api.download } : undefined;
      },
      storage: {
        session: {
          get: async (keys: string[]) => {
            await api.reads;
            return Object.fromEntries(
              keys.map((key) => [key, structuredClone(api.stored.get(key))]),
            );
          },
          set: async (entries: Record<string, unknown>) => {
            for (const [key, value] of Object.entries(entries)) {
              api.stored.set(key, structuredClone(value));
            }
          },
        },
      },
    },
  };
});

type Module = typeof import('../../../src/platform/downloads.ts');
let downloads: Module;
let told: [string, DownloadEnd][];

/** A worker that has just started. */
async function start(): Promise<void> {
  vi.resetModules();
  api.listeners.length = 0;
  downloads = await import('../../../src/platform/downloads.ts');
  told = [];
  downloads.onDownload((id, end) => void told.push([id, end]));
}

const changes = async (delta: Delta): Promise<void> => {
  for (const each of api.listeners) each(delta);
  await new Promise((resolve) => setImmediate(resolve));
};
const ends = (id: number) => changes({ id, state: { current: 'complete' } });

const FILE = 'https://shop.example/letter';
const save = (id = 'p1') => downloads.download(id, FILE, [['PAYMENT-SIGNATURE', 'abc']]);

beforeEach(async () => {
  api.stored.clear();
  api.granted = true;
  api.reads = undefined;
  api.download.mockReset().mockResolvedValue(7);
  await start();
});

it('takes the proof along as a header, and writes over no file', async () => {
  await save();
  expect(api.download).toHaveBeenCalledExactlyOnceWith({
    url: FILE,
    headers: [{ name: 'PAYMENT-SIGNATURE', value: 'abc' }],
    conflictAction: 'uniquify',
  });
  expect(downloads.isDownloading('p1')).toBe(true);
  expect(downloads.isDownloading('p2')).toBe(false);
});

it('asks for the permission by its name', async () => {
  expect(await downloads.mayDownload()).toBe(true);
  api.granted = false;
  expect(await downloads.mayDownload()).toBe(false);
});

describe('the end of a download is told once', () => {
  it.each<[string, Omit<Delta, 'id'>, DownloadEnd]>([
    ['whole', { state: { current: 'complete' } }, {}],
    [
      'broken off',
      { state: { current: 'interrupted' }, error: { current: 'SERVER_FAILED' } },
      { error: 'SERVER_FAILED' },
    ],
    ['broken off for no reason', { state: { current: 'interrupted' } }, { error: 'interrupted' }],
  ])('%s', async (_, delta, end) => {
    await save();
    await changes({ id: 7, ...delta });
    await changes({ id: 7, ...delta });
    expect(told).toEqual([['p1', end]]);
    expect(downloads.isDownloading('p1')).toBe(false);
  });

  it('and not while it only goes on', async () => {
    await save();
    await changes({ id: 7, state: { current: 'in_progress' } });
    await changes({ id: 7 });
    expect(told).toEqual([]);
    expect(downloads.isDownloading('p1')).toBe(true);
  });

  it('when it came before the number of the download', async () => {
    let begins: (id: number) => void = () => undefined;
    api.download.mockReturnValue(new Promise((resolve) => (begins = resolve)));
    const saving = save();
    await ends(7);
    expect(told).toEqual([]);
    begins(7);
    await saving;
    expect(told).toEqual([['p1', {}]]);
    expect(downloads.isDownloading('p1')).toBe(false);
  });

  it('of each of two that were begun at once, to its own payment', async () => {
    api.download.mockResolvedValueOnce(7).mockResolvedValueOnce(8);
    await Promise.all([save('p1'), save('p2')]);
    await ends(8);
    await ends(7);
    expect(told).toEqual([
      ['p2', {}],
      ['p1', {}],
    ]);
  });

  it('where the worker died meanwhile', async () => {
    await save();
    await start();
    await ends(7);
    expect(told).toEqual([['p1', {}]]);
    await start();
    await ends(7);
    expect(told).toEqual([]);
  });
});

it('files of the user’s own are let go by, also those that end while ours begins', async () => {
  let begins: (id: number) => void = () => undefined;
  api.download.mockReturnValue(new Promise((resolve) => (begins = resolve)));
  const saving = save();
  await ends(3);
  begins(7);
  await saving;
  await ends(4);
  expect(told).toEqual([]);
  // The number is known by now; an old end with the same number is none.
  api.download.mockResolvedValue(3);
  await save('p3');
  expect(told).toEqual([]);
  expect(downloads.isDownloading('p3')).toBe(true);
});

it('a refusal of the browser is told to whoever asked, and nothing is being saved', async () => {
  api.download.mockRejectedValue(new Error('Invalid filename'));
  await expect(save()).rejects.toThrow('Invalid filename');
  expect(downloads.isDownloading('p1')).toBe(false);
});

it('is listened for as soon as the user allows it, once', async () => {
  api.granted = false;
  await start();
  expect(api.listeners).toEqual([]);
  api.granted = true;
  await save();
  await save('p2');
  expect(api.listeners).toHaveLength(1);
});

it('what the store holds and is no list is none', async () => {
  api.stored.set('downloads', 'damaged');
  await start();
  await save();
  await ends(7);
  expect(told).toEqual([['p1', {}]]);
});
