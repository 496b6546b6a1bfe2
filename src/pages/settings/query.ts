import { coalesce } from '../../core/concurrency.ts';
import type { CommandName, Commands } from '../../messages/index.ts';
import * as page from '../../platform/pages/extension-page.ts';
import type { Failure } from '../shared/ui.ts';

/** What a command of the worker answers, kept until the next answer: wallets take a while, they are asked over the network. */
export type Query<Out> = {
  /** What was last read. */
  current(): Out | undefined;
  /** Asks for a refresh. Calls made while one is running are merged into a single further refresh. */
  again(): void;
};

/** Reads by a command; tells when it has, with the failure if it could not. */
export function createQuery<Name extends CommandName>(
  command: Name,
  input: Commands[Name]['in'],
  told: (failure?: Failure) => void,
): Query<Commands[Name]['out']> {
  let out: Commands[Name]['out'] | undefined;
  const read = coalesce(async () => {
    const answer = await page.send(command, input);
    if (answer.ok) out = answer.out;
    told(answer.ok ? undefined : { ...answer, command });
  });
  return { current: () => out, again: () => void read() };
}
