import { decodeBase64Text } from '../../core/encoding/base64.ts';
import { parseJson } from '../../core/encoding/json.ts';
import type { Exchange, RecordedAnswer } from '../../core/exchange/exchange.ts';
import type { HeaderLine } from '../../core/web/http.ts';
import type { ExchangeView } from '../../messages/index.ts';
import { isProof, type TakenRequest } from './request.ts';
import { isSecretHeader, isSecretMember, isSecretParameter } from './secret-names.ts';
import { REDACTED, type Redact, redactSpellings, withoutCutEnd } from './spellings.ts';

/** Members of a record that hold an address, and headers that do. */
const ADDRESS_MEMBER = /^(?:url|initiator|landedAt)$/;
const ADDRESS = /^(?:referer|location|content-location|refresh|link)$/i;
/** Members of a record that are words of Farebox's own. */
const OWN_MEMBER = /^(?:state|kind|type|rail|level|check|link)$/;

/**
 * Ecash tokens are money wherever they stand, in either alphabet of base64 (NUT-00), which an address may write with
 * percent signs. Requests (`creq…`) are no money.
 */
const TOKEN = /cashu[AB](?:[A-Za-z0-9_+/-]|%2[BFbf]){16,}(?:=|%3[Dd]){0,2}/g;
/** Credentials as a header writes them (RFC 9110 section 11.4). A challenge has parameters there, with `=` and a quote. */
const CREDENTIAL =
  /\b(bearer|basic|dpop|digest|token|apikey|payment|l402|lsat|cashu|x402)( +|%20|\+)[\w.~+/:,-]{16,}={0,2}(?![\w.~+/:"=-])/gi;
/** A line of a request's headers in a text that shows what a server was sent. */
const LINE =
  /^([ \t]*(?:(?:proxy-)?authorization|cookie|set-cookie|dpop|[\w-]*(?:api-?key|auth-token|preimage|macaroon)|x-payment|payment-(?:signature|credential|authorization))[ \t]*:[ \t]*)\S.*$/gim;
/** A member of JSON whose value is a text or a list that begins with one. */
const MEMBER = /"([\w .-]{1,60})"(\s{0,20}:\s{0,20}\[?\s{0,20})"((?:[^"\\]|\\.)*)("|$)/g;
/** Parameters of an address, anywhere in a text, and in an address. */
const PARAMETER = /([?&#]|&amp;)([^\s"'<>\\=&#?;]{1,80})=([^\s"'<>\\&#]*)/g;
const ADDRESS_PARAMETER = /([?&#;])([^=&#?;]{1,80})=([^&#;]*)/g;

/** Members of a proof that take money or open something, and the length from which on any other text of it may. */
const PROOF_MEMBER =
  /sig(?:nature|ned|natures)?$|signed|preimage|secret|token|transaction|proof|witness|credential|payload|jwt|macaroon|^(?:C|r|s|tx|blob|authorization)$/i;
const LONG = 96;

/** What is secret by its form or by the name beside it. */
function redactRules(text: string): string {
  return text
    .replace(PARAMETER, (all, before: string, name: string) =>
      isSecretParameter(name) ? `${before}${name}=${REDACTED}` : all,
    )
    .replace(MEMBER, (all, name: string, between: string, _, end: string) =>
      isSecretMember(name) ? `"${name}"${between}"${REDACTED}${end}` : all,
    )
    .replace(LINE, `$1${REDACTED}`)
    .replace(CREDENTIAL, `$1$2${REDACTED}`)
    .replace(TOKEN, REDACTED);
}

/** An address without name and password before the host, and without what is secret in its parameters. */
function redactUrl(url: string, text: Redact): string {
  const parsed = URL.parse(url);
  const hasLogin = parsed !== null && (parsed.username !== '' || parsed.password !== '');
  if (hasLogin) {
    parsed.username = '';
    parsed.password = '';
  }
  const open = (hasLogin ? parsed.href : url).replace(
    ADDRESS_PARAMETER,
    (all, before: string, name: string) =>
      isSecretParameter(name) ? `${before}${name}=${REDACTED}` : all,
  );
  return text(open);
}

function redactLine([name, value]: HeaderLine, text: Redact, isAnswer: boolean): HeaderLine {
  if (isSecretHeader(name, isAnswer)) return [name, REDACTED];
  return [name, ADDRESS.test(name) ? redactUrl(value, text) : text(value)];
}

const redactProof = (headers: readonly HeaderLine[]) =>
  headers.map(([name]): HeaderLine => [name, REDACTED]);

function redactAnswer(answer: RecordedAnswer, text: Redact): RecordedAnswer {
  const headers = answer.response.headers.map((line) => redactLine(line, text, true));
  return { ...answer, response: { ...answer.response, headers } };
}

/** The record with no beginning of a secret at the end of a body that was cut there. */
function withoutCutEnds(exchange: Exchange, secrets: readonly string[]): Exchange {
  const whole = (answer: RecordedAnswer): RecordedAnswer => {
    const { body } = answer.response;
    if (answer.cut === undefined || body === undefined) return answer;
    return { ...answer, response: { ...answer.response, body: withoutCutEnd(body, secrets) } };
  };
  const { asked, paid, landed } = exchange;
  return {
    ...exchange,
    ...(asked === undefined ? {} : { asked: whole(asked) }),
    ...(paid === undefined ? {} : { paid: whole(paid) }),
    ...(landed === undefined ? {} : { landed: whole(landed) }),
  };
}

function redactExchange(exchange: Exchange, text: Redact): Exchange {
  const { asked, paid, landed, sent } = exchange;
  return {
    ...exchange,
    ...(asked === undefined ? {} : { asked: redactAnswer(asked, text) }),
    ...(paid === undefined ? {} : { paid: redactAnswer(paid, text) }),
    ...(landed === undefined ? {} : { landed: redactAnswer(landed, text) }),
    ...(sent === undefined
      ? {}
      : {
          sent: {
            ...sent,
            headers: redactProof(sent.headers),
            ...(sent.preimage === undefined ? {} : { preimage: REDACTED }),
          },
        }),
  };
}

/** Every text of a record, whatever the site wrote into it. */
function redactTexts(value: unknown, text: Redact, name = ''): unknown {
  if (typeof value === 'string') {
    if (OWN_MEMBER.test(name)) return value;
    return ADDRESS_MEMBER.test(name) ? redactUrl(value, text) : text(value);
  }
  if (Array.isArray(value)) return value.map((each) => redactTexts(each, text));
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, redactTexts(each, text, key)]),
  );
}

/** What takes money or opens something in a proof that is written as JSON. */
function membersOf(value: unknown, name = ''): string[] {
  if (typeof value === 'string')
    return PROOF_MEMBER.test(name) || value.length >= LONG ? [value] : [];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, each]) =>
    membersOf(each, Array.isArray(value) ? name : key),
  );
}

