import type { Context } from '../context.ts';

export const LOCK_ALARM = 'lock';

/**
 * The wallets were used: they lock themselves so many minutes from now (a setting; 0 is never). The alarm tells open pages;
 * the deadline that counts lies with the key.
 */
export async function restartAutoLock(context: Context): Promise<void> {
  const { autoLockMinutes } = await context.settings();
  await context.keyring.extend();
  // What cannot be read opens nothing.
  const state = await context.keyring.state().catch(() => 'none');
  if (autoLockMinutes === 0 || state !== 'open') await context.port.clearAlarm(LOCK_ALARM);
  else await context.port.setAlarm(LOCK_ALARM, context.now() + autoLockMinutes * 60_000);
}

export async function lockNow(context: Context): Promise<void> {
  await context.keyring.lock();
  context.changed();
}
