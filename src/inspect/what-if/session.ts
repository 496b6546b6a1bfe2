import type { HeaderLine } from '../../core/web/http.ts';
import type { TakenRequest } from '../take/request.ts';
import { parseCurl } from './curl.ts';

/** What shells write before a command. */
const PROMPT = /^(?:\S*[$%#>]|PS [^>\n]*>)[ \t]+(?=\S*curl)/;
const STATUS = /^HTTP\/[\d.]+[ \t]+\d{3}\b/i;
const TOLD_STATUS = /^< HTTP\/[\d.]+[ \t]+\d{3}\b/im;

/** A command as it stands in a terminal, and what came of it. */
export type Session = { readonly request: TakenRequest; readonly answer?: string };

/** What cURL writes of its progress: its head, and of each line the three times and the speed; columns before them. */
const PROGRESS_HEAD = /^ *% Total .*\n *\w+ .*\n/gm;
const PROGRESS_TIMES =
  /(?:(?:--:--:--|\b\d{1,4}:\d\d:\d\d) {1,12}){3}[\d.kA-Z]{1,12}(?:\n|(?=[*<>{} \r]|$))/gm;
const PROGRESS_COLUMNS = /\r?[ \d.kA-Z]{1,100}$/;
/** It ends on the last line of a body that has no end of line. */
const LEFT =
  /\* (?:Connection #\d{1,9} to host .{1,300} left intact|[Cc]losing connection\b.*|shutting down connection.*)$/;

/** Lines of what cURL prints: without its progress, and with ends of lines alike. */
function printed(text: string): string {
  const plain = text.replaceAll('\r\n', '\n');
  return TOLD_STATUS.test(plain) || /% Total/.test(plain) ? withoutProgress(plain) : plain;
}

/** A line of progress may stand before a line of its own or after one. Takes time in proportion to the text. */
function withoutProgress(text: string): string {
  const plain = text.replace(PROGRESS_HEAD, '');
  let kept = '';
  let from = 0;
  for (const { 0: times, index } of plain.matchAll(PROGRESS_TIMES)) {
    const before = plain.slice(Math.max(from, index - 101), index);
    const [columns] = PROGRESS_COLUMNS.exec(before) ?? [];
    if (columns === undefined) continue;
    kept += plain.slice(from, index - columns.length);
    from = index + times.length;
  }
  return kept + plain.slice(from);
}

/** The lines of the answers that `-v` tells. With `-i` they stand there twice: told, and as they are. */
function answerLines(plain: string): string[] {
  const lines = plain.split('\n');
  const all = new Set(lines);
  const isTwice = lines.some(
    (line) => /^< HTTP\/[\d.]+[ \t]+\d{3}/.test(line) && all.has(line.slice(2)),
  );
  return lines
    .filter((line) => !(isTwice ? /^(?:\*|>|<|[{}] \[)/ : /^(?:\*|>|[{}] \[)/).test(line))
    .map((line) => line.replace(/^< ?/, '').replace(LEFT, ''));
}

/**
 * The last answer in what cURL prints: `-i` prints those of redirects and proxies before it, `-v` puts `< ` before headers
 * and tells of itself in lines that begin with `*`, `>`, `{` or `}`.
 */
export function lastAnswer(text: string): string {
  const plain = printed(text);
  const lines = TOLD_STATUS.test(plain) ? answerLines(plain) : plain.split('\n');
  // An answer begins the text, or follows the empty line that ends the headers of the one before.
  const begins = lines.flatMap((line, at) =>
    STATUS.test(line) && (at === 0 || lines[at - 1] === '') ? [at] : [],
  );
  const [first] = begins;
  // What a body holds after the last headers is the body's own.
  let start = first ?? 0;
  for (const at of begins) {
    if (at === start) continue;
    const between = lines.slice(start, at);
    if (between.indexOf('') === between.length - 1) start = at;
    else break;
  }
  return lines.slice(start).join('\n');
}

/** A pasted cURL line, with its prompt or not, and the answer below it, if one is. Undefined where it is none. */
export function parseSession(text: string): Session | undefined {
  const bare = text.trim().replace(PROMPT, '');
  if (!/^(?:\S*\/)?curl(?:\.exe)?\s/.test(bare)) return undefined;
  const lines = bare.split(/\r?\n/);
  const at = lines.findIndex((line) => STATUS.test(line) || TOLD_STATUS.test(line));
  const told = lines.findIndex((line) => /^(?:\*|>) /.test(line));
  const end = at < 0 ? lines.length : told > 0 && told < at ? told : at;
  const request = parseCurl(lines.slice(0, end).join('\n'));
  if (request === undefined) return undefined;
  return { request, ...(at < 0 ? {} : { answer: lastAnswer(lines.slice(at).join('\n')) }) };
}

/** The last request that `curl -v` tells of, from its lines that begin with `>`. Undefined where it tells of none. */
export function toldRequest(text: string): TakenRequest | undefined {
  const lines = printed(text).split('\n');
  const at = lines.findLastIndex((line) => /^> (?!CONNECT )[^ ]+ \S+ HTTP\/[\d.]+$/.test(line));
  const [, method = '', path = ''] = /^> ([^ ]+) (\S+)/.exec(lines[at] ?? '') ?? [];
  if (at < 0) return undefined;
  const end = lines.findIndex((line, n) => n > at && !/^> \S/.test(line));
  const headers = lines.slice(at + 1, end < 0 ? undefined : end).flatMap((line): HeaderLine[] => {
    const colon = line.indexOf(':');
    return colon < 0 ? [] : [[line.slice(2, colon), line.slice(colon + 1).trim()]];
  });
  const host = headers.find(([name]) => /^(?:host|:authority)$/i.test(name))?.[1];
  const isSecure = lines.slice(0, at).some((line) => /^\* .*\b(?:SSL connection|TLSv1)/.test(line));
  const url = path.startsWith('/') ? `${isSecure ? 'https' : 'http'}://${host}${path}` : path;
  return host !== undefined && URL.canParse(url) ? { method, url, headers } : undefined;
}
