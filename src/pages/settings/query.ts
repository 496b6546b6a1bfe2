import { coalesce } from '../../core/concurrency.ts';
import type { CommandName, Commands } from '../../messages/index.ts';
import * as page from '../../platform/extension-page.ts';
import type { Failure } from '../shared/ui.ts';

/** Something that takes a while to be read: wallets are asked over the network. */
export type Reader<Out> = {
  /** What was last read. */
  current(): Out | undefined;
  /** Reads it anew. While it is being read, once more after that, however often this is said. */
  again(): void;
};

/** Reads by a command; tells when it has, with the failure if it could not. */
export function createReader<Name extends CommandName>(
  command: Name,
  input: Commands[Name]['in'],
  told: (failure?: Failure) => void,
): Reader<Commands[Name]['out']> {
  let out: Commands[Name]['out'] | undefined;
  const read = coalesce(async () => {
    const answer = await page.send(command, input);
    if (answer.ok) out = answer.out;
    told(answer.ok ? undefined : { ...answer, command });
  });
  return { current: () => out, again: () => void read() };
}
