/** What the document of a 402 says, without being drawn. */
export type Page = {
  readonly title?: string;
  readonly heading?: string;
  /** The first words of the body. */
  readonly text: string;
  /** `<link rel=payment>` and `<a rel=payment>`: the address and the words for it. */
  readonly payments: readonly { readonly href: string; readonly title?: string }[];
};

/** So many characters of text are enough to show. */
const TEXT = 2000;
const PAYMENTS = 8;
/** Their content is no text of the page. */
const SILENT = new Set([
  'script',
  'style',
  'template',
  'svg',
  'math',
  'iframe',
  'noembed',
  'object',
]);
const HEADINGS = new Set(['h1', 'h2', 'h3']);
const TAG = /^<(\/?)([A-Za-z][A-Za-z0-9-]{0,31})/;

/**
 * Reads HTML as text: no parser, no DOM, nothing runs and nothing is fetched. One walk over the source; what
 * is not closed lasts to the end.
 */
export function readPage(html: string): Page {
  // Same length as the source, which toLowerCase does not promise beyond ASCII.
  const lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const page = new PageText();
  let at = 0;
  while (at < html.length && !page.full()) {
    const open = html.indexOf('<', at);
    page.add(html.slice(at, open < 0 ? html.length : open));
    if (open < 0) break;
    if (html.startsWith('<!--', open)) {
      at = after(html, '-->', open + 4);
      continue;
    }
    const [, closing, name = ''] = TAG.exec(lower.slice(open, open + 36)) ?? [];
    if (closing === undefined) {
      // `<!doctype>`, `<?xml?>` and a `<` that opens nothing.
      const isMarkup = html[open + 1] === '!' || html[open + 1] === '?';
      if (!isMarkup) page.add('<');
      at = isMarkup ? after(html, '>', open) : open + 1;
      continue;
    }
    const end = endOfTag(html, open);
    page.tag(name, closing === '/', html.slice(open + 1 + name.length, end));
    at = end + 1;
    if (closing === '' && SILENT.has(name)) at = Math.max(at, find(lower, `</${name}`, at));
  }
  return page.read();
}

function find(text: string, needle: string, from: number): number {
  const at = text.indexOf(needle, from);
  return at < 0 ? text.length : at;
}

function after(text: string, needle: string, from: number): number {
  return Math.min(text.length, find(text, needle, from) + needle.length);
}

/** The `>` that ends the tag: one in a quoted attribute does not. */
function endOfTag(html: string, open: number): number {
  let quote = '';
  for (let at = open + 1; at < html.length; at += 1) {
    const character = html.charAt(at);
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '>') return at;
    else if ((character === '"' || character === "'") && html.charAt(at - 1) === '=') {
      quote = character;
    }
  }
  return html.length;
}

class PageText {
  #title = '';
  #heading = '';
  #text = '';
  #inside: 'title' | 'heading' | 'text' = 'text';
  readonly #payments: { href: string; title?: string }[] = [];

  full(): boolean {
    return this.#text.length > TEXT;
  }

  add(text: string): void {
    if (text === '') return;
    const words = decodeEntities(text.slice(0, TEXT));
    if (this.#inside === 'title') this.#title += words;
    else {
      if (this.#inside === 'heading' && this.#heading.length < TEXT) this.#heading += words;
      this.#text += words;
    }
  }

  tag(name: string, closing: boolean, attributes: string): void {
    this.#text += ' ';
    if (name === 'title') this.#inside = closing || this.#title !== '' ? 'text' : 'title';
    else if (HEADINGS.has(name)) {
      this.#inside = closing || this.#heading !== '' ? 'text' : 'heading';
    } else if (!closing && (name === 'link' || name === 'a')) this.#payment(attributes);
  }

  #payment(source: string): void {
    if (this.#payments.length >= PAYMENTS || !/payment/i.test(source)) return;
    const attributes = attributesOf(source);
    const rel = attributes.get('rel')?.toLowerCase().split(/\s+/) ?? [];
    const href = attributes.get('href');
    const title = attributes.get('title');
    if (!rel.includes('payment') || href === undefined) return;
    this.#payments.push({ href, ...(title === undefined ? {} : { title }) });
  }

  read(): Page {
    const title = this.#title.trim();
    const heading = this.#heading.trim();
    return {
      ...(title === '' ? {} : { title }),
      ...(heading === '' ? {} : { heading }),
      text: this.#text.trim(),
      payments: this.#payments,
    };
  }
}

const ATTRIBUTE = /([^\s"'<>/=]{1,64})\s{0,16}=\s{0,16}(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/g;

/** The first of each name counts, as in HTML. */
function attributesOf(source: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single, bare] of source.slice(0, 8192).matchAll(ATTRIBUTE)) {
    const key = name.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, decodeEntities(double ?? single ?? bare ?? ''));
  }
  return attributes;
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['euro', '€'],
  ['pound', '£'],
  ['mdash', '—'],
  ['ndash', '–'],
  ['hellip', '…'],
  ['rsquo', '’'],
]);

/** Text without the entities that pages use most. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,6}));/g,
    (whole, ...groups) => {
      const [decimal, hex, name] = groups as (string | undefined)[];
      if (name !== undefined) return NAMED.get(name) ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
