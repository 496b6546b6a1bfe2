import { allParts } from '../../shared/all-parts.ts';
import type { Ui } from '../../shared/ui.ts';

/** What a file brought that was not here yet. `at`: ms since 1970, when it was saved. */
export type Restored = {
  readonly at: number;
  readonly payments: number;
  readonly passes: number;
  readonly mints: readonly string[];
};

type Run = Ui['run'];

/** A new back-up file under the password; undefined where a command failed, which `run` shows. */
export async function backupText(run: Run, passphrase: string): Promise<string | undefined> {
  const begun = await run('backup.begin', { passphrase });
  if (begun === undefined) return undefined;
  const { head } = begun;
  let place = 0;
  const parts = await allParts((from) => {
    place += 1;
    return run('backup.part', { head, place, ...from });
  });
  return parts && `${[head, ...parts.map(({ line }) => line)].join('\n')}\n`;
}

/** Looks whether all of a file is whole, and then adds what it holds; undefined where a command failed, which `run` shows. */
export async function restoreText(
  run: Run,
  text: string,
  passphrase: string,
): Promise<Restored | undefined> {
  const [head = '', ...parts] = text.split(/\r?\n/).filter((line) => line !== '');
  const opened = await run('backup.open', { head, passphrase });
  if (opened === undefined) return undefined;
  const { key, at } = opened;
  // A file without a part is one that was cut off: the first is asked for all the same.
  const lines = parts.length === 0 ? [''] : parts;
  const each = (look: boolean) => (line: string, index: number) =>
    run('backup.restore', {
      head,
      key,
      place: index + 1,
      part: line,
      last: index === lines.length - 1,
      look,
    });
  const whole = await inOrder(lines, each(true));
  const done = whole && (await inOrder(lines, each(false)));
  if (done === undefined) return undefined;
  const sum = (of: 'payments' | 'passes') => done.reduce((all, part) => all + part[of], 0);
  return {
    at,
    payments: sum('payments'),
    passes: sum('passes'),
    mints: done.flatMap(({ mints }) => mints),
  };
}

/** One after another, until one gives nothing. */
async function inOrder<In, Out>(
  all: readonly In[],
  each: (item: In, index: number) => Promise<Out | undefined>,
): Promise<Out[] | undefined> {
  const done: Out[] = [];
  for (const [index, item] of all.entries()) {
    const out = await each(item, index);
    if (out === undefined) return undefined;
    done.push(out);
  }
  return done;
}
