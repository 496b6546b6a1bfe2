import { FareboxError } from '../../../core/errors.ts';
import { isLoopback } from '../../../core/web/origin.ts';
import { parseUrl } from '../../../core/web/url.ts';

/** The one spelling of a mint's address, without a slash at its end; undefined when it is none. */
export function mintUrl(text: string): string | undefined {
  const url = parseUrl(text.trim());
  if (url === undefined || url.username !== '' || url.password !== '') return undefined;
  if (url.search !== '' || url.hash !== '') return undefined;
  const secure =
    url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return secure ? url.href.replace(/\/+$/, '') : undefined;
}

/** As `mintUrl`; throws `error_mint_insecure`: https, or http on this machine. */
export function checkMintUrl(text: string): string {
  const url = mintUrl(text);
  if (url === undefined) throw new FareboxError('error_mint_insecure');
  return url;
}

/** How a mint is named to people. */
export function hostOf(mint: string): string {
  return parseUrl(mint)?.host ?? mint;
}
