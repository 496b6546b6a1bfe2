import { inject } from 'vitest';
import type { StreetMap } from '../lab/street.ts';

/** The place among those that run at the same time: vitest counts from 1. */
const place = Number(process.env['VITEST_POOL_ID']) - 1;

function own<Each>(all: readonly Each[]): Each {
  const found = all[place];
  if (found === undefined) throw new Error(`${all.length} streets, and none for place ${place}`);
  return found;
}

/** Where the shops of this file are: no file that runs at the same time uses them. */
export const street = (): StreetMap => own(inject('streets'));

/** Answers with the LightningMap of this file. */
export const lightningDoor = (): string => own(inject('lightningDoors'));
