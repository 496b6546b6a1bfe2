import { startChild } from './child.ts';
import { installLab } from './install.ts';

/** The x402 v1 reference server: `/weather` (JSON) and `/page` (a 3.5 MB paywall for browsers), one cent each. */
export async function startReferenceV1(
  facilitatorUrl: string,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const cwd = await installLab('v1');
  const child = await startChild(process.execPath, ['server.mjs'], {
    cwd,
    env: { FACILITATOR_URL: facilitatorUrl },
    ready: /Listening on (http:\S+)/,
  });
  return { url: child.ready[1] ?? '', close: () => child.close() };
}
