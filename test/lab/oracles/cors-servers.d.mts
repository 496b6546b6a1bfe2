/** A server on the named framework with `code` in it. mppx answers with a challenge of its own in place of `challenge`. */
export function startCorsServer(
  framework: 'express' | 'hono' | 'mppx',
  code: string,
  challenge: readonly (readonly [name: string, value: string])[],
): Promise<{ readonly url: string; close(): Promise<void> }>;
