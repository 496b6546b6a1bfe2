import { browser } from './browser.ts';

/** Wakes the worker at `when` (ms since 1970). Chrome waits half a minute at the least. */
export async function setAlarm(name: string, when: number): Promise<void> {
  await browser.alarms.create(name, { when });
}

export async function clearAlarm(name: string): Promise<void> {
  await browser.alarms.clear(name);
}

/** Whether an alarm is set. Firefox forgets alarms when the browser ends. */
export async function hasAlarm(name: string): Promise<boolean> {
  return (await browser.alarms.get(name)) !== undefined;
}

/** Register while the worker starts. */
export function onAlarm(listener: (name: string) => void): void {
  browser.alarms.onAlarm.addListener((alarm) => listener(alarm.name));
}
