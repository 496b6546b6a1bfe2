import { decodeBase64Text } from '../../core/encoding/base64.ts';
import { isObject, parseJson } from '../../core/encoding/json.ts';
import { parseTimestamp } from '../../core/encoding/time.ts';
import { headerList, headerValues } from '../../core/web/http.ts';
import { type Family, type Found, foundIf } from '../check.ts';
import type { Payment } from '../facts/auth.ts';
import { type Facts, quoted } from '../facts/facts.ts';
import { SPEC } from '../links.ts';
import { MPP_CHARGE_CODE, NO_STORE_CODE } from '../recipes.ts';

const AT = 'WWW-Authenticate: Payment';
/** A person reads the price, opens a wallet, and confirms. */
const SHORT_MS = 60_000;

/** Asks every challenge of the scheme that could be taken apart. */
function each(
  { auth }: Facts,
  name: string,
  find: (payment: Payment, value: string | undefined) => string | undefined,
): Found[] {
  return auth.payments
    .filter(({ fault }) => fault === undefined)
    .flatMap((payment) => {
      const reason = find(payment, payment.params.get(name));
      return reason === undefined ? [] : [{ field: `${AT} ${name}`, reason }];
    });
}

/** The realm is the host, or a domain above it. */
function isOwnRealm(realm: string, url: string): boolean {
  const { hostname, host } = new URL(url);
  const name = realm
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[./]$/, '');
  return name === hostname || name === host || hostname.endsWith(`.${name}`);
}

