const RFC3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
/** The year 9999 ends: nothing that people made expires later. */
const LAST = 253_402_300_799_999;

/** ms since 1970 of an RFC 3339 timestamp, which names its zone; undefined for anything else. */
export function parseTimestamp(text: unknown): number | undefined {
  if (typeof text !== 'string' || text.length > 40) return undefined;
  const parts = RFC3339.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', sign, hours, minutes] = parts;
  const midnight = utc(Number(year), Number(month), Number(day));
  const clock = inDay(Number(hour), Number(minute), Number(second));
  const offset = sign === undefined ? 0 : inDay(Number(hours), Number(minutes), 0);
  if (midnight === undefined || clock === undefined || offset === undefined) return undefined;
  const thousandths = Number(fraction.slice(0, 3).padEnd(3, '0'));
  return midnight + clock + thousandths + (sign === '-' ? offset : -offset);
}

/** ms of a day that is in the calendar: Date.UTC makes 2 March of 30 February. */
function utc(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCDate() === day && date.getUTCMonth() === month - 1 ? date.getTime() : undefined;
}

/** ms from midnight; undefined past the end of an hour or of the day. */
function inDay(hour: number, minute: number, second: number): number | undefined {
  const isClock = hour < 24 && minute < 60 && second < 60;
  return isClock ? ((hour * 60 + minute) * 60 + second) * 1000 : undefined;
}

/** ms since 1970 of whole Unix seconds; undefined for anything else. */
export function parseUnixSeconds(value: unknown): number | undefined {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) return undefined;
  const ms = value * 1000;
  return ms <= LAST ? ms : undefined;
}
