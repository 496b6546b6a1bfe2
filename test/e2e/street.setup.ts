import type { TestProject } from 'vitest/node';
import { type StreetMap, startStreet } from '../lab/street.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the shops are: `inject('street')`. */
    street: StreetMap;
  }
}

/** Opens the street once for all tests in browsers. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const street = await startStreet();
  provide('street', street.map);
  return () => street.close();
}
