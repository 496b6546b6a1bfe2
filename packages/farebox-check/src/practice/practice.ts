import type { AddressInfo } from 'node:net';
import { NothingChecked, UsageError } from '../options.ts';
import { TEXTS } from '../texts.ts';
import { createPracticeServer } from './server.ts';

const PORT = 4402;

function portOf(args: readonly string[]): number {
  if (args.length === 0) return PORT;
  const digits = /^--port[= ](\d{1,5})$/.exec(args.join(' '))?.[1];
  if (digits === undefined || Number(digits) > 65_535) throw new UsageError(TEXTS.badPort);
  return Number(digits);
}

/**
 * Runs the practice facilitator until the process ends; gives what to print once it listens. `args`: those after `practice`.
 * Throws a UsageError for wrong use, NothingChecked for a port that is taken.
 */
export async function startPractice(
  args: readonly string[],
): Promise<{ readonly text: string; readonly url: string; close(): void }> {
  const port = portOf(args);
  const server = createPracticeServer(Date.now);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new NothingChecked(TEXTS.noPort(port, error.message))));
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: own } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${own}`;
  return { url, text: TEXTS.practice(url), close: () => void server.close() };
}
