import { decodeBase64Text } from '../../../core/encoding/base64.ts';
import { isObject, parseJson } from '../../../core/encoding/json.ts';
import type { DetailsView } from '../../../messages/index.ts';
import type { Context } from '../../context.ts';
import type { Seen } from '../../stores/tab-store.ts';

/** Longer values are cut in the view; the record has all of it. */
const SHOWN = 16_384;
/** Headers of receipts, and of challenges under names that no protocol has. */
const WORTH_DECODING = /payment|x402|authenticate/i;

/** Everything a developer wants to see of a 402: as it came, and decoded where it is JSON. */
export function detailsOf({ protocols }: Pick<Context, 'protocols'>, seen: Seen): DetailsView {
  const { url, method, status, headers, body } = seen.response;
  const decoded: { label: string; json: string }[] = [];
  for (const [name, value] of headers) {
    if (!WORTH_DECODING.test(name) && !protocols.isChallengeHeader(name)) continue;
    const json = indented(decodeBase64Text(value) ?? value);
    if (json !== undefined) decoded.push({ label: name, json });
  }
  const inBody = body === undefined ? undefined : indented(body);
  if (inBody !== undefined) decoded.push({ label: 'body', json: inBody });
  return {
    url,
    method,
    status,
    headers: headers.map(([name, value]) => [name, value.slice(0, SHOWN)] as const),
    ...(body === undefined ? {} : { body: body.slice(0, SHOWN) }),
    decoded,
    ...(seen.body === 'missing' ? { bodyMissing: 'not-readable' as const } : {}),
  };
}

function indented(text: string): string | undefined {
  const value = parseJson(text);
  if (!isObject(value) && !Array.isArray(value)) return undefined;
  return JSON.stringify(value, null, 2).slice(0, SHOWN);
}
