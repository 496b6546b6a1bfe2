import { FareboxError } from '../../core/errors.ts';
import type { Answer } from '../../messages/index.ts';
import type { Sender } from '../../platform/messages.ts';
import type { Context } from '../context.ts';
import { handlers } from './commands.ts';

/**
 * The one way in: only Farebox's own pages may command, and only what the map of commands holds. An
 * expected failure is answered by its key; anything else by `error_internal`, without its text.
 */
export async function answer(
  context: Context,
  message: unknown,
  sender: Sender,
): Promise<Answer<unknown>> {
  if (!context.port.isOwnPage(sender)) return { ok: false, error: 'error_not_allowed', detail: [] };
  const { command, in: input } = (message ?? {}) as { command?: unknown; in?: unknown };
  if (typeof command !== 'string' || !Object.hasOwn(handlers, command)) {
    return { ok: false, error: 'error_not_allowed', detail: [] };
  }
  const handler = handlers[command as keyof typeof handlers] as (
    context: Context,
    input: unknown,
  ) => Promise<unknown>;
  try {
    return { ok: true, out: await handler(context, input) };
  } catch (error) {
    if (error instanceof FareboxError) {
      return { ok: false, error: error.key, detail: error.detail };
    }
    console.error('Farebox:', command, error);
    return { ok: false, error: 'error_internal', detail: [] };
  }
}
