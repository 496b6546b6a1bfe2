import type { RequestListener } from 'node:http';

type Challenge = readonly (readonly [name: string, value: string])[];

/** What a server on each framework, with `code` in it, answers. mppx writes a challenge of its own in place of `challenge`. */
export const CORS_APPS: Readonly<
  Record<'express' | 'hono' | 'mppx', (code: string, challenge: Challenge) => RequestListener>
>;
