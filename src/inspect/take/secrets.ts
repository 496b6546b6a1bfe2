import { decodeBase64Text } from '../../core/encoding/base64.ts';
import { parseJson } from '../../core/encoding/json.ts';
import type { Exchange } from '../../core/exchange/exchange.ts';
import type { HeaderLine } from '../../core/web/http.ts';
import type { ExchangeView } from '../../messages/index.ts';
import {
  isPlainValue,
  isPlainWord,
  isSecretHeader,
  isSecretParameter,
  partOf,
} from './secret-names.ts';

/** Headers that hold an address, or several. */
export const ADDRESS_HEADER = /^(?:referer|location|content-location|refresh|link)$/i;
/** Parameters of an address. */
export const ADDRESS_PARAMETER = /([?&#;])([^=&#?;]{1,80})=([^&#;>]*)/g;
const LOGIN = /\/\/([^\s/?#@:<>"]{0,400})(?::([^\s/?#@<>"]{0,400}))?@/g;

/** Members that take money or open something, wherever a proof has them, and those that a challenge may have, too. */
const SECRET_MEMBER = /sig(?:nature|ned|natures)?$|signed|preimage|secret|witness|jwt|^(?:C|r|s)$/i;
const PROOF_MEMBER =
  /token|transaction|proof|credential|payload|macaroon|^(?:tx|blob|authorization)$/i;
/** Characters from which on any other text of a proof may do so. */
const LONG = 96;
/** Characters from which on a name before the host is a key. */
const LONG_LOGIN = 16;
/** Names of secrets that people choose: they may be words. */
const CHOSEN = /pass|pwd|pw$|secret|pin$|otp$/i;

type Part = ReturnType<typeof partOf>;

/**
 * What takes money or opens something in a proof that is written as JSON. `asked`: what the challenge said before the
 * proof was sent; what a proof repeats of it is no secret.
 */
function membersOf(value: unknown, asked: string, name = '', part?: Part): string[] {
  if (typeof value === 'string') {
    const isNamed = SECRET_MEMBER.test(name) || PROOF_MEMBER.test(name);
    if (!isNamed && value.length < LONG) return [];
    const isOwn = part === 'proof' || (SECRET_MEMBER.test(name) && part === undefined);
    return isOwn || !(asked.includes(value) || isPlainValue(value) || part === 'challenge')
      ? [value]
      : [];
  }
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, each]) =>
    Array.isArray(value)
      ? membersOf(each, asked, name, part)
      : membersOf(each, asked, key, part ?? partOf(key)),
  );
}

/** What the challenge said itself, as it came and read from base64: a proof repeats much of it. */
function askedText({ asked }: Pick<Exchange, 'asked'>): string {
  const { headers = [], body = '' } = asked?.response ?? {};
  const values = headers.map(([, value]) => value);
  return [...values, ...values.map((value) => decodeBase64Text(value) ?? ''), body].join('\n');
}

/** JSON in base64, behind the letters of an ecash token or without them. */
const jsonOf = (text: string) => parseJson(decodeBase64Text(text.replace(/^cashuA/, '')) ?? text);

/** The secret parts of a proof's header. Of `L402 <token>:<preimage>` the token is no secret: the challenge has it. */
function partsOf([, value]: HeaderLine, asked: string): string[] {
  const credential = value.slice(value.indexOf(' ') + 1);
  const [preimage] = /[0-9a-f]{64}$/i.exec(credential) ?? [];
  return [
    ...[value, credential],
    ...(preimage === undefined ? [] : [preimage]),
    ...membersOf(jsonOf(credential), asked),
  ];
}

function sentSecrets(exchange: Pick<Exchange, 'asked' | 'sent'>): string[] {
  const { headers = [], preimage } = exchange.sent ?? {};
  const asked = askedText(exchange);
  return [
    ...headers.flatMap((line) => partsOf(line, asked)),
    ...(preimage === undefined ? [] : [preimage]),
  ];
}

/** What was sent for payments and what came back: sites that show what they were sent repeat it. */
function proofsOf({ exchange, payment, otherProofs = [] }: ExchangeView): string[] {
  const { proof, paid, change = [] } = payment ?? {};
  const asked = askedText(exchange);
  return [
    ...[exchange, ...otherProofs].flatMap(sentSecrets),
    ...(proof?.headers ?? []).flatMap((line) => partsOf(line, asked)),
    ...(paid?.preimage === undefined ? [] : [paid.preimage]),
    ...change.flatMap(({ token }) => token ?? []),
  ];
}

/** A value as it is written, and read from an address or a form. */
function readings(written: string): string[] {
  try {
    return [written, decodeURIComponent(written), decodeURIComponent(written.replace(/\+/g, ' '))];
  } catch {
    return [written];
  }
}

/** A value that is looked for elsewhere, too; not one that others say as well, such as an address, a number or a word. */
function spread(name: string, written: string): string[] {
  const read = readings(written);
  const isPlain = read.some(
    (each) => isPlainValue(each) || (isPlainWord(each) && !CHOSEN.test(name)),
  );
  return isPlain ? [] : read;
}

/** Logins and secret parameters of the addresses in a text. */
function addressSecrets(text: string): string[] {
  const logins = [...text.matchAll(LOGIN)].flatMap(([, username = '', password = '']) =>
    password === '' && username.length < LONG_LOGIN ? [] : [username, password],
  );
  // `Link` has several addresses, each in brackets.
  const named = text
    .split(/[<>]/)
    .flatMap((address) => [...address.matchAll(ADDRESS_PARAMETER)])
    .flatMap(([, , name = '', value = '']) =>
      isSecretParameter(name, value) ? spread(name, value) : [],
    );
  return [...logins.flatMap(readings), ...named];
}

/** The secrets of a header that is one: whole, without its scheme, and each value of a cookie. */
function headerSecrets([name, value]: HeaderLine, isAnswer: boolean, asked: string): string[] {
  if (ADDRESS_HEADER.test(name)) return addressSecrets(value);
  if (!isSecretHeader(name, isAnswer, value)) return [];
  if (/^set-cookie$/i.test(name)) {
    const [, cookie, said] = /^([^=;]*)=([^;]*)/.exec(value) ?? [];
    return spread(cookie ?? '', said?.trim() ?? value);
  }
  if (/^cookie$/i.test(name)) {
    return value.split(';').flatMap((pair) => {
      const end = pair.indexOf('=');
      return spread(pair.slice(0, Math.max(0, end)), pair.slice(end + 1).trim());
    });
  }
  if (!/authorization$/i.test(name) && spread(name, value).length === 0) return [];
  const credential = value.slice(value.indexOf(' ') + 1);
  const [, password] = /^basic .*?:(.*)$/is.exec(
    `${value.slice(0, value.indexOf(' ') + 1)}${decodeBase64Text(credential) ?? ''}`,
  ) ?? [''];
  return [...partsOf([name, value], asked), ...(password === undefined ? [] : [password])];
}

/** Everything that is secret in an exchange, its request and its answers. `known`: the headers of its request. */
export function secretsOf(view: ExchangeView, known: readonly HeaderLine[]): string[] {
  const { url, initiator = '', asked, paid, landed } = view.exchange;
  const all = [asked, paid, landed, ...(view.earlier ?? [])];
  const answers = all.flatMap((each) => each?.response ?? []);
  const addresses = [url, initiator, ...answers.map((answer) => answer.url)];
  const said = askedText(view.exchange);
  return [
    ...proofsOf(view),
    ...addresses.flatMap(addressSecrets),
    ...known.flatMap((line) => headerSecrets(line, false, said)),
    ...answers.flatMap(({ headers }) => headers.flatMap((line) => headerSecrets(line, true, said))),
  ];
}
