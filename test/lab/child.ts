import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/** A child process that said it is ready, and the words it said so with. */
export type Child = { readonly ready: RegExpExecArray; close(): Promise<void> };

type Process = ChildProcessByStdio<null, Readable, Readable>;

// The pipe to this shell breaks however we end, even by SIGKILL; a line comes only from `close`.
const keeper = 'read -r pid; read -r done || kill -9 "$pid"';

/** Has `pid` end with us: an orphaned chain would hold its port for ever. Call the result when it is gone. */
function guard(pid: number): () => void {
  // In a session of its own, or Ctrl-C in a terminal would end the keeper as well.
  const shell = spawn('sh', ['-c', keeper], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.unref();
  shell.stdin.write(`${pid}\n`);
  return () => void shell.stdin.end('done\n');
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
  const child: Process = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  const release = child.pid === undefined ? () => undefined : guard(child.pid);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      release();
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
