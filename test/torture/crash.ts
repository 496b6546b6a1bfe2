import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { makeProfile, type Profile } from '../e2e/driver/profile.ts';
import { until } from '../e2e/driver/until.ts';

/** A profile that outlives its browser, and the way to end that browser as a power cut would. */
export type LastingProfile = Profile & {
  crash(): Promise<void>;
  /** For good. */
  drop(): Promise<void>;
};

/** Makes one. Its `remove` is for the driver and keeps everything. */
export function lastingProfile(prefix: string): LastingProfile {
  const profile = makeProfile(prefix);
  let known: number | undefined;
  return {
    dir: profile.dir,
    guard: (pid) => {
      known = pid;
      profile.guard(pid);
    },
    remove: async () => undefined,
    drop: () => profile.remove(),
    crash: async () => {
      const pid = known ?? lockedBy(profile.dir);
      process.kill(pid, 'SIGKILL');
      await until(async () => !runs(pid), { what: 'the browser to die' });
      known = undefined;
    },
  };
}

/** Chromium writes `host-pid` there as the target of a link. */
function lockedBy(dir: string): number {
  return Number(/-(\d+)$/.exec(readlinkSync(join(dir, 'SingletonLock')))?.[1]);
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
