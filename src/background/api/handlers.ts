import type { CommandName, Commands } from '../../messages/index.ts';
import type { Context } from '../context.ts';

/** One handler for each of these commands. */
export type Handlers<Names extends CommandName = CommandName> = {
  readonly [Name in Names]: (
    context: Context,
    input: Commands[Name]['in'],
  ) => Promise<Commands[Name]['out']>;
};
