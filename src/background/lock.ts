import { clearAlarm, setAlarm } from '../platform/alarms.ts';
import type { Farebox } from './farebox.ts';

export const LOCK_ALARM = 'lock';

/**
 * The purse was used: it locks itself so many minutes from now (a setting; 0 is never). The alarm tells open pages;
 * the deadline that counts lies with the key.
 */
export async function keepOpen(farebox: Farebox): Promise<void> {
  const { autoLockMinutes } = await farebox.settings();
  await farebox.purse.extend();
  const { state } = await farebox.purse.status();
  if (autoLockMinutes === 0 || state !== 'open') await clearAlarm(LOCK_ALARM);
  else await setAlarm(LOCK_ALARM, farebox.now() + autoLockMinutes * 60_000);
}

export async function lockNow(farebox: Farebox): Promise<void> {
  await farebox.purse.lock();
  farebox.changed();
}
