import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A browser profile in a temporary directory, and what becomes of it when we end, in whatever way. */
export interface Profile {
  readonly dir: string;
  /** Has this process ended too, should ours die before `remove`. */
  guard(pid: number): void;
  remove(): Promise<void>;
}

/** A profile of the caller's, used again after a restart, in place of a new one. */
export type Lasting = { readonly profile?: Profile };

// The pipe to this shell closes when we end, even by SIGKILL; `done` comes only from `remove`.
const keeper = `
pid=; while read -r word rest; do case $word in pid) pid=$rest ;; done) pid=; break ;; esac; done
if [ -n "$pid" ]; then kill "$pid" 2>/dev/null; sleep 2; kill -9 "$pid" 2>/dev/null; fi
for try in 1 2 3 4 5; do rm -rf "$1" 2>/dev/null && exit; sleep 1; done`;

/** Makes a profile directory. */
export function makeProfile(prefix: string): Profile {
  const dir = mkdtempSync(join(tmpdir(), `farebox-${prefix}-`));
  const child = spawn('sh', ['-c', keeper, 'keeper', dir], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  child.unref();
  return {
    dir,
    guard: (pid) => void child.stdin.write(`pid ${pid}\n`),
    remove: async () => {
      const gone = once(child, 'exit');
      child.ref();
      child.stdin.end('done\n');
      await gone;
    },
  };
}
