import { decodeBase64Text } from '../../core/encoding/base64.ts';
import { parseJson } from '../../core/encoding/json.ts';
import type { Exchange, RecordedAnswer } from '../../core/exchange/exchange.ts';
import type { HeaderLine } from '../../core/web/http.ts';
import type { ExchangeView } from '../../messages/index.ts';
import type { TakenRequest } from './request.ts';

/** What stands in the place of a secret: plain, so that it goes through every shell and header. */
const REDACTED = 'REDACTED';

/** Headers that open something or are money, by a part of their name: every service has names of its own. */
const SECRET =
  /auth(?!or)|authorization|token$|secret|session|cookie|password|passwd|credential|signature|csrf|xsrf|jwt|api-?key|-key$|^x-payment$|^x-cashu$|^x-lightning$|^sign-in-with-x$/i;
/** Names of that kind that say how to ask, or what may be asked, and are no secrets. */
const OPEN = /^(?:(?:www|proxy)-authenticate|authentication-info|access-control-.*|sec-.*)$/i;
/** In an answer these hold a challenge or a receipt. */
const OPEN_IN_ANSWER = /^(?:x-payment|x-cashu|x-lightning|sign-in-with-x|payment-.*)$/i;
/** Headers that hold an address. */
const ADDRESS = /^(?:referer|location|content-location|refresh|link)$/i;
/** Members of a record that hold an address. */
const ADDRESS_MEMBER = /^(?:url|initiator|landedAt)$/;

/**
 * Ecash tokens are money wherever they stand, in either alphabet of base64 (NUT-00), which an address may write with
 * percent signs. Requests (`creq…`) are no money.
 */
const TOKEN = /cashu[AB](?:[A-Za-z0-9_+/-]|%2[BFbf]){16,}(?:=|%3[Dd]){0,2}/g;

/** Parts of an address that are secrets by their name. */
const PARAMETER =
  /([?&#;](?:[\w-]*(?:token|key|secret|password|passwd|signature|preimage)|(?:\w+[_-])?(?:pwd|auth|authorization|session|session_?id|sid|sig|jwt|code))=)[^&#;]*/gi;

/** Members of a proof that take money or open something. */
const PROOF_MEMBER = /^(?:signature|preimage|secret|C|token)$/;
/** Characters of the shortest text that is looked for wherever it stands. */
const SHORTEST = 16;

/** Takes the secrets out of a text. */
type Redact = (text: string) => string;

const redactText: Redact = (text) => text.replace(TOKEN, REDACTED);

/** Takes these out of a text, too, as they are and as an address writes them. */
function redactAlso(secrets: readonly string[]): Redact {
  const known = [...new Set(secrets.flatMap((each) => [each, encodeURIComponent(each)]))]
    .filter(({ length }) => length >= SHORTEST)
    // The longest first: one may be a part of another.
    .toSorted((a, b) => b.length - a.length);
  return (text) => redactText(known.reduce((rest, each) => rest.replaceAll(each, REDACTED), text));
}

/** An address without name and password before the host, and without what is secret in its parameters. */
function redactUrl(url: string, text: Redact): string {
  const parsed = URL.parse(url);
  const hasLogin = parsed !== null && (parsed.username !== '' || parsed.password !== '');
  if (hasLogin) {
    parsed.username = '';
    parsed.password = '';
  }
  return text((hasLogin ? parsed.href : url).replace(PARAMETER, `$1${REDACTED}`));
}

function redactLine([name, value]: HeaderLine, text: Redact, isAnswer: boolean): HeaderLine {
  const isOpen = OPEN.test(name) || (isAnswer && OPEN_IN_ANSWER.test(name));
  if (SECRET.test(name) && !isOpen) return [name, REDACTED];
  return [name, ADDRESS.test(name) ? redactUrl(value, text) : text(value)];
}

/** The headers of a request without what opens a page, an account or a purse. */
export function redactRequest(headers: readonly HeaderLine[]): readonly HeaderLine[] {
  return headers.map((line) => redactLine(line, redactText, false));
}

const redactProof = (headers: readonly HeaderLine[]) =>
  headers.map(([name]): HeaderLine => [name, REDACTED]);

/** A request as it may leave, with the names of the headers of its proof. */
export function redactTaken(request: TakenRequest, proof: readonly HeaderLine[]): TakenRequest {
  return {
    ...request,
    url: redactUrl(request.url, redactText),
    headers: [...redactRequest(request.headers), ...redactProof(proof)],
  };
}

function redactAnswer(answer: RecordedAnswer, text: Redact): RecordedAnswer {
  const headers = answer.response.headers.map((line) => redactLine(line, text, true));
  return { ...answer, response: { ...answer.response, headers } };
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
  if (typeof value === 'string')
    return ADDRESS_MEMBER.test(name) ? redactUrl(value, text) : text(value);
  if (Array.isArray(value)) return value.map((each) => redactTexts(each, text));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, redactTexts(each, text, key)]),
  );
}

/** What takes money or opens something in a proof that is written as JSON. */
function membersOf(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, each]) =>
    typeof each === 'string' ? (PROOF_MEMBER.test(key) ? [each] : []) : membersOf(each),
  );
}

/** The secret parts of a proof's header. Of `L402 <token>:<preimage>` the token is no secret: the challenge has it. */
function partsOf([, value]: HeaderLine): string[] {
  const credential = value.slice(value.indexOf(' ') + 1);
  const [preimage] = /[0-9a-f]{64}$/i.exec(credential) ?? [];
  const json = parseJson(decodeBase64Text(credential) ?? '');
  return [value, credential, ...(preimage === undefined ? [] : [preimage]), ...membersOf(json)];
}

/** What was sent for a payment and what came back: sites that show what they were sent repeat it. */
function secretsOf({ exchange: { sent }, payment }: ExchangeView): string[] {
  const { proof, paid, change = [] } = payment ?? {};
  return [
    ...[...(sent?.headers ?? []), ...(proof?.headers ?? [])].flatMap(partsOf),
    ...[sent?.preimage, paid?.preimage].filter((each) => each !== undefined),
    ...change.flatMap(({ token }) => token ?? []),
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

/** An exchange as it may leave the machine: nothing in it opens a page or takes money. */
export function redactView(view: ExchangeView): ExchangeView {
  const text = redactAlso(secretsOf(view));
  const exchange = redactExchange(view.exchange, text);
  const { payment } = view;
  const open = payment === undefined ? { exchange } : { exchange, payment: openly(payment) };
  return redactTexts(open, text) as ExchangeView;
}
