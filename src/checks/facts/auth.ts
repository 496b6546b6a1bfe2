import { decodeBase64Text } from '../../core/encoding/base64.ts';
import { isObject, type JsonObject, parseJson } from '../../core/encoding/json.ts';
import { type HttpResponse, headerValues } from '../../core/web/http.ts';
import { type AuthChallenge, parseChallenges } from '../../core/web/www-authenticate.ts';

/** A challenge of the Payment scheme. */
export type Payment = AuthChallenge & {
  /** The text that `request` encodes; undefined where it is not base64 of text. */
  readonly text: string | undefined;
  readonly request: JsonObject | undefined;
};

/** The challenges of all `WWW-Authenticate` lines, with or without a fault. */
export type Auth = {
  readonly all: readonly AuthChallenge[];
  readonly payments: readonly Payment[];
  /** Of the schemes L402 and LSAT. */
  readonly l402: readonly AuthChallenge[];
};

function paymentOf(challenge: AuthChallenge): Payment {
  const text = decodeBase64Text(challenge.params.get('request') ?? '');
  const request = text === undefined ? undefined : parseJson(text);
  return { ...challenge, text, request: isObject(request) ? request : undefined };
}

export function authOf(response: HttpResponse): Auth {
  const all = headerValues(response, 'www-authenticate').flatMap(parseChallenges);
  const of = (...schemes: string[]) => all.filter(({ scheme }) => schemes.includes(scheme));
  return { all, payments: of('payment').map(paymentOf), l402: of('l402', 'lsat') };
}
