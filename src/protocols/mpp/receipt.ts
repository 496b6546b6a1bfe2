import { decodeBase64Text } from '../../core/base64.ts';
import { type HttpResponse, headerValues } from '../../core/http.ts';
import { isObject, member, parseJson } from '../../core/json.ts';
import type { Receipt } from '../../core/reading.ts';
import { clean } from '../../core/text.ts';

/** The `type` of problem details (RFC 9457), its last part: `verification-failed`. */
function problemType(body: string | undefined): string | undefined {
  const problem = body === undefined ? undefined : parseJson(body);
  const type = isObject(problem) ? member(problem, 'type') : undefined;
  return typeof type === 'string' ? clean(type.split('/').pop()) : undefined;
}

/**
 * `Payment-Receipt` (draft-httpauth-payment-00 section 5.3): its `status` is always `success`, and it stands
 * on 2xx only. On a new 402 the reason, where problem details name one. Never throws.
 */
export function receipt(response: HttpResponse): Receipt | undefined {
  for (const value of headerValues(response, 'payment-receipt')) {
    const said = parseJson(decodeBase64Text(value) ?? '');
    if (!isObject(said) || member(said, 'status') !== 'success') continue;
    const transaction = clean(member(said, 'reference'));
    return { outcome: 'settled', ...(transaction === undefined ? {} : { transaction }) };
  }
  if (response.status !== 402) return undefined;
  const reason = problemType(response.body);
  return reason === undefined ? undefined : { outcome: 'refused', reason };
}
