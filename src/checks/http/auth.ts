import { headerValues } from '../../core/web/http.ts';
import { AUTH_CHARACTERS } from '../../core/web/www-authenticate.ts';
import { type Family, foundIf } from '../check.ts';
import { SPEC } from '../links.ts';

const PAID = /^(?:payment|l402|lsat|x402|xmr402|license)$/;
const OURS = /(?:^|[\s,])(?:payment|l402|lsat|x402)\s+[a-z]+\s*=/i;

const names: Readonly<Record<string, string>> = { payment: 'Payment', license: 'License' };
const fieldOf = (scheme: string) => `WWW-Authenticate: ${names[scheme] ?? scheme.toUpperCase()}`;

export const auth: Family = {
  name: 'http/auth',
  checks: [
    {
      id: 'auth-syntax',
      level: 'error',
      title:
        'WWW-Authenticate is broken: a quote is open, a parameter stands twice, words stand alone',
      link: SPEC.httpAuth,
      fix: {
        text: 'Write Scheme name="value", name="value"; put a backslash before quotes inside of a value.',
        code: {
          express: `const quote = (text) => '"' + text.replace(/[\\\\"]/g, '\\\\$&') + '"';`,
          fastapi: `quoted = '"' + text.replace('\\\\', '\\\\\\\\').replace('"', '\\\\"') + '"'`,
        },
      },
      find: ({ auth: { all } }) =>
        all
          .filter(({ scheme, fault }) => PAID.test(scheme) && fault !== undefined)
          .map(({ scheme, fault, faultAt }) => ({
            field: faultAt === undefined ? fieldOf(scheme) : `${fieldOf(scheme)} ${faultAt}`,
            reason: `The challenge ${fault}.`,
          })),
    },
    {
      id: 'auth-loose',
      level: 'warning',
      title: 'WWW-Authenticate lacks commas between parameters, or has single quotes',
      link: SPEC.httpAuth,
      fix: { text: 'Put a comma after each parameter, and values in double quotes.' },
      find: ({ response }) =>
        headerValues(response, 'www-authenticate').flatMap((value) => {
          if (value.length > AUTH_CHARACTERS || !OURS.test(value)) return [];
          // What stands inside of quotes is not looked at.
          const bare = value.replace(/"(?:[^"\\]|\\.)*"/g, '""');
          const isLoose = /""[ \t]+[a-z_]+\s*=/i.test(bare) || /=\s*'/.test(bare);
          return foundIf(
            isLoose,
            'WWW-Authenticate',
            'Readers that keep to RFC 9110 see another challenge, or none.',
          );
        }),
    },
    {
      id: 'auth-no-params',
      level: 'error',
      title: 'WWW-Authenticate names a scheme for payment and nothing else',
      link: SPEC.httpAuth,
      fix: { text: 'Write the parameters of the scheme behind its name.' },
      find: ({ auth: { all } }) =>
        all
          .filter(({ scheme, params, fault }) => PAID.test(scheme) && params.size === 0 && !fault)
          .map(({ scheme }) => ({
            field: fieldOf(scheme),
            reason: 'The challenge names no terms.',
          })),
    },
  ],
};
