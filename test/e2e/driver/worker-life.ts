import type { CDPSession } from 'playwright-core';
import { until } from './until.ts';

/** Whether the extension's service worker runs, and how to end it. */
export interface WorkerLife {
  alive(): boolean;
  stop(): Promise<void>;
}

/** `session`: of a page of the extension. The tools' own list of workers does not notice a stopped one. */
export async function watchWorker(session: CDPSession, origin: string): Promise<WorkerLife> {
  let status = 'unknown';
  let ends = 0;
  session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    for (const version of versions) {
      if (!version.scriptURL.startsWith(origin)) continue;
      if (version.runningStatus === 'stopped' && status !== 'stopped') ends += 1;
      status = version.runningStatus;
    }
  });
  await session.send('ServiceWorker.enable');
  await until(async () => status !== 'unknown', { what: 'news of the service worker' });
  const alive = () => status === 'running';
  return {
    alive,
    stop: async () => {
      if (!alive()) return;
      const before = ends;
      // Stops the workers of pages too; there is no call for one worker that ends it at once.
      await session.send('ServiceWorker.stopAllWorkers');
      // It may be up again at once, when something is waiting for it.
      await until(async () => ends > before, { what: 'the service worker to end' });
    },
  };
}
