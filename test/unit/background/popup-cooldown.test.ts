import { describe, expect, it } from 'vitest';
import {
  createPopupCooldown,
  type PopupCooldown,
} from '../../../src/background/stores/popups/popup-cooldown.ts';
import { memoryStore } from './fakes.ts';

const SITE = 'https://news.example';

it('a site that was refused twice within a minute is left to its badge for ten, and no other site is', async () => {
  let now = 100_000;
  const cooldown = createPopupCooldown(memoryStore(), () => now);
  await cooldown.dismissed(SITE);
  expect(await cooldown.isActive(SITE)).toBe(false);
  now += 59_000;
  await cooldown.dismissed(SITE);
  expect(await cooldown.isActive(SITE)).toBe(true);
  expect(await cooldown.isActive('https://other.example')).toBe(false);
  now += 599_000;
  expect(await cooldown.isActive(SITE)).toBe(true);
  now += 2_000;
  expect(await cooldown.isActive(SITE)).toBe(false);
});

it('two refusals that are more than a minute apart are two first ones', async () => {
  let now = 100_000;
  const cooldown = createPopupCooldown(memoryStore(), () => now);
  await cooldown.dismissed(SITE);
  now += 61_000;
  await cooldown.dismissed(SITE);
  expect(await cooldown.isActive(SITE)).toBe(false);
});

it('a dismissal while a site cools down does not shorten that', async () => {
  let now = 100_000;
  const cooldown = createPopupCooldown(memoryStore(), () => now);
  await cooldown.dismissed(SITE);
  await cooldown.dismissed(SITE);
  now += 120_000;
  await cooldown.dismissed(SITE);
  now += 400_000;
  expect(await cooldown.isActive(SITE)).toBe(true);
});

it('a new subdomain is no new site, another customer of the same host is', async () => {
  const cooldown = createPopupCooldown(memoryStore(), () => 100_000);
  await cooldown.dismissed('https://a.news.co.uk/1');
  await cooldown.dismissed('https://b.c.news.co.uk/2');
  expect(await cooldown.isActive('https://d.news.co.uk/')).toBe(true);
  expect(await cooldown.isActive('https://other.co.uk/')).toBe(false);
  await cooldown.dismissed('https://alice.github.io/');
  expect(await cooldown.isActive('https://alice.github.io/')).toBe(false);
  expect(await cooldown.isActive('https://bob.github.io/')).toBe(false);
});

describe('a popup that opened by itself', () => {
  const open = async (cooldown: PopupCooldown, url: string) => {
    expect(await cooldown.opening(1, url)).toBe(true);
  };

  it('and is closed without a press has been refused', async () => {
    const cooldown = createPopupCooldown(memoryStore(), () => 100_000);
    for (let count = 0; count < 2; count++) {
      await open(cooldown, SITE);
      await cooldown.closed(1);
      // Once for each popup, however often its end is told.
      await cooldown.closed(1);
    }
    expect(await cooldown.isActive(SITE)).toBe(true);
  });

  it.each(['answered', 'notOpened'] as const)('and was %s has not', async (how) => {
    const cooldown = createPopupCooldown(memoryStore(), () => 100_000);
    for (let count = 0; count < 3; count++) {
      await open(cooldown, SITE);
      await cooldown[how](1);
      await cooldown.closed(1);
    }
    expect(await cooldown.isActive(SITE)).toBe(false);
  });

  it('is no refusal of another tab, nor is the popup that the user opened', async () => {
    const cooldown = createPopupCooldown(memoryStore(), () => 100_000);
    await open(cooldown, SITE);
    for (let count = 0; count < 3; count++) await cooldown.closed(2);
    expect(await cooldown.isActive(SITE)).toBe(false);
  });

  it('opens for at most six pages a minute, of however many sites', async () => {
    let now = 100_000;
    const cooldown = createPopupCooldown(memoryStore(), () => now);
    for (let site = 0; site < 6; site++) await open(cooldown, `https://site${site}.example`);
    expect(await cooldown.opening(1, 'https://site7.example')).toBe(false);
    now += 60_000;
    expect(await cooldown.opening(1, 'https://site7.example')).toBe(true);
  });

  it('and was refused four times in a minute, for whatever sites, leaves all of them to their badges', async () => {
    const cooldown = createPopupCooldown(memoryStore(), () => 100_000);
    for (let site = 0; site < 4; site++) {
      expect(await cooldown.isActive(SITE)).toBe(false);
      await open(cooldown, `https://site${site}.example`);
      await cooldown.closed(1);
    }
    expect(await cooldown.isActive(SITE)).toBe(true);
  });
});
