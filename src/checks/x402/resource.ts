import { isObject, member } from '../../core/encoding/json.ts';
import { parseTimestamp } from '../../core/encoding/time.ts';
import { originOf } from '../../core/web/origin.ts';
import { parseUrl } from '../../core/web/url.ts';
import { isElsewhere } from '../../protocols/x402/entry/resource.ts';
import { type Family, type Found, foundIf } from '../check.ts';
import { type Facts, quoted } from '../facts/facts.ts';
import { SPEC } from '../links.ts';
import { PROXY_CODE, X402_ROUTE_CODE } from '../recipes.ts';

/** A person reads the price, opens a wallet, and confirms. */
const SHORT = 60;
const LONG = 3600;

/** What the challenge calls its resource: an object in version 2, an address in version 1. */
function resourceOf({ x402 }: Facts) {
  const { challenge, entries } = x402;
  const named = challenge && member(challenge.object, 'resource');
  return named ?? (entries[0] && member(entries[0].entry, 'resource'));
}

function urlOf(facts: Facts): unknown {
  const resource = resourceOf(facts);
  return isObject(resource) ? member(resource, 'url') : resource;
}

function isLong(value: unknown, most: number): boolean {
  return typeof value === 'string' && value.length > most;
}

export const resource: Family = {
  name: 'x402/resource',
  checks: [
    {
      id: 'x402-resource-missing',
      level: 'warning',
      title: 'The challenge does not say what it is for (resource)',
      link: SPEC.x402Required,
      fix: {
        text: 'Write resource: { "url", "description", "mimeType" }: it is required in version 2, and directories list nothing without.',
        code: X402_ROUTE_CODE,
      },
      find: (facts) => {
        const { challenge, version } = facts.x402;
        if (challenge === undefined || version?.version !== 2) return [];
        const named = resourceOf(facts);
        const isNamed = isObject(named) && typeof member(named, 'url') === 'string';
        return foundIf(
          !isNamed,
          `${challenge.field}: resource.url`,
          'The required resource.url is missing.',
        );
      },
    },
    {
      id: 'x402-resource-elsewhere',
      level: 'warning',
      title: 'The challenge names another address than the one that was asked',
      link: SPEC.x402Required,
      fix: {
        text: 'Name the public address of what is paid for; behind a proxy the server has to be told.',
        code: PROXY_CODE,
      },
      find: (facts) => {
        const { challenge } = facts.x402;
        const named = urlOf(facts);
        if (challenge === undefined || typeof named !== 'string' || named === '') return [];
        const { url } = facts.exchange;
        const field = `${challenge.field}: resource.url`;
        if (isElsewhere(named, url)) {
          return foundIf(
            true,
            field,
            `It names ${quoted(parseUrl(named, url)?.host ?? named)}: clients warn, some refuse.`,
          );
        }
        const path = parseUrl(named, url)?.pathname.replace(/\/$/, '');
        const isOther = path !== undefined && path !== new URL(url).pathname.replace(/\/$/, '');
        return foundIf(
          isOther,
          field,
          `It names the path ${quoted(path)}: what is listed and what is paid differ.`,
        );
      },
    },
    {
      id: 'x402-resource-words',
      level: 'note',
      title: 'description or mimeType is missing',
      link: SPEC.x402Required,
      fix: { text: 'Say in a line what the buyer gets, and of which type.', code: X402_ROUTE_CODE },
      find: (facts) => {
        const named = resourceOf(facts);
        if (facts.x402.version?.version !== 2 || !isObject(named)) return [];
        const missing = ['description', 'mimeType'].filter((name) => !member(named, name));
        const reason = `Wallets and directories have no ${missing.join(' and no ')} to show.`;
        return foundIf(missing.length > 0, `${facts.x402.challenge?.field}: resource`, reason);
      },
    },
    {
      id: 'x402-resource-limits',
      level: 'warning',
      title: 'serviceName, tags or iconUrl are longer than clients take',
      link: SPEC.x402Required,
      fix: {
        text: 'serviceName and each tag: 32 characters at most; 5 tags; iconUrl 2048 characters.',
      },
      find: (facts) => {
        const named = resourceOf(facts);
        if (!isObject(named)) return [];
        const tags = member(named, 'tags');
        const faults = [
          isLong(member(named, 'serviceName'), 32) ? 'serviceName' : undefined,
          isLong(member(named, 'iconUrl'), 2048) ? 'iconUrl' : undefined,
          Array.isArray(tags) && (tags.length > 5 || tags.some((tag) => isLong(tag, 32)))
            ? 'tags'
            : undefined,
        ].filter((name) => name !== undefined);
        const field = `${facts.x402.challenge?.field}: resource.${faults[0]}`;
        return foundIf(
          faults.length > 0,
          field,
          'The reference client refuses the whole challenge.',
        );
      },
    },
    {
      id: 'x402-timeout',
      level: 'error',
      title: 'maxTimeoutSeconds is missing, no whole number above zero',
      link: SPEC.x402Required,
      fix: {
        text: 'Write a number of seconds, not text: "maxTimeoutSeconds": 300.',
        code: X402_ROUTE_CODE,
      },
      find: ({ x402 }) =>
        x402.entries.flatMap(({ at, entry }): readonly Found[] => {
          const seconds = member(entry, 'maxTimeoutSeconds');
          const isRight =
            typeof seconds === 'number' && Number.isSafeInteger(seconds) && seconds > 0;
          const reason =
            typeof seconds === 'string'
              ? 'The reference client appends this text to the time: a signature good for thousands of years.'
              : `With ${quoted(seconds)} a signature has no end, or one that is over.`;
          return foundIf(!isRight, `${at}.maxTimeoutSeconds`, reason);
        }),
    },
    {
      id: 'x402-timeout-short',
      level: 'warning',
      title: 'The time to pay is shorter than a person needs',
      link: SPEC.x402Required,
      fix: {
        text: 'Give 300 seconds where people pay: they read the price, open a wallet, and confirm.',
        code: X402_ROUTE_CODE,
      },
      find: ({ x402 }) =>
        x402.entries.flatMap(({ at, entry }) => {
          const seconds = member(entry, 'maxTimeoutSeconds');
          const isShort = typeof seconds === 'number' && seconds > 0 && seconds < SHORT;
          const reason = `${seconds} seconds are for programs: a person's proof comes too late.`;
          return foundIf(isShort, `${at}.maxTimeoutSeconds`, reason);
        }),
    },
    {
      id: 'x402-timeout-long',
      level: 'warning',
      title: 'The time to pay is longer than an hour',
      link: SPEC.x402Required,
      fix: {
        text: 'Give minutes: until the end of it, whoever has the signature can take the money.',
      },
      find: ({ x402 }) =>
        x402.entries.flatMap(({ at, entry }) => {
          const seconds = member(entry, 'maxTimeoutSeconds');
          const isLate = typeof seconds === 'number' && seconds > LONG;
          const reason = 'A signature is open that long, also where the page was never delivered.';
          return foundIf(isLate, `${at}.maxTimeoutSeconds`, reason);
        }),
    },
    {
      id: 'x402-sign-in-domain',
      level: 'error',
      title: 'sign-in-with-x names another domain than the one that was asked',
      link: SPEC.x402SignIn,
      fix: {
        text: "Set domain and uri to the public host: clients refuse to sign for another's.",
        code: PROXY_CODE,
      },
      find: ({ x402, exchange }) => {
        const info = signIn(x402.challenge?.object);
        if (info === undefined) return [];
        const { host } = new URL(exchange.url);
        const uri = member(info, 'uri');
        const isOther =
          member(info, 'domain') !== host ||
          (typeof uri === 'string' && originOf(uri) !== originOf(exchange.url));
        const field = `${x402.challenge?.field}: extensions.sign-in-with-x.info`;
        return foundIf(
          isOther,
          field,
          `Its domain and uri must be of ${host}, else a sign-in could be used elsewhere.`,
        );
      },
    },
    {
      id: 'x402-sign-in-stale',
      level: 'error',
      title: 'sign-in-with-x has ended before it is read',
      link: SPEC.x402SignIn,
      fix: {
        text: 'Make nonce, issuedAt and expirationTime anew for each 402, and do not cache it.',
      },
      find: ({ x402, exchange }) => {
        const info = signIn(x402.challenge?.object);
        if (info === undefined) return [];
        const end = parseTimestamp(member(info, 'expirationTime'));
        const field = `${x402.challenge?.field}: extensions.sign-in-with-x.info`;
        return foundIf(
          end !== undefined && end <= exchange.now,
          field,
          'The time to sign is over when the challenge comes.',
        );
      },
    },
    {
      id: 'x402-extension-form',
      level: 'warning',
      title: 'An extension is not an object with info and schema',
      link: SPEC.x402Required,
      fix: {
        text: 'Declare extensions by the helper of the library, under their names; a helper that gives { info, schema } is not to be spread.',
        code: { express: `extensions: { ...declareDiscoveryExtension({ output }) }` },
      },
      find: ({ x402 }) => {
        const all = x402.challenge && member(x402.challenge.object, 'extensions');
        if (!isObject(all)) return [];
        return Object.entries(all)
          .slice(0, 32)
          .filter(([, value]) => !isObject(value) || !Object.hasOwn(value, 'info'))
          .map(([name]) => ({
            field: `${x402.challenge?.field}: extensions.${name.slice(0, 40)}`,
            reason: 'Clients cannot repeat an extension that has no info.',
          }));
      },
    },
    {
      id: 'x402-gas-sponsoring',
      level: 'warning',
      title: 'The payer is asked to sign an approval for gas sponsoring that may be without limit',
      link: SPEC.x402Permit2,
      fix: {
        text: 'Prefer eip2612GasSponsoring, whose permit has the amount, or a token with EIP-3009.',
      },
      find: ({ x402 }) => {
        const all = x402.challenge && member(x402.challenge.object, 'extensions');
        const isAsked = isObject(all) && Object.hasOwn(all, 'erc20ApprovalGasSponsoring');
        const field = `${x402.challenge?.field}: extensions.erc20ApprovalGasSponsoring`;
        return foundIf(
          isAsked,
          field,
          'It asks for a raw approve() of all of the token; wallets refuse or warn.',
        );
      },
    },
  ],
};

function signIn(challenge: unknown) {
  const all = isObject(challenge) ? member(challenge, 'extensions') : undefined;
  const own = isObject(all) ? member(all, 'sign-in-with-x') : undefined;
  const info = isObject(own) ? member(own, 'info') : undefined;
  return isObject(info) ? info : undefined;
}
