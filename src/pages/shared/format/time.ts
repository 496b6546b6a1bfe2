export function isSameDay(at: number, now: number): boolean {
  return new Date(at).toDateString() === new Date(now).toDateString();
}

/** A time of day: `14:05`. */
export function hourText(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(at);
}

/** A time of today as `14:05`, any other with its date. */
export function timeText(at: number, now: number, locale: string): string {
  const today = isSameDay(at, now);
  return new Intl.DateTimeFormat(locale, {
    timeStyle: 'short',
    ...(today ? {} : { dateStyle: 'medium' }),
  }).format(at);
}

export function dateText(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** A day without its time. */
export function dayText(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(at);
}

/** ms: from here on a day says more than a countdown. */
const COUNTED = 24 * 60 * 60_000;
const WEEK = 7 * COUNTED;

/** Whether an end is so far off that its date is shown (`untilText`) and not the time left (`leftText`). */
export function isFarOff(at: number, now: number): boolean {
  return at - now >= COUNTED;
}

/** An end that is far off: `31 Dec 2027`, within a week with its time. */
export function untilText(at: number, now: number, locale: string): string {
  return at - now < WEEK ? dateText(at, locale) : dayText(at, locale);
}

/** Time left as `4:05` or `1:04:05`; never negative. */
export function leftText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const two = (n: number) => n.toString().padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** A span of time in its largest whole unit: `1 hour`, `7 days`. */
export function spanText(seconds: number, locale: string): string {
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const;
  const [unit, length] = units.find(([, each]) => seconds % each === 0) ?? (['second', 1] as const);
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(seconds / length);
}
