import type { MessageKey } from '../ui.ts';

/**
 * The texts that name a number of things. Each is the text for the form "other" of Intl.PluralRules; a language that has
 * more forms has a text for each after it: `days_one`, `days_many`.
 */
export const COUNTED = [
  'sent_text',
  'error_passphrase_wait',
  'dev_count',
  'days',
  'auto_pay_minute_unit',
] as const satisfies readonly MessageKey[];
type Counted = (typeof COUNTED)[number];

/** The key of a counted text for so many things. */
export function countedKey(key: Counted, count: number, locale: string): MessageKey {
  const form = new Intl.PluralRules(locale).select(count);
  // The type is made from the English file, which lacks the forms that English has not.
  return (form === 'other' ? key : `${key}_${form}`) as MessageKey;
}
