const RFC3339 =
  /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?([Zz]|[+-]\d{2}:\d{2})$/;
/** The year 9999 ends: nothing that people made expires later. */
const LAST = 253_402_300_799_999;

/** ms since 1970 of an RFC 3339 timestamp, which names its zone; undefined for anything else. */
export function parseTimestamp(text: unknown): number | undefined {
  if (typeof text !== 'string' || text.length > 40) return undefined;
  const [, day, clock, fraction = '', zone] = RFC3339.exec(text) ?? [];
  if (day === undefined || clock === undefined || zone === undefined) return undefined;
  // Date.parse makes 2 March of 30 February.
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(day)) return undefined;
  const thousandths = fraction.slice(0, 3).padEnd(3, '0');
  const parsed = Date.parse(`${day}T${clock}.${thousandths}${zone.toUpperCase()}`);
  return Number.isNaN(parsed) ? undefined : parsed;
}

/** ms since 1970 of whole Unix seconds; undefined for anything else. */
export function parseUnixSeconds(value: unknown): number | undefined {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) return undefined;
  const ms = value * 1000;
  return ms <= LAST ? ms : undefined;
}
