import type { TimerName } from '../../core/payment/index.ts';
import type { BrowserPort } from '../../platform/browser-port.ts';

/** How the browser's alarm of each timer begins: its rest is the payment's id. */
const ALARMS: Readonly<Record<TimerName, string>> = {
  check: 'check:',
  send: 'sweep:',
  pending: 'pending:',
  arm: 'armed:',
};

export type Timer = { readonly timer: TimerName; readonly id: string };

/** The timers of payments: the only code that sets the alarms of one. */
export type Timers = {
  /** `at`: ms since 1970. */
  set(timer: TimerName, id: string, at: number): Promise<void>;
  clear(timer: TimerName, id: string): Promise<void>;
  has(timer: TimerName, id: string): Promise<boolean>;
};

type AlarmPort = Pick<BrowserPort, 'setAlarm' | 'clearAlarm' | 'hasAlarm'>;

export function createTimers({ setAlarm, clearAlarm, hasAlarm }: AlarmPort): Timers {
  return {
    set: (timer, id, at) => setAlarm(ALARMS[timer] + id, at),
    clear: (timer, id) => clearAlarm(ALARMS[timer] + id),
    has: (timer, id) => hasAlarm(ALARMS[timer] + id),
  };
}

/** The timer that an alarm of this name is; undefined for alarms of other things. */
export function timerOf(alarm: string): Timer | undefined {
  for (const [timer, prefix] of Object.entries(ALARMS) as [TimerName, string][]) {
    if (alarm.startsWith(prefix)) return { timer, id: alarm.slice(prefix.length) };
  }
  return undefined;
}
