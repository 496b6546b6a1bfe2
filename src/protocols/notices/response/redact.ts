import { sanitize } from '../../../core/encoding/sanitize-text.ts';
import { httpsUrl } from '../../../core/web/url.ts';

/** What stands for a secret. */
const HIDDEN = '•••';

// Error bodies quote what was sent, keys and all, and a notice may end up in a screenshot.
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b[a-z]{2,10}_[A-Za-z0-9]{1,64}_secret_\w{1,256}/g, HIDDEN],
  [/\b(?:sk|rk|pk|whsec)[-_][\w-]{16,256}/g, HIDDEN],
  [/\b(?:gh[pousr]_|github_pat_|glpat-|hf_|npm_|r8_|xox[abprs]-|AKIA|AIza)[\w-]{10,256}/g, HIDDEN],
  // A card's number.
  [/\b[3-6]\d{3}([ -]?)\d{4}\1\d{4}\1\d{3,4}\b/g, HIDDEN],
  [/\beyJ[\w-]{10,2048}(?:\.[\w-]{0,2048}){1,4}/g, HIDDEN],
  [/\b(Bearer|Basic) +[\w.~+/-]{8,2048}=*/gi, `$1 ${HIDDEN}`],
  [
    /\b(api[_-]?key|client[_-]?secret|access[_-]?token|token|secret|password)(["']?\s{0,4}[:=]\s{0,4}["']?)(?=[^\s"',;&]{0,64}\d)[^\s"',;&]{6,2048}/gi,
    `$1$2${HIDDEN}`,
  ],
];
const SECRET_PARAMETER = /token|secret|key|sig|pass|auth|session|credential/i;

/** Enough for the longest line that is shown, before secrets are taken out of it. */
const CHARACTERS = 2000;

/** A server's words, fit to be shown: cleaned, without secrets. Undefined when nothing is left. */
export function words(text: unknown, limit?: number): string | undefined {
  let shown = sanitize(text, CHARACTERS);
  for (const [secret, instead] of SECRETS) shown = shown?.replace(secret, instead);
  return sanitize(shown, limit);
}

/** An https link from a stranger, without parameters that look like secrets; undefined for anything else. */
export function docLink(text: unknown, base?: string): string | undefined {
  const url = httpsUrl(text, base);
  if (url === undefined) return undefined;
  for (const name of [...url.searchParams.keys()]) {
    if (SECRET_PARAMETER.test(name)) url.searchParams.delete(name);
  }
  return url.href;
}
