import { inject } from 'vitest';
import type { LightningMap } from '../lab/lightning/map.ts';

/** Where the Lightning lab is, once it runs: one for all files. The first to ask waits some seconds. */
export async function lightning(): Promise<LightningMap> {
  const response = await fetch(inject('lightningDoor'));
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as LightningMap;
}
