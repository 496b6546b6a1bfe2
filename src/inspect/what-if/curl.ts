import { encodeBase64 } from '../../core/encoding/base64.ts';
import { type HeaderLine, normalMethod } from '../../core/web/http.ts';
import type { TakenRequest } from '../take/request.ts';

/** Options of cURL that take a value and say nothing of the request here. */
const SKIPPED = new Set([
  '-o',
  '--output',
  '-m',
  '--max-time',
  '--connect-timeout',
  '-x',
  '--proxy',
  '--cacert',
  '--cert',
  '--key',
  '-w',
  '--write-out',
  '--retry',
  '--resolve',
  '-c',
  '--cookie-jar',
  '-K',
  '--config',
  '-r',
  '--range',
  '--max-redirs',
  '-C',
  '--continue-at',
  '-D',
  '--dump-header',
  '-E',
  '-P',
  '--ftp-port',
  '-Q',
  '--quote',
  '-t',
  '--telnet-option',
  '-U',
  '--proxy-user',
  '-y',
  '--speed-time',
  '-Y',
  '--speed-limit',
  '-z',
  '--time-cond',
  '--limit-rate',
  '--max-filesize',
  '--retry-delay',
  '--retry-max-time',
  '--interface',
  '--local-port',
  '--dns-servers',
  '--doh-url',
  '--noproxy',
  '--cert-type',
  '--key-type',
  '--capath',
  '--ciphers',
  '--tls-max',
  '--tls13-ciphers',
  '--keepalive-time',
  '--trace',
  '--trace-ascii',
  '--stderr',
  '--proto',
  '--proto-redir',
  '--proto-default',
  '--unix-socket',
  '--connect-to',
  '--pinnedpubkey',
  '--pass',
  '--socks5',
  '--socks5-hostname',
  '--socks4',
  '--preproxy',
  '--aws-sigv4',
  '--happy-eyeballs-timeout-ms',
  '--expect100-timeout',
  '--hostpubmd5',
  '--netrc-file',
  '--output-dir',
  '--rate',
  '--parallel-max',
  '--engine',
  '--curves',
  '--etag-save',
  '--etag-compare',
]);
const FORM = new Set(['-F', '--form', '--form-string']);
const UPLOAD = new Set(['-T', '--upload-file']);
const DATA = new Set([
  '-d',
  '--data',
  '--data-raw',
  '--data-binary',
  '--data-ascii',
  '--data-urlencode',
  '--json',
]);

/**
 * The words of a shell's line: quotes of both kinds, `$'…'`, backslashes and continued lines, as "Copy as cURL" of
 * browsers writes them. Nothing is expanded. Undefined where a quote is not closed.
 */
export function shellWords(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (let index = 0; index < line.length; index++) {
    const char = line.charAt(index);
    if (char === "'" || (char === '$' && line.charAt(index + 1) === "'")) {
      const ansi = char === '$';
      const start = index + (ansi ? 2 : 1);
      const end = endOfQuote(line, start, ansi);
      if (end < 0) return undefined;
      const text = line.slice(start, end);
      word = (word ?? '') + (ansi ? unescaped(text) : text);
      index = end;
    } else if (char === '"') {
      word ??= '';
      for (index++; line.charAt(index) !== '"'; index++) {
        if (index >= line.length) return undefined;
        const isEscape = line.charAt(index) === '\\' && /["\\$`\n\r]/.test(line.charAt(index + 1));
        if (isEscape) index++;
        // A line that goes on: neither the backslash nor the end of the line is part of the word.
        if (isEscape && line.startsWith('\r\n', index)) index++;
        if (!isEscape || line.charAt(index) !== '\n') word += line.charAt(index);
      }
    } else if (char === '\\') {
      index++;
      if (line.charAt(index) === '\r') index++;
      if (line.charAt(index) !== '\n') word = (word ?? '') + line.charAt(index);
    } else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + char;
  }
  if (word !== undefined) words.push(word);
  return words;
}

function endOfQuote(line: string, start: number, ansi: boolean): number {
  for (let index = start; index < line.length; index++) {
    if (ansi && line.charAt(index) === '\\') index++;
    else if (line.charAt(index) === "'") return index;
  }
  return -1;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  "'": "'",
  '"': '"',
  '\\': '\\',
};

/** ANSI-C quoting, as far as browsers write it. */
function unescaped(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))/gs,
    (_, u?: string, x?: string, char = '') => {
      const code = u ?? x;
      return code === undefined ? (ESCAPES[char] ?? char) : String.fromCharCode(parseInt(code, 16));
    },
  );
}

