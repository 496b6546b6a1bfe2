import { siteKey, siteOf } from '../web/site/site.ts';

/**
 * Where a redirect of a paid request ended, when the page there need not be the one that was paid for: `elsewhere`,
 * at another origin; `login`, at a form to log in; `front`, at the site's front page.
 */
export type Detour = 'elsewhere' | 'login' | 'front';

/** Path segments of pages that ask who the user is. */
const LOGIN =
  /^(?:log-?_?in|log-?on|sign-?_?in|sign-?_?up|auth|authenticate|authorize|oauth2?|sso|saml2?|openid(?:-connect)?|anmelden|anmeldung|connexion|se-connecter|wp-login)(?:\.[a-z]+)?$/i;

/** Names of parameters that say where to go after logging in. */
const BACK =
  /^(?:next|return|return_?(?:to|url)|redirect|redirect_?(?:to|ur[il])|continue|back_?(?:to|url)|goto|destination|service|target)$/i;

/**
 * Undefined where the page at the end of a redirect (2xx) counts as the page that was paid for: it is of the same
 * origin, no form to log in and no front page. Both are absolute http(s) URLs.
 */
export function detourOf(paid: string, end: string): Detour | undefined {
  const [from, to] = [new URL(paid), new URL(end)];
  if (from.origin !== to.origin) return 'elsewhere';
  if (from.pathname === to.pathname) return undefined;
  if (to.pathname.split('/').some((segment) => LOGIN.test(segment))) return 'login';
  if (leadsBack(from, to)) return 'login';
  return to.pathname === '/' ? 'front' : undefined;
}

/** Whether an address names the paid page as the one to go to next. */
function leadsBack(from: URL, to: URL): boolean {
  return [...to.searchParams].some(([name, value]) => {
    if (!BACK.test(name) || !URL.canParse(value, from.origin)) return false;
    const back = new URL(value, from.origin);
    return back.origin === from.origin && back.pathname === from.pathname;
  });
}

/** Where a page at another origin is, to be shown. */
export type End = {
  /** With its scheme where only that differs from the paid one. */
  readonly host: string;
  /** Of the same scheme and registrable domain as the paid page (`siteKey`). */
  readonly sameSite: boolean;
};

/** Both are absolute http(s) URLs, of which `end` may be an origin. */
export function endOf(paid: string, end: string): End {
  const [from, to] = [siteOf(paid), siteOf(end)];
  const host = to?.host ?? end;
  return {
    host: host === from?.host ? (to?.origin ?? end) : host,
    sameSite: siteKey(end) === siteKey(paid),
  };
}
