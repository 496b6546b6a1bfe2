import { decodeBase64Text } from '../../core/encoding/base64.ts';
import { isObject, member, parseJson } from '../../core/encoding/json.ts';
import { sanitize } from '../../core/encoding/sanitize-text.ts';
import type { Receipt } from '../../core/offers/receipt.ts';
import { type HttpResponse, headerValues } from '../../core/web/http.ts';
import { refusalIn } from '../refusal-body.ts';

/** The `type` of problem details (RFC 9457), its last part: `verification-failed`. */
function problemType(body: string | undefined): string | undefined {
  const problem = body === undefined ? undefined : parseJson(body);
  const type = isObject(problem) ? member(problem, 'type') : undefined;
  return typeof type === 'string' ? sanitize(type.split('/').pop()) : undefined;
}

/**
 * `Payment-Receipt` (draft-httpauth-payment-00 section 5.3): its `status` is always `success`, and it stands
 * on 2xx only; base64 of JSON, from some servers JSON as it is. On a new 402 the reason, where problem details or
 * another body name one. Never throws.
 */
export function receipt(response: HttpResponse): Receipt | undefined {
  for (const value of headerValues(response, 'payment-receipt')) {
    const said = parseJson(
      value.trimStart().startsWith('{') ? value : (decodeBase64Text(value) ?? ''),
    );
    if (!isObject(said) || member(said, 'status') !== 'success') continue;
    const transaction = sanitize(member(said, 'reference'));
    return { outcome: 'settled', ...(transaction === undefined ? {} : { transaction }) };
  }
  if (response.status !== 402) return undefined;
  const said = refusalIn(response);
  const reason = problemType(response.body) ?? said.reason;
  if (reason === undefined) return undefined;
  const message = said.message ?? (said.reason === reason ? undefined : said.reason);
  return { outcome: 'refused', reason, ...(message === undefined ? {} : { message }) };
}
