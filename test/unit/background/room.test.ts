import { describe, expect, it } from 'vitest';
import { createRoom, IN_ALL, PER_SITE } from '../../../src/background/stores/room.ts';
import { createTabs, type Seen } from '../../../src/background/stores/tab-store.ts';
import { memoryStore } from './fakes.ts';
import { world } from './world.ts';

const { tooMany } = createRoom(createTabs(memoryStore()));
let count = 0;
const KB = 1_000;

function seen(url: string, kilobytes: number, change: Partial<Seen> = {}): Seen {
  count += 1;
  const headers = [['x-large', 'x'.repeat(kilobytes * KB)]] as const;
  return {
    id: `seen${count}`,
    tabId: 1,
    frameId: 0,
    type: 'xmlhttprequest',
    response: { url, method: 'GET', status: 402, headers },
    at: count,
    body: 'none',
    ...change,
  };
}

// The class: sites that fill the store, by large answers, by many, or from many hosts of theirs.
describe('room for a 402', () => {
  const shop = seen('https://shop.example/article', 2, { tabId: 9, type: 'main_frame' });

  it('is made by what is oldest of the same site, over all its hosts and tabs', () => {
    const flood = Array.from({ length: 60 }, (_, at) =>
      seen(`https://h${at}.flood.co.uk/${at}`, 180, { tabId: 1 + (at % 5) }),
    );
    let kept: readonly Seen[] = [shop];
    for (const each of flood) {
      const gone = new Set(tooMany(kept, each));
      kept = [...kept.filter((one) => !gone.has(one)), each];
    }
    expect(kept).toContain(shop);
    expect(kept).toContain(flood.at(-1));
    expect(kept.length - 1).toBe(Math.floor(PER_SITE / (180 * KB + 100)));
    expect(tooMany(kept, seen('https://other.co.uk/', 2))).toEqual([]);
  });

  it('is made by what is oldest of all where many sites fill it', () => {
    const many = Array.from({ length: 40 }, (_, at) => seen(`https://site${at}.example/`, 180));
    const gone = tooMany(many, seen('https://new.example/', 180));
    expect(gone.length).toBeGreaterThan(0);
    expect(gone).toEqual(many.slice(0, gone.length));
    expect((41 - gone.length) * 180 * KB).toBeLessThanOrEqual(IN_ALL);
  });

  it('counts bytes, not letters', () => {
    const wide = (at: number) =>
      seen('https://wide.example/', 0, {
        response: {
          ...shop.response,
          url: `https://wide.example/${at}`,
          body: '語'.repeat(400 * KB),
        },
      });
    expect(tooMany([wide(1)], wide(2))).toHaveLength(1);
  });

  it('is made in the tabs, and the page before goes, too', async () => {
    const { context } = world();
    const old = seen('https://flood.example/1', 900, { tabId: 1, type: 'main_frame' });
    const frame = seen('https://flood.example/2', 400, { tabId: 2 });
    await context.tabs.change(1, () => ({ seen: [], before: old }));
    await context.tabs.change(2, () => ({ seen: [frame] }));
    await context.tabs.change(9, () => ({ seen: [shop] }));
    await context.room.make(seen('https://flood.example/3', 800));
    expect(await context.tabs.get(1)).toEqual({ seen: [] });
    expect((await context.tabs.get(2)).seen).toHaveLength(1);
    expect((await context.tabs.get(9)).seen).toHaveLength(1);
  });
});
