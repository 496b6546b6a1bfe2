import { attaching } from './browser/attaching.ts';
import { consent } from './browser/consent.ts';
import { gates } from './browser/gates.ts';
import { journal } from './browser/journal.ts';
import type { BrowserMutant } from './browser/mutant.ts';

export const browserMutants: readonly BrowserMutant[] = [
  ...attaching,
  ...consent,
  ...gates,
  ...journal,
];
