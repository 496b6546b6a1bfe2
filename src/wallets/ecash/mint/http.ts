import { isObject, type JsonObject, parseJson } from '../../../core/encoding/json.ts';
import { sanitize } from '../../../core/encoding/sanitize-text.ts';
import { FareboxError } from '../../../core/errors.ts';
import { hostOf } from './url.ts';

const TIMEOUT = 20_000;
/** A mint's keys are some 5 KB for each keyset. */
const ANSWER_BYTES = 1024 * 1024;

/** The mint has understood and said no (NUT-00): it has done nothing of what it was asked now. */
export class Refusal extends Error {
  readonly code: number;
  constructor(code: number, detail: string) {
    super(detail);
    this.name = 'Refusal';
    this.code = code;
  }
}

/**
 * Asks a mint; POST where there is a body. Throws `Refusal`, or `error_mint_unreachable` (detail: the host)
 * when what became of it is not known.
 */
export type Ask = (mint: string, path: string, body?: unknown) => Promise<JsonObject>;

async function textOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > ANSWER_BYTES) {
      await reader.cancel();
      throw new RangeError('answer too long');
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** Calls go out without cookies or referrer and follow no redirect. */
export function createAsk(fetch: typeof globalThis.fetch): Ask {
  const answerOf = async (url: string, body: unknown) => {
    const sent =
      body === undefined
        ? {}
        : {
            method: 'POST',
            body: JSON.stringify(body),
            headers: { 'Content-Type': 'application/json' },
          };
    const response = await fetch(url, {
      ...sent,
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const answer = parseJson(await textOf(response));
    if (!isObject(answer)) throw new TypeError('no JSON object');
    return { response, answer };
  };
  return async (mint, path, body) => {
    const silent = () => new FareboxError('error_mint_unreachable', hostOf(mint));
    const { response, answer } = await answerOf(mint + path, body).catch(() => {
      throw silent();
    });
    if (response.ok) return answer;
    const { code, detail } = answer;
    const isClear = response.status >= 400 && response.status < 500 && typeof code === 'number';
    if (!isClear) throw silent();
    throw new Refusal(code, sanitize(detail) ?? '');
  };
}
