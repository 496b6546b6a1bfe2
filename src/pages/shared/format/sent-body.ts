import type { SentBody } from '../../../core/web/sent-body.ts';
import type { Translate } from '../ui.ts';
import { countedKey } from './counted.ts';

/** `2.1 MB`, in the language's own digits and units. */
function sizeOf(bytes: number, locale: string): string {
  const [unit, divisor] =
    bytes < 1_000 ? ['byte', 1] : bytes < 1_000_000 ? ['kilobyte', 1e3] : ['megabyte', 1e6];
  const options = { style: 'unit', unit, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, options as Intl.NumberFormatOptions).format(
    bytes / (divisor as number),
  );
}

/** What a request takes along, in a sentence. */
export function sentText(body: SentBody, t: Translate, locale: string): string {
  const number = (value: number) => new Intl.NumberFormat(locale).format(value);
  if (body.kind === 'text') {
    const key = countedKey('sent_text', body.characters, locale);
    return t(key, number(body.characters));
  }
  if (body.kind === 'bytes') return t('sent_bytes', sizeOf(body.bytes, locale));
  return t(body.whole ? 'sent_form' : 'sent_form_known', number(body.fields));
}
