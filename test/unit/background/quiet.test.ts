import { describe, expect, it } from 'vitest';
import { createQuiet, type Quiet } from '../../../src/background/stores/popups/popup-cooldown.ts';
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

it('a refusal while a site is quiet does not shorten that', async () => {
  let now = 100_000;
  const quiet = createQuiet(memoryStore(), () => now);
  await quiet.refused(SITE);
  await quiet.refused(SITE);
  now += 120_000;
  await quiet.refused(SITE);
  now += 400_000;
  expect(await quiet.isQuiet(SITE)).toBe(true);
});

it('a new subdomain is no new site, another customer of the same host is', async () => {
  const quiet = createQuiet(memoryStore(), () => 100_000);
  await quiet.refused('https://a.news.co.uk/1');
  await quiet.refused('https://b.c.news.co.uk/2');
  expect(await quiet.isQuiet('https://d.news.co.uk/')).toBe(true);
  expect(await quiet.isQuiet('https://other.co.uk/')).toBe(false);
  await quiet.refused('https://alice.github.io/');
  expect(await quiet.isQuiet('https://alice.github.io/')).toBe(false);
  expect(await quiet.isQuiet('https://bob.github.io/')).toBe(false);
});

describe('a popup that opened by itself', () => {
  const open = async (quiet: Quiet, url: string) => {
    expect(await quiet.opening(1, url)).toBe(true);
  };

  it('and is closed without a press has been refused', async () => {
    const quiet = createQuiet(memoryStore(), () => 100_000);
    for (let count = 0; count < 2; count++) {
      await open(quiet, SITE);
      await quiet.closed(1);
      // Once for each popup, however often its end is told.
      await quiet.closed(1);
    }
    expect(await quiet.isQuiet(SITE)).toBe(true);
  });

  it.each(['answered', 'notOpened'] as const)('and was %s has not', async (how) => {
    const quiet = createQuiet(memoryStore(), () => 100_000);
    for (let count = 0; count < 3; count++) {
      await open(quiet, SITE);
      await quiet[how](1);
      await quiet.closed(1);
    }
    expect(await quiet.isQuiet(SITE)).toBe(false);
  });

  it('is no refusal of another tab, nor is the popup that the user opened', async () => {
    const quiet = createQuiet(memoryStore(), () => 100_000);
    await open(quiet, SITE);
    for (let count = 0; count < 3; count++) await quiet.closed(2);
    expect(await quiet.isQuiet(SITE)).toBe(false);
  });

  it('opens for at most six pages a minute, of however many sites', async () => {
    let now = 100_000;
    const quiet = createQuiet(memoryStore(), () => now);
    for (let site = 0; site < 6; site++) await open(quiet, `https://site${site}.example`);
    expect(await quiet.opening(1, 'https://site7.example')).toBe(false);
    now += 60_000;
    expect(await quiet.opening(1, 'https://site7.example')).toBe(true);
  });

  it('and was refused four times in a minute, for whatever sites, leaves all of them to their badges', async () => {
    const quiet = createQuiet(memoryStore(), () => 100_000);
    for (let site = 0; site < 4; site++) {
      expect(await quiet.isQuiet(SITE)).toBe(false);
      await open(quiet, `https://site${site}.example`);
      await quiet.closed(1);
    }
    expect(await quiet.isQuiet(SITE)).toBe(true);
  });
});
