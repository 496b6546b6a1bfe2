import type { CommandName, Commands } from '../messages/index.ts';
import type { Farebox } from './farebox.ts';

/** One handler for each of these commands. */
export type Handlers<Names extends CommandName = CommandName> = {
  readonly [Name in Names]: (
    farebox: Farebox,
    input: Commands[Name]['in'],
  ) => Promise<Commands[Name]['out']>;
};
