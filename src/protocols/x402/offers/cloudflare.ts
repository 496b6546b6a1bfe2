import { isObject, type JsonObject, member } from '../../../core/encoding/json.ts';
import { fiatOf } from '../../../core/money/fiat.ts';
import { parseBaseUnits } from '../../../core/money/money.ts';
import type { Notice } from '../../../core/offers/notice.ts';
import { httpsUrl } from '../../../core/web/url.ts';

/**
 * Cloudflare's Pay Per Crawl in x402's words (specs/schemes/deferred/scheme_deferred_cloudflare.md, later
 * `batch-settlement`): billed to the account that a robot's key belongs to. A price for robots, that no
 * wallet pays. The amount may be absent, and counts minor units. Undefined for any other network.
 */
export function cloudflareNotice(entry: JsonObject, envelope: JsonObject): Notice | undefined {
  const network = member(entry, 'network');
  if (typeof network !== 'string' || !/^cloudflare(?::|$)/i.test(network)) return undefined;
  const amount = parseBaseUnits(member(entry, 'amount'));
  const fiat = fiatOf(member(entry, 'asset'));
  const docUrl = httpsUrl(registration(envelope))?.href;
  return {
    kind: 'crawl-price',
    service: 'Cloudflare',
    ...(amount === undefined || fiat === undefined
      ? {}
      : { price: { amount, currency: fiat.code, decimals: fiat.decimals, asset: fiat.code } }),
    ...(docUrl === undefined ? {} : { docUrl }),
    whoActs: 'bot-operator',
  };
}

/** Where the operator of a robot registers. */
function registration(envelope: JsonObject): unknown {
  const extensions = member(envelope, 'extensions');
  const signatures = isObject(extensions)
    ? member(extensions, 'http-message-signatures')
    : undefined;
  const info = isObject(signatures) ? member(signatures, 'info') : undefined;
  return isObject(info) ? member(info, 'registrationUrl') : undefined;
}
