import { expect, it } from 'vitest';
import { createQuiet } from '../../../src/background/quiet.ts';
import { memoryStore } from './fakes.ts';

const SITE = 'https://news.example';

it('a site that was refused twice within a minute is quiet for ten, and no other site is', async () => {
  let now = 100_000;
  const quiet = createQuiet(memoryStore(), () => now);
  await quiet.refused(SITE);
  expect(await quiet.isQuiet(SITE)).toBe(false);
  now += 59_000;
  await quiet.refused(SITE);
  expect(await quiet.isQuiet(SITE)).toBe(true);
  expect(await quiet.isQuiet('https://other.example')).toBe(false);
  now += 599_000;
  expect(await quiet.isQuiet(SITE)).toBe(true);
  now += 2_000;
  expect(await quiet.isQuiet(SITE)).toBe(false);
});

it('two refusals that are more than a minute apart are two first ones', async () => {
  let now = 100_000;
  const quiet = createQuiet(memoryStore(), () => now);
  await quiet.refused(SITE);
  now += 61_000;
  await quiet.refused(SITE);
  expect(await quiet.isQuiet(SITE)).toBe(false);
});
