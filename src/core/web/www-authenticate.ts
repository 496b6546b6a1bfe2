import { type HttpResponse, headerValues } from './http.ts';

/** What is wrong with a challenge; each word fits "The challenge …". */
export type ChallengeFault =
  | 'has a parameter twice'
  | 'has an unterminated quoted string'
  | 'has more than 64 parameters'
  | 'has characters outside of any parameter';

/** One challenge of RFC 9110 section 11.6.1. Parameter names are lower case; values are unescaped. */
export type AuthChallenge = {
  /** Lower case: schemes compare without case (RFC 9110 section 11.1). */
  readonly scheme: string;
  readonly token68?: string;
  readonly params: ReadonlyMap<string, string>;
  /** A challenge with a fault must not be used. */
  readonly fault?: ChallengeFault;
  /** The parameter at fault. */
  readonly faultAt?: string;
};

/** Longer header values are not read. */
export const AUTH_CHARACTERS = 64 * 1024;
/** Challenges read of one response, parameters read of one challenge. */
export const AUTH_CHALLENGES = 32;
export const AUTH_PARAMS = 64;

// Half a dozen readers look for a scheme each in the same lines: read them once.
let latest:
  | { readonly headers: HttpResponse['headers']; readonly challenges: readonly AuthChallenge[] }
  | undefined;

function allOf(response: HttpResponse): readonly AuthChallenge[] {
  const { headers } = response;
  if (latest?.headers === headers) return latest.challenges;
  const challenges = headerValues(response, 'www-authenticate').flatMap(parseChallenges);
  latest = { headers, challenges };
  return challenges;
}

/** All challenges of one scheme (lower case) in a response's `WWW-Authenticate` lines, in order. */
export function challengesOf(response: HttpResponse, scheme: string): AuthChallenge[] {
  const found: AuthChallenge[] = [];
  for (const challenge of allOf(response)) {
    if (challenge.scheme === scheme && found.length < AUTH_CHALLENGES) found.push(challenge);
  }
  return found;
}

/** Whether a response has challenges, of this scheme or behind it, that were too many to be read. */
export function hasMoreChallenges(response: HttpResponse, scheme: string): boolean {
  const own = allOf(response).filter((challenge) => challenge.scheme === scheme);
  if (own.length > AUTH_CHALLENGES) return true;
  return headerValues(response, 'www-authenticate').some(
    (value) => draftsOf(value).length > AUTH_CHALLENGES,
  );
}

/**
 * The challenges of one `WWW-Authenticate` value, linear in its length. Never throws: a challenge that is
 * broken carries its fault. Lenient where servers are seen to be loose (no comma between parameters, single
 * quotes, unquoted base64, white space round `=`), strict where looseness would let two readers differ.
 */
export function parseChallenges(value: string): AuthChallenge[] {
  return draftsOf(value).slice(0, AUTH_CHALLENGES);
}

/** The same, and beyond those at least one more where there are more. */
function draftsOf(value: string): Draft[] {
  const challenges: Draft[] = [];
  if (value.length > AUTH_CHARACTERS) return challenges;
  // Firefox joins repeated lines by a line feed, which cannot occur inside of one.
  for (const line of value.split('\n')) new LineReader(line, challenges).read();
  return challenges;
}

type Draft = {
  scheme: string;
  token68?: string;
  params: Map<string, string>;
  fault?: ChallengeFault;
  faultAt?: string;
};

const TOKEN = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const TOKEN68 = /[A-Za-z0-9\-._~+/]+=*(?=[ \t\r]*(?:,|$))/y;
const BARE = /[^\s,]*/y;
const SINGLE_QUOTE_END = /'(?=[\s,]|$)/g;
const HEX4 = /^[0-9A-Fa-f]{4}$/;

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 13;
}

/** One header line. A class because every step moves the same position. */
class LineReader {
  private at = 0;
  private current: Draft | undefined;
  /** Whether a comma stands before what comes next; the line's start counts as one. */
  private comma = true;
  private noSingleQuotes = false;
  private backslash = -1;
  private readonly line: string;
  private readonly out: Draft[];

  constructor(line: string, out: Draft[]) {
    this.line = line;
    this.out = out;
  }

