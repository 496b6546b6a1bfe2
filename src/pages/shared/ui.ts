import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ErrorKey } from '../../core/errors.ts';
import type { CommandName, Commands } from '../../messages/index.ts';

/** Every text that we have; the English file is the one that the others follow. */
export type MessageKey = keyof typeof import('../../static/_locales/en/messages.json');

/** A text with `$1`, `$2`… filled in. */
export type Translate = (key: MessageKey, ...substitutions: readonly string[]) => string;

/** Why a command failed, to be shown. */
export type Failure = {
  readonly command: CommandName;
  readonly error: ErrorKey;
  readonly detail: readonly string[];
};

/** What every part of a page may know and do; nothing here touches the browser by itself. */
export type Ui = {
  readonly t: Translate;
  /** For Intl. */
  readonly locale: string;
  /** ms since 1970. */
  readonly now: number;
  /** The command under way: buttons wait. */
  readonly busy?: CommandName;
  /** Why the last command failed. */
  readonly failure?: Failure;
  /** Gives undefined after showing why it failed. */
  readonly run: <Name extends CommandName>(
    command: Name,
    input: Commands[Name]['in'],
  ) => Promise<Commands[Name]['out'] | undefined>;
  readonly copy: (text: string) => Promise<void>;
};

const Context = createContext<Ui | undefined>(undefined);

export const UiProvider = Context.Provider;

export function useUi(): Ui {
  const ui = useContext(Context);
  if (ui === undefined) throw new Error('UiProvider is missing');
  return ui;
}