/** What the challenge said itself, as it came and read from base64: a proof repeats much of it. */
function askedText({ asked }: Exchange): string {
  const { headers = [], body = '' } = asked?.response ?? {};
  const values = headers.map(([, value]) => value);
  return [...values, ...values.map((value) => decodeBase64Text(value) ?? ''), body].join('\n');
}

/** JSON in base64, behind the letters of an ecash token or without them. */
const jsonOf = (text: string) => parseJson(decodeBase64Text(text.replace(/^cashuA/, '')) ?? text);

/** The secret parts of a proof's header. Of `L402 <token>:<preimage>` the token is no secret: the challenge has it. */
function partsOf([, value]: HeaderLine, asked = ''): string[] {
  const credential = value.slice(value.indexOf(' ') + 1);
  const [preimage] = /[0-9a-f]{64}$/i.exec(credential) ?? [];
  return [
    ...[value, credential],
    ...(preimage === undefined ? [] : [preimage]),
    ...membersOf(jsonOf(credential)).filter((each) => !asked.includes(each)),
  ];
}

/** What was sent for a payment and what came back: sites that show what they were sent repeat it. */
function proofsOf({ exchange, payment }: ExchangeView): string[] {
  const { sent } = exchange;
  const { proof, paid, change = [] } = payment ?? {};
  const asked = askedText(exchange);
  const headers = [...(sent?.headers ?? []), ...(proof?.headers ?? [])];
  return [
    ...headers.flatMap((line) => partsOf(line, asked)),
    ...[sent?.preimage, paid?.preimage].filter((each) => each !== undefined),
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

/** Login and secret parameters of an address. */
function addressSecrets(text: string): string[] {
  const { username = '', password = '' } = URL.parse(text) ?? {};
  const login = password === '' && username.length < LONG_LOGIN ? [] : [username, password];
  const named = [...text.matchAll(ADDRESS_PARAMETER)].flatMap(([, , name = '', value = '']) =>
    isSecretParameter(name) ? readings(value) : [],
  );
  return [...login.flatMap(readings), ...named];
}
/** Characters from which on a name before the host is a key. */
const LONG_LOGIN = 16;

/** The secrets of a header that is one: whole, without its scheme, and each value of a cookie. */
function headerSecrets([name, value]: HeaderLine, isAnswer: boolean): string[] {
  if (!isSecretHeader(name, isAnswer)) return ADDRESS.test(name) ? addressSecrets(value) : [];
  if (/^set-cookie$/i.test(name)) return readings(/=([^;]*)/.exec(value)?.[1]?.trim() ?? value);
  if (/^cookie$/i.test(name))
    return value.split(';').flatMap((pair) => readings(pair.slice(pair.indexOf('=') + 1).trim()));
  const credential = value.slice(value.indexOf(' ') + 1);
  const [, password] = /^basic .*?:(.*)$/is.exec(
    `${value.slice(0, value.indexOf(' ') + 1)}${decodeBase64Text(credential) ?? ''}`,
  ) ?? [''];
  return [...partsOf([name, value]), ...(password === undefined ? [] : [password])];
}

/** Everything that is secret in an exchange, its request and its answers. */
function secretsOf(view: ExchangeView, known: readonly HeaderLine[]): string[] {
  const { url, initiator = '', asked, paid, landed } = view.exchange;
  const answers = [asked, paid, landed].flatMap((each) => each?.response ?? []);
  const addresses = [url, initiator, ...answers.map((answer) => answer.url)];
  return [
    ...proofsOf(view),
    ...addresses.flatMap(addressSecrets),
    ...known.flatMap((line) => headerSecrets(line, false)),
    ...answers.flatMap(({ headers }) => headers.flatMap((line) => headerSecrets(line, true))),
  ];
}

/** The record of a payment without what it may hold beside the rest: that opens the page, or is money. */
function openly(payment: NonNullable<ExchangeView['payment']>): object {
  const { proof: _, answer: __, room: ___, change, paid, ...rest } = payment;
  const { preimage: ____, ...kept } = paid ?? {};
  return {
    ...rest,
    ...(paid === undefined ? {} : { paid: kept }),
    ...(change === undefined ? {} : { change: change.map(({ token: _____, ...each }) => each) }),
  };
}

/** Takes the secrets of one exchange out of all that leaves the machine with it. */
export type Redactor = {
  /** The exchange: nothing in it opens a page or takes money. */
  view(): ExchangeView;
  /** The headers of its request as far as they are known. */
  request(): readonly HeaderLine[];
  /** The request, with the names of the headers of its proof. */
  taken(request: TakenRequest, proof: readonly HeaderLine[]): TakenRequest;
  /** Anything that was read out of the exchange, with every text of it. */
  texts<Value>(value: Value): Value;
};

/** `known`: the headers of the request. A secret of one place is hidden wherever else the site repeats it. */
export function redactor(view: ExchangeView, known: readonly HeaderLine[]): Redactor {
  const secrets = secretsOf(view, known);
  const text = redactSpellings(secrets, redactRules);
  const lines = known.map((line) => ({
    open: redactLine(line, text, false),
    isProof: isProof(line),
  }));
  const request = lines.map(({ open }) => open);
  const unpaid = lines.filter((line) => !line.isProof).map(({ open }) => open);
  return {
    view: () => {
      const exchange = redactExchange(withoutCutEnds(view.exchange, secrets), text);
      const { payment } = view;
      const open = payment === undefined ? { exchange } : { exchange, payment: openly(payment) };
      return redactTexts(open, text) as ExchangeView;
    },
    request: () => request,
    taken: (taken, proof) => ({
      ...taken,
      url: redactUrl(taken.url, text),
      headers: [...unpaid, ...redactProof(proof)],
    }),
    texts: <Value>(value: Value) => redactTexts(value, text) as Value,
  };
}
