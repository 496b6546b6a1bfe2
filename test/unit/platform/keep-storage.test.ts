import { afterEach, expect, it, vi } from 'vitest';
import { keepStorage } from '../../../src/platform/storage/keep-storage.ts';

afterEach(() => vi.unstubAllGlobals());

it.each([
  ['is granted', { storage: { persist: async () => true } }, true],
  ['is refused', { storage: { persist: async () => false } }, false],
  ['fails', { storage: { persist: () => Promise.reject(new Error('no')) } }, false],
  ['has no such call, as in a service worker', { storage: {} }, false],
  ['has no storage at all', {}, false],
  ['is no browser', undefined, false],
])('asks once, and goes on where it %s', async (_, navigator, kept) => {
  vi.stubGlobal('navigator', navigator);
  await expect(keepStorage()).resolves.toBe(kept);
});
