import { writtenOut } from '../../../../core/encoding/written-out.ts';
import type { DetailsView } from '../../../../messages/index.ts';

/** Raw text made fit to be looked at: what cannot be seen, or turns text around, is written out as `\u{202e}`. */
export function printable(text: string): string {
  return writtenOut(text);
}

/** Header lines as they came. */
export function headerText(headers: DetailsView['headers']): string {
  return headers.map(([name, value]) => `${name}: ${value}`).join('\n');
}

/** A POSIX shell line that asks the same again. It holds no proof and no cookie. */
export function curl(details: DetailsView): string {
  const method = details.method === 'GET' ? '' : `-X ${quote(details.method)} `;
  return `curl -i ${method}${quote(details.url)}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
