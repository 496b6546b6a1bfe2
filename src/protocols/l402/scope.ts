import { decodeBase64 } from '../../core/encoding/base64.ts';
import { isObject, member } from '../../core/encoding/json.ts';
import type { Offer } from '../../core/offers/offer.ts';
import { caveatsOf } from './macaroon.ts';

/** Names of conditions on what is asked for, such as `RequestPath = /a`, `article_id=7`, `method=GET`. */
const BINDING =
  /path|ur[il]|route|endpoint|resource|request|method|page|file|article|document|content|object|item|product|slug|query|body/;
/** Aperture's: a service with its tier, what of it may be done, until when, how often (protocol-specification.md). */
const OF_SERVICE = /^(?:services|\w+_(?:capabilities|valid_until|monthly_volume[\w]*))$/;

/**
 * Whether nothing in the token of an offer binds it to one address of the site: one token may buy a whole service. What
 * cannot be read may be bound. A site can still refuse it elsewhere.
 */
export function opensMore({ terms }: Pick<Offer, 'terms'>): boolean {
  const token = isObject(terms) ? member(terms, 'token') : undefined;
  const bytes = typeof token === 'string' ? decodeBase64(token) : undefined;
  const caveats = bytes && caveatsOf(bytes);
  return caveats !== undefined && !caveats.some(binds);
}

/** A caveat is `condition=value`; also with `:`, or a text of the server's own. */
function binds(caveat: string): boolean {
  const [name = '', ...rest] = caveat.split(/[=:<>]/);
  const condition = name.trim().toLowerCase();
  if (OF_SERVICE.test(condition)) return false;
  // A value that is a path or an address binds whatever its condition is called.
  return BINDING.test(condition) || /\//.test(rest.join('='));
}
