import type { Calendar } from '../../core/rules/limits.ts';

/** When the day and the month of `now` (ms) began where the user is. */
export function calendarOf(now: number): Calendar {
  const date = new Date(now);
  return {
    day: new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime(),
    month: new Date(date.getFullYear(), date.getMonth(), 1).getTime(),
  };
}