  read(): void {
    for (;;) {
      this.separators();
      if (this.at >= this.line.length || this.out.length > AUTH_CHALLENGES) return;
      const token = this.match(TOKEN);
      if (token === '') this.stray();
      else if (this.isParam()) this.param(token);
      else this.scheme(token);
      this.comma = false;
    }
  }

  private match(pattern: RegExp): string {
    const start = this.at;
    pattern.lastIndex = start;
    // Without the list of groups that `exec` makes.
    if (!pattern.test(this.line)) return '';
    this.at = pattern.lastIndex;
    return this.line.slice(start, this.at);
  }

  /** Moves past blanks; true when there were any. */
  private space(): boolean {
    const start = this.at;
    while (isSpace(this.line.charCodeAt(this.at))) this.at++;
    return this.at > start;
  }

  private separators(): void {
    this.space();
    while (this.line[this.at] === ',') {
      this.comma = true;
      this.at++;
      this.space();
    }
  }

  /** Moves past `BWS "=" BWS` when that is what follows. */
  private isParam(): boolean {
    const start = this.at;
    this.space();
    if (this.line[this.at] !== '=') {
      this.at = start;
      return false;
    }
    this.at++;
    this.space();
    return true;
  }

  private fault(fault: ChallengeFault, at?: string): void {
    if (this.current === undefined || this.current.fault !== undefined) return;
    this.current.fault = fault;
    if (at !== undefined) this.current.faultAt = at;
  }

  private scheme(scheme: string): void {
    // Two words with no comma between: most likely an unescaped quote in what came before.
    if (!this.comma) this.fault('has characters outside of any parameter');
    this.current = { scheme: scheme.toLowerCase(), params: new Map() };
    this.out.push(this.current);
    if (!this.space()) return;
    const token68 = this.match(TOKEN68);
    if (token68 !== '') this.current.token68 = token68;
  }

  private param(name: string): void {
    const key = name.toLowerCase();
    const value = this.value(key);
    const params = this.current?.params;
    if (params === undefined) return;
    if (params.has(key)) this.fault('has a parameter twice', key);
    else if (params.size >= AUTH_PARAMS) this.fault('has more than 64 parameters');
    else params.set(key, value);
  }

  private value(key: string): string {
    const quote = this.line[this.at];
    if (quote === '"') return this.quoted(key);
    if (quote === "'" && !this.noSingleQuotes) {
      SINGLE_QUOTE_END.lastIndex = this.at + 1;
      const end = SINGLE_QUOTE_END.exec(this.line)?.index;
      if (end !== undefined) {
        const value = this.line.slice(this.at + 1, end);
        this.at = end + 1;
        return value;
      }
      this.noSingleQuotes = true;
    }
    const value = this.match(BARE);
    if (value.includes('"')) this.fault('has characters outside of any parameter', key);
    return value;
  }

  /** Quoted string of RFC 9110 section 5.6.4, with the `\uXXXX` that mppx writes for what Latin-1 lacks. */
  private quoted(key?: string): string {
    const { line } = this;
    let text = '';
    let from = ++this.at;
    let quote = this.find('"');
    while (quote < line.length) {
      const slash = this.nextBackslash();
      if (slash > quote) {
        this.at = quote + 1;
        return text + line.slice(from, quote);
      }
      text += line.slice(from, slash);
      const hex = line[slash + 1] === 'u' ? line.slice(slash + 2, slash + 6) : '';
      const isUnit = hex !== '' && HEX4.test(hex);
      if (isUnit) text += String.fromCharCode(Number.parseInt(hex, 16));
      this.at = slash + (isUnit ? 6 : 2);
      from = isUnit ? this.at : slash + 1;
      if (quote < this.at) quote = this.find('"');
    }
    this.at = line.length;
    this.fault('has an unterminated quoted string', key);
    return '';
  }

  /** Where a character stands next; the line's length when nowhere. */
  private find(character: string): number {
    const found = this.line.indexOf(character, this.at);
    return found < 0 ? this.line.length : found;
  }

  /** Looked for once, not by every quoted string that has none. */
  private nextBackslash(): number {
    if (this.backslash < this.at) this.backslash = this.find('\\');
    return this.backslash;
  }

  /** What is no token and no separator: skipped, a quoted string as a whole so that nothing in it counts. */
  private stray(): void {
    this.fault('has characters outside of any parameter');
    if (this.line[this.at] === '"') this.quoted();
    else this.at++;
  }
}
