import { expect, it } from 'vitest';
import { EXCHANGES } from '../../../src/background/stores/exchanges/exchanges-key.ts';
import {
  BYTES_IN_ALL,
  createStoredSizes,
} from '../../../src/background/stores/exchanges/stored-sizes.ts';
import { memoryStore } from './fakes.ts';

// What developers see must not take the room of the session's store that payments need, however many tabs there are.

const THIRD = BYTES_IN_ALL / 3;

async function filled() {
  const store = memoryStore();
  for (const tabId of [1, 2, 3, 4]) await store.set(EXCHANGES + tabId, 'exchanges');
  const sizes = createStoredSizes(store);
  for (const tabId of [1, 2, 3]) await sizes.make(tabId, THIRD);
  const kept = async () => {
    const all = await Promise.all([1, 2, 3, 4].map((tabId) => store.get(EXCHANGES + tabId)));
    return all.flatMap((stored, at) => (stored === undefined ? [] : [at + 1]));
  };
  return { store, sizes, kept };
}

it('removes nothing while there is room', async () => {
  const { kept } = await filled();
  expect(await kept()).toEqual([1, 2, 3, 4]);
});

it('removes the tab that was written longest ago', async () => {
  const { sizes, kept } = await filled();
  await sizes.make(1, THIRD);
  await sizes.make(4, THIRD);
  expect(await kept()).toEqual([1, 3, 4]);
});

it('removes as many as it needs, and never the tab that is written', async () => {
  const { sizes, kept } = await filled();
  await sizes.make(4, BYTES_IN_ALL);
  expect(await kept()).toEqual([4]);
});

it('goes on counting after the worker was started again', async () => {
  const { store, kept } = await filled();
  await createStoredSizes(store).make(4, THIRD);
  expect(await kept()).toEqual([2, 3, 4]);
});

it('has the room of a closed tab again', async () => {
  const { sizes, kept } = await filled();
  await sizes.forget(1);
  await sizes.make(4, THIRD);
  expect(await kept()).toEqual([1, 2, 3, 4]);
});
