import type { TakenRequest } from '../take/request.ts';
import { parseCurl } from './curl.ts';
import { headerLines } from './header-lines.ts';

/** What shells write before a command. */
const PROMPT = /^(?:\S*[$%#>]|PS [^>\n]*>)[ \t]+(?=\S*curl)/;
const STATUS = /^HTTP\/[\d.]+[ \t]+\d{3}\b/i;
const VERBOSE_STATUS = /^< HTTP\/[\d.]+[ \t]+\d{3}\b/im;

/** A command as it stands in a terminal, and what came of it. */
export type Session = { readonly request: TakenRequest; readonly answer?: string };

/** What cURL writes of its progress: its head, and of each line the three times and the speed; columns before them. */
const PROGRESS_HEAD = /^ *% Total .*\n *\w+ .*\n/gm;
const PROGRESS_TIMES =
  /(?:(?:--:--:--|\b\d{1,4}:\d\d:\d\d) {1,12}){3}[\d.kA-Z]{1,12}(?:\n|(?=[*<>{} \r]|$))/gm;
const PROGRESS_COLUMNS = /\r?[ \d.kA-Z]{1,100}$/;
/** It ends on the last line of a body that has no end of line. */
const CONNECTION_END =
  /\* (?:Connection #\d{1,9} to host .{1,300} left intact|[Cc]losing connection\b.*|shutting down connection.*)$/;

/** Lines of what cURL prints: without its progress, and with ends of lines alike. */
function printed(text: string): string {
  const plain = text.replaceAll('\r\n', '\n');
  return VERBOSE_STATUS.test(plain) || /% Total/.test(plain) ? withoutProgress(plain) : plain;
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

/** The lines of the answers that `-v` prints. With `-i` they stand there twice: with `< ` before them, and as they are. */
function answerLines(plain: string): string[] {
  const lines = plain.split('\n');
  const all = new Set(lines);
  const isTwice = lines.some(
    (line) => /^< HTTP\/[\d.]+[ \t]+\d{3}/.test(line) && all.has(line.slice(2)),
  );
  return lines
    .filter((line) => !(isTwice ? /^(?:\*|>|<|[{}] \[)/ : /^(?:\*|>|[{}] \[)/).test(line))
    .map((line) => line.replace(/^< ?/, '').replace(CONNECTION_END, ''));
}

/**
 * The last answer in what cURL prints: `-i` prints those of redirects and proxies before it, `-v` puts `< ` before headers
 * and tells of itself in lines that begin with `*`, `>`, `{` or `}`.
 */
export function lastAnswer(text: string): string {
  const plain = printed(text);
  const lines = VERBOSE_STATUS.test(plain) ? answerLines(plain) : plain.split('\n');
  // An answer begins the text, or follows the empty line that ends the headers of the one before.
  const begins = lines.flatMap((line, index) =>
    STATUS.test(line) && (index === 0 || lines[index - 1] === '') ? [index] : [],
  );
  const [first] = begins;
  // What a body holds after the last headers is the body's own.
  let start = first ?? 0;
  for (const begin of begins) {
    if (begin === start) continue;
    const between = lines.slice(start, begin);
    if (between.indexOf('') === between.length - 1) start = begin;
    else break;
  }
  return lines.slice(start).join('\n');
}

/** A pasted cURL line, with its prompt or not, and the answer below it, if one is. Undefined where it is none. */
export function parseSession(text: string): Session | undefined {
  const bare = text.trim().replace(PROMPT, '');
  if (!/^(?:\S*\/)?curl(?:\.exe)?\s/.test(bare)) return undefined;
  const lines = bare.split(/\r?\n/);
  const status = lines.findIndex((line) => STATUS.test(line) || VERBOSE_STATUS.test(line));
  const verbose = lines.findIndex((line) => /^(?:\*|>) /.test(line));
  const end = status < 0 ? lines.length : verbose > 0 && verbose < status ? verbose : status;
  const request = parseCurl(lines.slice(0, end).join('\n'));
  if (request === undefined) return undefined;
  return { request, ...(status < 0 ? {} : { answer: lastAnswer(lines.slice(status).join('\n')) }) };
}

/** The last request that `curl -v` tells of, from its lines that begin with `>`. Undefined where it tells of none. */
export function verboseRequest(text: string): TakenRequest | undefined {
  const lines = printed(text).split('\n');
  const first = lines.findLastIndex((line) => /^> (?!CONNECT )[^ ]+ \S+ HTTP\/[\d.]+$/.test(line));
  const [, method = '', path = ''] = /^> ([^ ]+) (\S+)/.exec(lines[first] ?? '') ?? [];
  if (first < 0) return undefined;
  const end = lines.findIndex((line, index) => index > first && !/^>(?! ?$)/.test(line));
  const headers = headerLines(lines.slice(first + 1, end < 0 ? undefined : end));
  const host = headers.find(([name]) => /^host$/i.test(name))?.[1];
  const isSecure = lines
    .slice(0, first)
    .some((line) => /^\* .*\b(?:SSL connection|TLSv1)/.test(line));
  const url = path.startsWith('/') ? `${isSecure ? 'https' : 'http'}://${host}${path}` : path;
  return host !== undefined && URL.canParse(url) ? { method, url, headers } : undefined;
}
