import { portableHeaders, type TakenRequest } from './request.ts';

/** A line end or tab may stand in quotes; other control characters are keys to a terminal, into which a line is pasted. */
const KEYS = /[^\P{Cc}\n\t]/u;

/** A word of a POSIX shell; with control characters one of bash and zsh, whatever is in it. */
function bashWord(text: string): string {
  if (!KEYS.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  const written = text
    .replace(/[\\']/g, '\\$&')
    .replace(/\p{Cc}/gu, (key) => `\\u${key.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `$'${written}'`;
}

/** A string of PowerShell: it takes typographic quotes for quotes, too (about_Quoting_Rules). */
export function powerShellWord(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}

/** Header values cannot hold line ends; a recorded one never does, an edited one may. */
function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}

/** The same without the characters that a terminal takes for keys. */
function withoutKeys(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

/** A cURL line for bash, zsh and sh, that prints the answer with its headers. */
export function curlLine({ method, url, headers, body }: TakenRequest): string {
  const parts = ['curl', '--include', '--globoff'];
  if (method === 'HEAD') parts.push('--head');
  else if (method !== 'GET') parts.push('--request', bashWord(method));
  parts.push(bashWord(url));
  for (const [name, value] of portableHeaders(headers)) {
    // `Name:` would take the header away; `Name;` sends it without a value.
    const line = value.trim() === '' ? `${name};` : `${name}: ${oneLine(value)}`;
    parts.push(`\\\n  --header ${bashWord(line)}`);
  }
  if (body !== undefined && method !== 'HEAD') parts.push(`\\\n  --data-raw ${bashWord(body)}`);
  return parts.join(' ');
}

/** The same for PowerShell 7. */
export function powerShellLine({ method, url, headers, body }: TakenRequest): string {
  const lines = portableHeaders(headers).map(
    ([name, value]) => `  ${powerShellWord(name)} = ${powerShellWord(withoutKeys(value))}`,
  );
  const parts = [
    `Invoke-WebRequest -Uri ${powerShellWord(url)} -Method ${powerShellWord(method)}`,
    ...(lines.length === 0 ? [] : [`-Headers @{\n${lines.join('\n')}\n}`]),
    ...(body === undefined ? [] : [`-Body ${powerShellWord(body)}`]),
    '-SkipHttpErrorCheck -SkipHeaderValidation -MaximumRedirection 0',
  ];
  return parts.join(' ');
}

/** HTTPie takes a method that is more than letters for the address, and sends the headers there. */
const HTTPIE_METHOD = /^[A-Za-z]+$/;

/**
 * The same for HTTPie. A value that begins with @ would be read from a file. A page may choose any method (`` `id` ``,
 * `a&b`, `shop.example` are methods by RFC 9110): of one that HTTPie cannot send a comment says so.
 */
export function httpieLine({ method, url, headers, body }: TakenRequest): string {
  if (!HTTPIE_METHOD.test(method))
    return '# HTTPie cannot send a method that is more than letters.';
  const sent = portableHeaders(headers);
  // A name that begins with a hyphen is valid (RFC 9110 section 5.6.2), and would be an option.
  if (sent.some(([name]) => name.startsWith('-')))
    return '# HTTPie cannot send a header whose name begins with a hyphen.';
  const items = sent.map(([name, value]) =>
    value.trim() === ''
      ? bashWord(`${name};`)
      : bashWord(`${name}:${oneLine(value).replace(/^[@=]/, '\\$&')}`),
  );
  const raw = body === undefined ? [] : [`--raw ${bashWord(body)}`];
  return ['http --print=hHbB --ignore-stdin', ...raw, method, bashWord(url), ...items].join(' ');
}

/** The headers as lines, for any other tool. */
export function headerLinesText(headers: TakenRequest['headers']): string {
  return headers.map(([name, value]) => `${name}: ${withoutKeys(value)}`).join('\n');
}
