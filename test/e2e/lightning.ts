import type { LightningMap } from '../lab/lightning/map.ts';
import { lightningDoor } from './own-street.ts';

/** Where the Lightning lab is, once it runs: one for all files. The first to ask waits some seconds. */
export async function lightning(): Promise<LightningMap> {
  const response = await fetch(lightningDoor());
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as LightningMap;
}
