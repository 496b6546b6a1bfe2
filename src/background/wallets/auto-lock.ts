import type { Context } from '../context.ts';

export const LOCK_ALARM = 'lock';

/**
 * The purse was used: it locks itself so many minutes from now (a setting; 0 is never). The alarm tells open pages;
 * the deadline that counts lies with the key.
 */
export async function keepOpen(context: Context): Promise<void> {
  const { autoLockMinutes } = await context.settings();
  await context.purse.extend();
  const { state } = await context.purse.status();
  if (autoLockMinutes === 0 || state !== 'open') await context.port.clearAlarm(LOCK_ALARM);
  else await context.port.setAlarm(LOCK_ALARM, context.now() + autoLockMinutes * 60_000);
}

export async function lockNow(context: Context): Promise<void> {
  await context.purse.lock();
  context.changed();
}
