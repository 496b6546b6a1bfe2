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
/** One-letter options that are read, and take a value. */
const READ = new Set(['-H', '-X', '-A', '-e', '-b', '-u', '-F', '-T']);
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
        if (line.charAt(index) === '\\' && /["\\$`\n]/.test(line.charAt(index + 1))) index++;
        word += line.charAt(index);
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
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const [option, given] = split(word);
    const value = () => given ?? words[++index] ?? '';
    if (option === '-H' || option === '--header') {
      const [, name = '', text = ''] = /^([^:;]+)[:;]\s*(.*)$/s.exec(value()) ?? [];
      if (name !== '') add(name.trim(), text.trim());
    } else if (option === '-X' || option === '--request') method = normalMethod(value());
    else if (DATA.has(option)) {
      data.push(value());
      if (option === '--json') add('Content-Type', 'application/json');
    } else if (option === '-A' || option === '--user-agent') add('User-Agent', value());
    else if (option === '-e' || option === '--referer') add('Referer', value());
    else if (option === '-b' || option === '--cookie') add('Cookie', value());
    else if (option === '-u' || option === '--user')
      add('Authorization', `Basic ${encodeBase64(value())}`);
    else if (option === '-I' || option === '--head') method ??= 'HEAD';
    else if (option === '--url') url = value();
    else if (FORM.has(option)) {
      value();
      method ??= 'POST';
    } else if (UPLOAD.has(option)) {
      value();
      method ??= 'PUT';
    } else if (option === '-G' || option === '--get') isGet = true;
    else if (option === '--oauth2-bearer') add('Authorization', `Bearer ${value()}`);
    else if (SKIPPED.has(option)) value();
    else if (!word.startsWith('-')) named.push(word);
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

/** `--header=x`, `-Hx`: an option and the value that is written with it. */
function split(word: string): readonly [string, string | undefined] {
  if (word.startsWith('--')) {
    const index = word.indexOf('=');
    return index < 0 ? [word, undefined] : [word.slice(0, index), word.slice(index + 1)];
  }
  const short = word.slice(0, 2);
  const takes = READ.has(short) || SKIPPED.has(short) || DATA.has(short);
  return takes && word.length > 2 ? [short, word.slice(2)] : [word, undefined];
}
