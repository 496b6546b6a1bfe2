import { FareboxError } from '../../core/errors.ts';
import type { PurseView } from '../../messages/index.ts';
import type { Context } from '../context.ts';

/** The purse's state; a damaged one is none here: what happened to it is for the settings to say. */
export async function purseOf(context: Context): Promise<PurseView> {
  try {
    return await context.purse.status();
  } catch (error) {
    if (isDamage(error)) return { state: 'none' };
    throw error;
  }
}

/** Whether there is a password that has not been typed. */
export async function isLocked({ keyring }: Context): Promise<boolean> {
  const state = await keyring.state().catch((error: unknown) => {
    if (isDamage(error)) return 'none' as const;
    throw error;
  });
  return state === 'locked';
}

function isDamage(error: unknown): boolean {
  const damaged = ['error_purse_damaged', 'error_keys_damaged'];
  return error instanceof FareboxError && damaged.includes(error.key);
}
