import type { Answer, CommandName } from '../../messages/index.ts';
import * as page from '../../platform/pages/extension-page.ts';
import { t } from './language.ts';
import type { Failure, Ui } from './ui.ts';

/** The command of a page that is under way, and why the last one failed. */
export type Running = { busy: CommandName | undefined; failure: Failure | undefined };

/**
 * How a page runs commands, one at a time; others are left out meanwhile. `running` is kept up to date; `draw` shows it
 * while the background is on the command; `done` gets the answer, and draws what came of it.
 */
export function createRun(
  running: Running,
  draw: () => void,
  done: (command: CommandName, answer: Answer<unknown>) => Promise<void> | void,
): Ui['run'] {
  return async (command, input) => {
    if (running.busy !== undefined) return undefined;
    running.busy = command;
    running.failure = undefined;
    // What was pressed goes first: the worker is on it while this page draws.
    const sent = page.send(command, input);
    draw();
    const answer = await sent;
    running.busy = undefined;
    if (!answer.ok) running.failure = { ...answer, command };
    await done(command, answer);
    return answer.ok ? answer.out : undefined;
  };
}

/** What a page of the extension gives its parts: the browser's clock, clipboard and texts, and the page's own command. */
export function uiOf(locale: string, run: Ui['run'], { busy, failure }: Running): Ui {
  return {
    t,
    locale,
    now: Date.now(),
    run,
    copy: page.copy,
    ...(busy === undefined ? {} : { busy }),
    ...(failure === undefined ? {} : { failure }),
  };
}
