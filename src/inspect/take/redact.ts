import type { Exchange, RecordedAnswer } from '../../core/exchange/exchange.ts';
import type { HeaderLine } from '../../core/web/http.ts';
import type { ExchangeView } from '../../messages/index.ts';
import { redactMembers } from './members.ts';
import { isProof, type TakenRequest, withProof } from './request.ts';
import { isPlain, isSecretHeader, isSecretParameter } from './secret-names.ts';
import { ADDRESS_HEADER, ADDRESS_PARAMETER, secretsOf } from './secrets.ts';
import { REDACTED, type Redact, redactCut, redactSpellings } from './spellings.ts';

/** Members of a record that hold an address. */
const ADDRESS_MEMBER = /^(?:url|initiator|landedAt|uri|docUrl)$/;
/** Members of a record that are words of Farebox's own, and how those look. */
const OWN_MEMBER = /^(?:state|kind|type|rail|level|check)$/;
const OWN_WORD = /^[a-z]+\d{0,4}(?:[-_/](?:[a-z]+\d{0,4}|\d{1,4}))*$/;

/**
 * Ecash tokens are money wherever they stand, in either alphabet of base64 (NUT-00), which an address may write with
 * percent signs. Requests (`creq…`) are no money.
 */
const TOKEN = /cashu[AB](?:[A-Za-z0-9_+/-]|%2[BFbf]){16,}(?:=|%3[Dd]){0,2}/g;
/**
 * Credentials as a header writes them (RFC 9110 section 11.4). A challenge has parameters there, with `=` and a quote.
 * Of L402 the base64 of tokens, which may end in `=`, has commas and a colon behind it.
 * The pattern takes every run whole, and what follows is looked at afterwards, so a text is read once.
 */
const CREDENTIAL =
  /\b(bearer|basic|dpop|digest|token|apikey|payment|l402|lsat|cashu|x402)( +|%20|\+)([\w.~+/:,-]{16,}(?:={1,2}[:,][\w.~+/:,-]+)*)(={0,2})/gi;
const PLAIN_WORDS = /^[a-z]{1,16}(?:[-,./:][a-z]{1,16}){1,8}[-,./:]?$/;
/** A line of a request's headers in a text that shows what a server was sent. */
const LINE =
  /^([ \t]*(?:(?:proxy-)?authorization|cookie|set-cookie|dpop|[\w-]*(?:api-?key|auth-token|preimage|macaroon)|x-payment|payment-(?:signature|credential|authorization))[ \t]*:[ \t]*)\S.*$/gim;