/** The request of a cURL line; undefined where it is none, or names no http(s) address. */
export function parseCurl(line: string): TakenRequest | undefined {
  const [command, ...words] = shellWords(line.trim()) ?? [];
  if (command === undefined || !/(?:^|\/)curl(?:\.exe)?$/.test(command)) return undefined;
  const headers: HeaderLine[] = [];
  const data: string[] = [];
  let method: string | undefined;
  let url: string | undefined;
  let isGet = false;
  /** Words that are no option: the address, and values of options that are not known here. */
  const named: string[] = [];
  const add = (name: string, value: string) => headers.push([name, value]);
  for (const { option, value } of optionsOf(words)) {
    if (option === '-H' || option === '--header') {
      const [, name = '', text = ''] = /^([^:;]+)[:;]\s*(.*)$/s.exec(value) ?? [];
      if (name !== '') add(name.trim(), text.trim());
    } else if (option === '-X' || option === '--request') method = normalMethod(value);
    else if (DATA.has(option)) {
      data.push(option === '--data-urlencode' ? encoded(value) : value);
      if (option === '--json') add('Content-Type', 'application/json');
    } else if (option === '-A' || option === '--user-agent') add('User-Agent', value);
    else if (option === '-e' || option === '--referer') add('Referer', value);
    else if (option === '-b' || option === '--cookie') add('Cookie', value);
    else if (option === '-u' || option === '--user')
      add('Authorization', `Basic ${encodeBase64(value)}`);
    else if (option === '-I' || option === '--head') method ??= 'HEAD';
    else if (option === '--url') url = value;
    else if (FORM.has(option)) method ??= 'POST';
    else if (UPLOAD.has(option)) method ??= 'PUT';
    else if (option === '-G' || option === '--get') isGet = true;
    else if (option === '--oauth2-bearer') add('Authorization', `Bearer ${value}`);
    else if (option === '') named.push(value);
  }
  url ??= named.find((word) => /^https?:\/\//i.test(word)) ?? named[0];
  const address =
    url === undefined ? null : URL.parse(/^[a-z]+:\/\//i.test(url) ? url : `http://${url}`);
  if (address === null || !/^https?:$/.test(address.protocol)) return undefined;
  const sent = data.join('&');
  if (isGet && sent !== '') address.search += `${address.search === '' ? '' : '&'}${sent}`;
  const hasBody = data.length > 0 && !isGet;
  return {
    method: method ?? (hasBody ? 'POST' : 'GET'),
    url: address.href,
    headers,
    ...(hasBody ? { body: sent } : {}),
  };
}

const VALUED = new Set([
  ...SKIPPED,
  ...FORM,
  ...UPLOAD,
  ...DATA,
  ...['-H', '--header', '-X', '--request', '-A', '--user-agent', '-e', '--referer'],
  ...['-b', '--cookie', '-u', '--user', '--oauth2-bearer', '--url'],
]);

/** `option`: empty for a word that is none. `value`: empty where the option takes none. */
type Option = { readonly option: string; readonly value: string };

/**
 * The options of a cURL line, in order, with their values. Letters behind one dash are an option each, and the first that
 * takes a value takes the rest of the word, or else the next word: `-sXPOST`, `-sX POST` (curl's manual, "OPTIONS").
 * `--header=x`, which cURL does not know, is read as it is meant.
 */
function* optionsOf(words: readonly string[]): Generator<Option> {
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const withValue = (option: string, rest: string | undefined): Option => ({
      option,
      value: VALUED.has(option) ? (rest ?? words[++index] ?? '') : '',
    });
    if (!/^-./s.test(word)) yield { option: '', value: word };
    else if (word.startsWith('--')) {
      const [, option = word, rest] = /^([^=]+)=(.*)$/s.exec(word) ?? [];
      yield withValue(option, rest);
    } else {
      for (let at = 1; at < word.length; at++) {
        const option = `-${word.charAt(at)}`;
        yield withValue(option, word.slice(at + 1) || undefined);
        if (VALUED.has(option)) break;
      }
    }
  }
}

/** What `--data-urlencode` sends: `name=text` with the text in percent-encoding, or the text alone. */
function encoded(value: string): string {
  const [, name = '', text = value] = /^([^=]*=)(.*)$/s.exec(value) ?? [];
  return (name === '=' ? '' : name) + encodeURIComponent(text);
}
