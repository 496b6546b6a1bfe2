import type { TakenRequest } from '../take/request.ts';
import { parseCurl } from './curl.ts';

/** What shells write before a command. */
const PROMPT = /^(?:\S*[$%#>]|PS [^>\n]*>)[ \t]+(?=\S*curl)/;
const STATUS = /^HTTP\/[\d.]+[ \t]+\d{3}\b/i;
const TOLD_STATUS = /^< HTTP\/[\d.]+[ \t]+\d{3}\b/im;

/** A command as it stands in a terminal, and what came of it. */
export type Session = { readonly request: TakenRequest; readonly answer?: string };

/**
 * The last answer in what cURL prints: `-i` prints those of redirects and proxies before it, `-v` puts `< ` before headers
 * and tells of itself in lines that begin with `*`, `>`, `{` or `}`.
 */
export function lastAnswer(text: string): string {
  const plain = text.replaceAll('\r\n', '\n');
  const isTold = TOLD_STATUS.test(plain);
  const lines = isTold
    ? plain
        .split('\n')
        .filter((line) => !/^(?:\*|>|[{}] \[)/.test(line))
        .map((line) => line.replace(/^< ?/, ''))
    : plain.split('\n');
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
