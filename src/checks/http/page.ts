import type { CorsMissing } from '../../core/web/cors.ts';
import { originOf } from '../../core/web/origin.ts';
import { type Found, foundIf } from '../check.ts';
import type { Exchange, FetchMode } from '../exchange.ts';
import type { Facts } from '../facts/facts.ts';
import type { Level } from '../finding.ts';

/** How the request was made, as far as it is known. */
export function modeOf({ initiator, requestHeaders = [], url }: Exchange): FetchMode | undefined {
  if (initiator?.mode !== undefined) return initiator.mode;
  const said = requestHeaders.find(([name]) => name.toLowerCase() === 'sec-fetch-mode')?.[1];
  if (said === 'cors' || said === 'no-cors' || said === 'navigate' || said === 'same-origin') {
    return said;
  }
  if (initiator?.type === 'main_frame' || initiator?.type === 'sub_frame') return 'navigate';
  if (initiator?.type !== 'xmlhttprequest') return undefined;
  return initiator.origin === originOf(url) ? 'same-origin' : 'cors';
}

/** A script of another origin made the call: CORS says what it may read. */
export function isCrossOrigin(exchange: Exchange): boolean {
  const { initiator, url } = exchange;
  if (initiator === undefined || initiator.origin === originOf(url)) return false;
  return modeOf(exchange) === 'cors';
}

/**
 * What a list of CORS leaves out, by `reason` and at `level`; else, as a warning, what it names only by "*", while the
 * answer allows credentials and the call may have had some.
 */
export function missingFound(
  { refused, unsure }: CorsMissing,
  field: string,
  reason: string,
  level?: Level,
): readonly Found[] {
  if (refused.length > 0) return foundIf(true, field, reason, level);
  const doubt = `It allows credentials, and "*" does not stand for ${unsure.join(', ')} in calls that have them: name each.`;
  return foundIf(unsure.length > 0, field, doubt, 'warning');
}

/** The request headers that a client of this challenge sends its proof in. */
export function proofHeaders({ x402, auth, response, cashu }: Facts): readonly string[] {
  const names: string[] = [];
  if (x402.challenge !== undefined) {
    names.push(x402.version?.version === 1 ? 'X-PAYMENT' : 'PAYMENT-SIGNATURE');
  }
  for (const { params } of auth.payments) names.push(params.get('header') ?? 'Authorization');
  if (auth.l402.length > 0) names.push('Authorization');
  if (cashu.length > 0) names.push('X-Cashu');
  if (response.headers.some(([name]) => name.toLowerCase() === 'x-lightning')) {
    names.push('X-Lightning');
  }
  return [...new Set(names)];
}
