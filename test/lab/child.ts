import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/** A child process that said it is ready, and the words it said so with. */
export type Child = { readonly ready: RegExpExecArray; close(): Promise<void> };

type Process = ChildProcessByStdio<null, Readable, Readable>;

const running = new Set<Process>();
let guarded = false;

/** However this process ends, its children end first: an orphaned chain would hold its port for ever. */
function guard(): void {
  if (guarded) return;
  guarded = true;
  const killAll = () => {
    for (const child of running) child.kill('SIGKILL');
  };
  process.once('exit', killAll);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      killAll();
      // With no other listener nobody else would end the process any more.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
  }
}

/**
 * Starts a program and waits until its output matches `ready`.
 * Throws with its last output when it ends first.
 */
export async function startChild(
  command: string,
  args: readonly string[],
  options: { ready: RegExp; env?: Record<string, string>; cwd?: string },
): Promise<Child> {
  guard();
  const child: Process = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  running.add(child);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      running.delete(child);
      resolve();
    });
  });
  const ready = await new Promise<RegExpExecArray>((resolve, reject) => {
    let said = '';
    let done = false;
    // Keeps reading after the match: a full pipe would stop the child.
    const hear = (chunk: Buffer) => {
      if (done) return;
      said += chunk.toString();
      const match = options.ready.exec(said);
      if (match === null) return;
      done = true;
      resolve(match);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    child.once('close', (code) => {
      if (!done) reject(new Error(`${command} ended with ${code}: ${said.slice(-2000)}`));
    });
  });
  return {
    ready,
    close: async () => {
      child.kill('SIGTERM');
      const hard = setTimeout(() => child.kill('SIGKILL'), 3000);
      await ended;
      clearTimeout(hard);
    },
  };
}
