import { secureUrl } from '../../core/web/url.ts';
import type { PaymentRequest } from '../../protocols/cashu/request.ts';
import { type Family, type Found, foundIf } from '../check.ts';
import { type Facts, quoted } from '../facts/facts.ts';
import { SPEC } from '../links.ts';

const AT = 'X-Cashu';
const TEST_MINT = /(?:^|\.)testnut\.cashu\.|(?:^|[.-])test(?:nut|mint)?[.-]/i;

function each({ cashu }: Facts, find: (request: PaymentRequest) => readonly Found[]): Found[] {
  return cashu.flatMap(({ request }) => (request === undefined ? [] : find(request)));
}

function hostOf(mint: string): string {
  return URL.canParse(mint) ? new URL(mint).host : mint;
}

export const cashu: Family = {
  name: 'cashu/cashu',
  checks: [
    {
      id: 'cashu-unreadable',
      level: 'error',
      title: 'The payment request in X-Cashu cannot be decoded',
      link: SPEC.nut18,
      fix: {
        text: 'Encode it with a library: creqA is CBOR in base64url, CREQB bech32m.',
        code: {
          express: `response.set('X-Cashu', new PaymentRequest(undefined, undefined, 10, 'sat', [mint]).toEncodedRequest());`,
        },
      },
      find: ({ cashu: all }) =>
        all.flatMap(({ fault }) => (fault === undefined ? [] : [{ field: AT, reason: fault }])),
    },
    {
      id: 'cashu-encoding',
      level: 'warning',
      title: 'The request is JSON, not CBOR or bech32m',
      link: SPEC.nut18,
      fix: {
        text: 'Encode it as creqA (CBOR): wallets refuse JSON, which only the first draft had.',
      },
      find: ({ cashu: all }) =>
        all.flatMap(({ encoding }) =>
          foundIf(encoding.includes('JSON'), AT, 'Wallets that keep to NUT-18 cannot read it.'),
        ),
    },
    {
      id: 'cashu-amount',
      level: 'error',
      title: 'The request names no amount, zero, or no unit',
      link: SPEC.nut24,
      fix: { text: 'Write a and u: the amount, and "sat" (or the minor unit of a currency).' },
      find: (facts) =>
        each(facts, ({ amount, unit }) => {
          if (unit === undefined)
            return foundIf(true, `${AT}: u`, 'Without a unit the amount means nothing.');
          if (amount === undefined)
            return foundIf(true, `${AT}: a`, 'The payer would have to guess the price.');
          return foundIf(amount === 0n, `${AT}: a`, 'There are no tokens of nothing.');
        }),
    },
    {
      id: 'cashu-mints',
      level: 'note',
      title: 'The request lists no mint',
      link: SPEC.nut24,
      fix: {
        text: 'List the mints that are taken in m: wallets send what they have, and it comes back as 400.',
      },
      find: (facts) =>
        each(facts, ({ mints }) =>
          foundIf(mints.length === 0, `${AT}: m`, 'The payer cannot know which mint is taken.'),
        ),
    },
    {
      id: 'cashu-mint-insecure',
      level: 'error',
      title: 'A mint is not reached over https',
      link: SPEC.nut24,
      fix: { text: 'Name the https address of the mint.' },
      find: (facts) =>
        each(facts, ({ mints }) =>
          mints
            .filter((mint) => secureUrl(mint, facts.exchange.url) === undefined)
            .slice(0, 3)
            .map((mint) => ({
              field: `${AT}: m`,
              reason: `Wallets do not talk to ${quoted(mint)}: tokens could be stolen on the way.`,
            })),
        ),
    },
    {
      id: 'cashu-mint-test',
      level: 'warning',
      title: 'Every mint is a test mint',
      link: SPEC.nut24,
      fix: { text: 'List a mint whose tokens are backed.' },
      find: (facts) =>
        each(facts, ({ mints }) => {
          const isTest = mints.length > 0 && mints.every((mint) => TEST_MINT.test(hostOf(mint)));
          return foundIf(isTest, `${AT}: m`, 'Its tokens are worth nothing.');
        }),
    },
    {
      id: 'cashu-lock',
      level: 'error',
      title: 'The lock is of a kind that wallets do not make, or its key is none',
      link: SPEC.nut11,
      fix: { text: 'Write nut10 with k "P2PK" and d, a compressed public key of 66 hex digits.' },
      find: (facts) =>
        each(facts, ({ lock }) => {
          const isRight =
            lock === undefined ||
            (lock.kind === 'P2PK' && /^0[23][0-9a-fA-F]{64}$/.test(lock.data));
          return foundIf(!isRight, `${AT}: nut10`, 'Wallets cannot lock tokens like this.');
        }),
    },
    {
      id: 'cashu-transport',
      level: 'note',
      title: 'The request names a transport, though tokens go in the header',
      link: SPEC.nut24,
      fix: { text: 'Leave out t: NUT-24 sends tokens in X-Cashu of the repeated request.' },
      find: (facts) =>
        each(facts, ({ transports }) =>
          foundIf(
            transports.length > 0,
            `${AT}: t`,
            'A wallet may send the tokens there, and the page stays shut.',
          ),
        ),
    },
  ],
};