export const challenge: Family = {
  name: 'mpp/challenge',
  checks: [
    {
      id: 'mpp-id',
      level: 'error',
      title: 'A challenge has no id, or that of an earlier answer',
      link: SPEC.mppRequired,
      fix: {
        text: 'Make an id for each challenge; bind it to the other parameters (HMAC).',
        code: MPP_CHARGE_CODE,
      },
      find: (facts) =>
        each(facts, 'id', (_, id) => {
          if (id === undefined || id === '')
            return 'Clients must refuse a challenge without an id.';
          const isOld = facts.earlier.some(({ auth }) =>
            auth.payments.some(({ params }) => params.get('id') === id),
          );
          return isOld
            ? 'The id was in an earlier answer: of two who pay, the second is refused.'
            : undefined;
        }),
    },
    {
      id: 'mpp-realm',
      level: 'warning',
      title: 'The realm is missing or not the host',
      link: SPEC.mppRequired,
      fix: {
        text: 'Write the host that clients see: realm="api.example". Behind a proxy the server has to be told.',
        code: { mppx: `Mppx.create({ realm: 'api.example', … })` },
      },
      find: (facts) => [
        ...each(facts, 'realm', (_, realm) =>
          realm === undefined ? 'The required realm is missing: clients refuse it.' : undefined,
        ).map((found): Found => ({ ...found, level: 'error' })),
        ...each(facts, 'realm', (_, realm) =>
          realm !== undefined && !isOwnRealm(realm, facts.exchange.url)
            ? `${quoted(realm)} is not ${new URL(facts.exchange.url).host}: clients warn of another's challenge.`
            : undefined,
        ),
      ],
    },
    {
      id: 'mpp-method',
      level: 'error',
      title: 'method or intent is missing, or in capitals',
      link: SPEC.mppRequired,
      fix: {
        text: 'Write both: method="tempo", intent="charge". Methods are in lower case.',
        code: MPP_CHARGE_CODE,
      },
      find: (facts) => [
        ...each(facts, 'method', (_, method) =>
          method !== undefined && /^[a-z][a-z0-9:_-]*$/.test(method)
            ? undefined
            : `${quoted(method ?? '')} is no method: lower-case letters are.`,
        ),
        ...each(facts, 'intent', (_, intent) =>
          intent !== undefined && /^[A-Za-z0-9-]+$/.test(intent)
            ? undefined
            : `${quoted(intent ?? '')} is no intent.`,
        ),
      ],
    },
    {
      id: 'mpp-intent-unknown',
      level: 'note',
      title: 'The intent is none of charge, session, subscription',
      link: SPEC.mppRequired,
      fix: { text: 'Offer a charge beside it: clients pass over intents that they do not know.' },
      find: (facts) =>
        each(facts, 'intent', (_, intent) =>
          intent !== undefined && !/^(?:charge|session|subscription)$/.test(intent)
            ? `Few clients know ${quoted(intent)}.`
            : undefined,
        ),
    },
    {
      id: 'mpp-expires-missing',
      level: 'warning',
      title: 'A challenge does not say when it ends',
      link: SPEC.mppOptional,
      fix: { text: 'Write expires, some minutes ahead, in RFC 3339.', code: MPP_CHARGE_CODE },
      find: (facts) =>
        each(facts, 'expires', (_, expires) =>
          expires === undefined
            ? 'Without an end an old challenge can be paid, at an old price.'
            : undefined,
        ),
    },
    {
      id: 'mpp-expires-form',
      level: 'error',
      title: 'expires is no timestamp of RFC 3339',
      link: SPEC.mppOptional,
      fix: {
        text: 'Write "2026-11-01T12:00:00Z": with a zone, and no Unix seconds.',
        code: MPP_CHARGE_CODE,
      },
      find: (facts) =>
        each(facts, 'expires', (_, expires) =>
          expires !== undefined && parseTimestamp(expires) === undefined
            ? `${quoted(expires)} is no time with a zone: clients take it for over.`
            : undefined,
        ),
    },
    {
      id: 'mpp-expired',
      level: 'error',
      title: 'A challenge has ended when it comes, or ends before a person can pay',
      link: SPEC.mppOptional,
      fix: {
        text: 'Give five minutes, and compare the clock of the server with another.',
        code: MPP_CHARGE_CODE,
      },
      find: (facts) =>
        each(facts, 'expires', (_, expires) => {
          const end = parseTimestamp(expires);
          return end !== undefined && end <= facts.exchange.now
            ? 'It has ended, and clients must not pay it: it was cached, or the clock is wrong.'
            : undefined;
        }).concat(
          each(facts, 'expires', (_, expires) => {
            const left = (parseTimestamp(expires) ?? Infinity) - facts.exchange.now;
            return left > 0 && left < SHORT_MS
              ? `${Math.floor(left / 1000)} seconds are for programs: a person's proof comes too late.`
              : undefined;
          }).map((found): Found => ({ ...found, level: 'warning' })),
        ),
    },
    {
      id: 'mpp-header-name',
      level: 'error',
      title: 'header names another field than Payment-Authorization',
      link: SPEC.mppOptional,
      fix: { text: 'Write header="Payment-Authorization", or leave it out for Authorization.' },
      find: (facts) =>
        each(facts, 'header', (_, header) =>
          header !== undefined && header.toLowerCase() !== 'payment-authorization'
            ? `Clients must not send a credential in ${quoted(header)}.`
            : undefined,
        ),
    },
    {
      id: 'mpp-digest',
      level: 'note',
      title: 'A request with a body gets a challenge that is not bound to it, or in another form',
      link: SPEC.mppDigest,
      fix: {
        text: 'Write digest="sha-256=:…:" (RFC 9530) of the body, so that one payment buys one request.',
      },
      find: (facts) =>
        each(facts, 'digest', (_, digest) => {
          if (digest === undefined) {
            const hasBody = /^(?:POST|PUT|PATCH)$/.test(facts.exchange.method);
            return hasBody ? 'Whoever pays may send another body with the proof.' : undefined;
          }
          return /^[a-z0-9-]+=:[A-Za-z0-9+/]+={0,2}:$/.test(digest)
            ? undefined
            : 'RFC 9530 writes the digest between colons: sha-256=:…:.';
        }),
    },
    {
      id: 'mpp-opaque',
      level: 'error',
      title: 'opaque is no base64url of a flat object of texts',
      link: SPEC.mppOptional,
      fix: { text: 'Write an object whose values are texts, in canonical JSON, in base64url.' },
      find: (facts) =>
        each(facts, 'opaque', (_, opaque) => {
          if (opaque === undefined) return undefined;
          const json = parseJson(decodeBase64Text(opaque) ?? '');
          const isFlat =
            isObject(json) && Object.values(json).every((value) => typeof value === 'string');
          return isFlat ? undefined : 'Clients refuse what is no flat map of texts.';
        }),
    },
    {
      id: 'mpp-no-store',
      level: 'error',
      title: 'A challenge comes without Cache-Control: no-store',
      link: SPEC.mppChallenge,
      fix: {
        text: 'Send Cache-Control: no-store: servers must, since each challenge is for one client.',
        code: NO_STORE_CODE,
      },
      find: (facts) => {
        const isSaid = headerList(facts.response, 'Cache-Control').includes('no-store');
        const isAsked = facts.auth.payments.length > 0 && facts.response.status === 402;
        const reason = 'A kept challenge is given to several clients; its id is good once.';
        return foundIf(isAsked && !isSaid, 'Cache-Control', reason);
      },
    },
    {
      id: 'mpp-problem-body',
      level: 'note',
      title: 'A challenge comes without problem details in the body',
      link: SPEC.mppErrors,
      fix: {
        text: 'Send application/problem+json with type https://paymentauth.org/problems/payment-required, title, status and detail.',
      },
      find: (facts) => {
        const type = headerValues(facts.response, 'content-type')[0] ?? '';
        const isProblem = /^\s*application\/problem\+json/i.test(type);
        // Without a type only the body tells whether it is a page.
        const isKnown = type !== '' || facts.isBodyRead;
        const reason = 'After a refusal the body is the only place for a reason.';
        return foundIf(
          facts.auth.payments.length > 0 && isKnown && !isProblem && !facts.isHtml,
          'Content-Type',
          reason,
        );
      },
    },
  ],
};