/** The same within a line, up to the end of the word: in HTML, in a command, in a sentence. Cookies have several words. */
const WITHIN_LINE =
  /(?<![\w-])((?:(?:proxy-)?authorization|dpop|(?:[\w-]{0,60}[-_])?(?:api[-_]?key|auth-token|preimage)|x-payment|payment-(?:signature|credential|authorization))["']?[ \t]{0,4}[:=][ \t]{0,4}["']?)([^\s"'<>\\`;,&)(]{8,})/gi;
const COOKIES = /\b((?:set-)?cookie:[ \t]{0,4})[^\s"'<>\\`=;,:]{1,80}=[^"'<>\\`\n]+/gi;
/** Parameters of an address, anywhere in a text. */
const PARAMETER = /([?&#]|&amp;|&#38;|&#x26;)([^\s"'<>\\=&#?;]{1,80})=([^\s"'<>\\&#]*)/g;
/** Name and password before a host, and a name alone that is as long as a key. */
const LOGIN =
  /(:\/\/|(?<![\w:])\/\/)(?:[^\s/?#@:"'<>\\]{0,200}:[^\s/?#@"'<>\\]{1,200}|[^\s/?#@:"'<>\\]{16,200})@/g;

/** Whether a run behind the word of a scheme is a credential, by what follows it. */
function isCredential(run: string, padding: string, text: string, end: number): boolean {
  if (isPlain(run) || PLAIN_WORDS.test(run)) return false;
  const next = text.slice(end, end + 3);
  // `name="value"` of a challenge; at the end of a string the quote is followed by nothing, or by a sign of JSON.
  if (padding !== '' && /^\\?"/.test(next)) return /^\\?"(?:$|[\s,}\])<])/.test(next);
  return padding === '' || !/^[\w.~+/:=-]/.test(next);
}

/** Takes a match of PARAMETER or ADDRESS_PARAMETER. */
const redactParameter = (all: string, before: string, name: string, value: string) =>
  isSecretParameter(name, value) ? `${before}${name}=${REDACTED}` : all;

/** What is secret by its form or by the name beside it. */
function redactRules(text: string): string {
  return redactMembers(text, REDACTED)
    .replace(PARAMETER, redactParameter)
    .replace(LOGIN, `$1${REDACTED}@`)
    .replace(LINE, `$1${REDACTED}`)
    .replace(COOKIES, `$1${REDACTED}`)
    .replace(WITHIN_LINE, (all, before: string, said: string) =>
      isPlain(said) || PLAIN_WORDS.test(said) ? all : `${before}${REDACTED}`,
    )
    .replace(
      CREDENTIAL,
      (
        all,
        scheme: string,
        space: string,
        run: string,
        padding: string,
        start: number,
        whole: string,
      ) =>
        isCredential(run, padding, whole, start + all.length)
          ? `${scheme}${space}${REDACTED}`
          : all,
    )
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
  const open = (hasLogin ? parsed.href : url).replace(ADDRESS_PARAMETER, redactParameter);
  return text(open);
}

function redactLine([name, value]: HeaderLine, text: Redact, isAnswer: boolean): HeaderLine {
  if (isSecretHeader(name, isAnswer, value)) return [name, REDACTED];
  return [name, ADDRESS_HEADER.test(name) ? redactUrl(value, text) : text(value)];
}

const redactProof = (headers: readonly HeaderLine[]) =>
  headers.map(([name]): HeaderLine => [name, REDACTED]);

function redactAnswer(answer: RecordedAnswer, text: Redact): RecordedAnswer {
  const headers = answer.response.headers.map((line) => redactLine(line, text, true));
  return { ...answer, response: { ...answer.response, headers } };
}

/** The record with no beginning of a secret at the end of a body that was cut there. */
function withoutCutEnds(exchange: Exchange, text: Redact): Exchange {
  const whole = (answer: RecordedAnswer): RecordedAnswer => {
    const { body } = answer.response;
    if (answer.cut === undefined || body === undefined) return answer;
    return { ...answer, response: { ...answer.response, body: redactCut(body, text) } };
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

/** Every text of a record, whatever the site wrote into it. The links of findings are Farebox's own. */
function redactTexts(value: unknown, text: Redact, name = '', isFinding = false): unknown {
  if (typeof value === 'string') {
    if (OWN_MEMBER.test(name) && OWN_WORD.test(value)) return value;
    if (isFinding && name === 'link') return value;
    return ADDRESS_MEMBER.test(name) ? redactUrl(value, text) : text(value);
  }
  if (Array.isArray(value)) return value.map((each) => redactTexts(each, text));
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
  const isOfCheck = 'check' in value && 'level' in value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, redactTexts(each, text, key, isOfCheck)]),
  );
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
      const exchange = redactExchange(withoutCutEnds(view.exchange, text), text);
      const { payment } = view;
      const open = payment === undefined ? { exchange } : { exchange, payment: openly(payment) };
      return redactTexts(open, text) as ExchangeView;
    },
    request: () => request,
    taken: (taken, proof) => ({
      ...taken,
      url: redactUrl(taken.url, text),
      headers: withProof(unpaid, redactProof(proof)),
    }),
    texts: <Value>(value: Value) => redactTexts(value, text) as Value,
  };
}
