import { randomBytes } from 'node:crypto';
import type { Records } from '../../../../src/wallets/deps.ts';

export const random = (length: number): Uint8Array => randomBytes(length);

/** A store that keeps copies, as the browser's does; `values` is there to look into and to damage. */
export type Memory = Records & { readonly values: Map<string, unknown> };

export function memory(): Memory {
  const values = new Map<string, unknown>();
  return {
    values,
    get: async (key) => structuredClone(values.get(key)),
    set: async (key, value) => {
      values.set(key, structuredClone(value));
    },
    remove: async (key) => {
      values.delete(key);
    },
  };
}
