import { describe, expect, it } from 'vitest';
import { createTabs, SEEN_PER_TAB, type Seen } from '../../../src/background/stores/tab-store.ts';
import { memoryStore } from './fakes.ts';

const seen = (id: string, tabId = 1): Seen => ({
  id,
  tabId,
  frameId: 0,
  type: 'xmlhttprequest',
  response: { url: `https://news.example/${id}`, method: 'GET', status: 402, headers: [] },
  at: 1,
  body: 'none',
});

describe('what is known of tabs', () => {
  it('outlives the worker', async () => {
    const store = memoryStore();
    await createTabs(store).change(1, (tab) => ({ ...tab, seen: [seen('a')] }));
    expect((await createTabs(store).get(1)).seen).toEqual([seen('a')]);
    expect(await createTabs(store).all()).toHaveLength(1);
  });

  it('loses nothing when changes race', async () => {
    const tabs = createTabs(memoryStore());
    const add = (id: string) =>
      tabs.change(1, (tab) => ({ ...tab, seen: [...tab.seen, seen(id)] }));
    await Promise.all(['a', 'b', 'c', 'd'].map(add));
    expect((await tabs.get(1)).seen.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('keeps the newest of a thousand', async () => {
    const tabs = createTabs(memoryStore());
    for (let i = 0; i < 1_000; i++) {
      await tabs.change(1, (tab) => ({ ...tab, seen: [...tab.seen, seen(String(i))] }));
    }
    const { seen: kept } = await tabs.get(1);
    expect(kept).toHaveLength(SEEN_PER_TAB);
    expect(kept.at(-1)?.id).toBe('999');
  });

  it('keeps the page’s own of a thousand', async () => {
    const tabs = createTabs(memoryStore());
    for (let i = 0; i < 1_000; i++) {
      const type = i === 0 ? 'main_frame' : 'xmlhttprequest';
      const next: Seen = { ...seen(String(i)), type };
      await tabs.change(1, (tab) => ({ ...tab, seen: [...tab.seen, next] }));
    }
    const { seen: kept } = await tabs.get(1);
    expect(kept.map(({ id }) => id).slice(0, 2)).toEqual(['0', '981']);
    expect(kept).toHaveLength(SEEN_PER_TAB);
  });

  it('forgets a closed tab', async () => {
    const store = memoryStore();
    const tabs = createTabs(store);
    await tabs.change(1, (tab) => ({ ...tab, seen: [seen('a')] }));
    await tabs.forget(1);
    expect(await tabs.get(1)).toEqual({ seen: [] });
    expect(store.data.size).toBe(0);
  });
});
