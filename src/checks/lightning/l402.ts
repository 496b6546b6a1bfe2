import { decodeBase64 } from '../../core/encoding/base64.ts';
import { decodeInvoice } from '../../core/lightning/bolt11.ts';
import { caveatsOf, paymentHashOf } from '../../protocols/l402/macaroon.ts';
import { type Family, type Found, foundIf } from '../check.ts';
import { type Facts, quoted } from '../facts/facts.ts';
import { SPEC } from '../links.ts';
import { APERTURE_PRICE_CODE } from '../recipes.ts';

type Asked = {
  readonly at: string;
  readonly token: string | undefined;
  readonly params: ReadonlyMap<string, string>;
};

function each({ auth }: Facts, find: (asked: Asked) => readonly Found[]): Found[] {
  return auth.l402
    .filter(({ fault }) => fault === undefined)
    .flatMap(({ scheme, params }) =>
      find({
        at: `WWW-Authenticate: ${scheme.toUpperCase()}`,
        token: params.get('token') ?? params.get('macaroon'),
        params,
      }),
    );
}

const bytesOf = (token: string | undefined) =>
  token === undefined ? undefined : decodeBase64(token);

export const l402: Family = {
  name: 'lightning/l402',
  checks: [
    {
      id: 'l402-token',
      level: 'error',
      title: 'A challenge has no token, or one that no header may carry',
      link: SPEC.l402Challenge,
      fix: { text: 'Write token="…" in base64, without a colon, quotes or spaces.' },
      find: (facts) =>
        each(facts, ({ at, token }) => {
          if (token === undefined || token === '') {
            return foundIf(
              true,
              `${at} token`,
              'Without a token nothing can be opened with the preimage.',
            );
          }
          const isSafe = /^[\x21\x23-\x39\x3b-\x7e]+$/.test(token);
          return foundIf(
            !isSafe,
            `${at} token`,
            'The colon parts the token from the preimage, so it cannot be in it.',
          );
        }),
    },
    {
      id: 'l402-invoice-missing',
      level: 'error',
      title: 'A challenge has no invoice',
      link: SPEC.l402Challenge,
      fix: { text: 'Write invoice="lnbc…" behind the token.', code: APERTURE_PRICE_CODE },
      find: (facts) =>
        each(facts, ({ at, params }) =>
          foundIf(!params.has('invoice'), `${at} invoice`, 'There is nothing to pay.'),
        ),
    },
    {
      id: 'l402-token-unbound',
      level: 'error',
      title: 'The macaroon is bound to another invoice',
      link: SPEC.l402Macaroon,
      fix: {
        text: "Put the payment hash of this very invoice into the macaroon's identifier; make both in one step.",
      },
      find: (facts) =>
        each(facts, ({ at, token, params }) => {
          const bytes = bytesOf(token);
          const bound = bytes && paymentHashOf(bytes);
          const invoice = decodeInvoice(params.get('invoice') ?? '');
          const isOther =
            bound !== undefined && typeof invoice === 'object' && invoice.paymentHash !== bound;
          return foundIf(
            isOther,
            `${at} token`,
            'The preimage that is paid for does not open this token: money for nothing.',
          );
        }),
    },
    {
      id: 'l402-token-opaque',
      level: 'note',
      title: 'The token is no macaroon of version 2',
      link: SPEC.l402Macaroon,
      fix: {
        text: 'Prefer a macaroon: clients can see what it is bound to, and until when it is good.',
      },
      find: (facts) =>
        each(facts, ({ at, token }) => {
          const bytes = bytesOf(token);
          const isOpaque =
            token !== undefined && (bytes === undefined || paymentHashOf(bytes) === undefined);
          return foundIf(
            isOpaque,
            `${at} token`,
            'A client cannot see that the invoice belongs to the token.',
          );
        }),
    },
    {
      id: 'l402-no-end',
      level: 'note',
      title: 'The macaroon does not say until when it is good',
      link: SPEC.l402Macaroon,
      fix: {
        text: 'Add the caveat <service>_valid_until=<unix seconds>.',
        code: APERTURE_PRICE_CODE,
      },
      find: (facts) =>
        each(facts, ({ at, token }) => {
          const bytes = bytesOf(token);
          const caveats = bytes && caveatsOf(bytes);
          const isOpen =
            caveats !== undefined && !caveats.some((caveat) => /valid_until\s*=/.test(caveat));
          return foundIf(
            isOpen,
            `${at} token`,
            'The buyer does not know how long the pass will open the site.',
          );
        }),
    },
    {
      id: 'l402-ended',
      level: 'error',
      title: 'The macaroon has ended when it is offered',
      link: SPEC.l402Macaroon,
      fix: {
        text: 'Count valid_until from now, in seconds; milliseconds or a wrong clock end it.',
      },
      find: (facts) =>
        each(facts, ({ at, token }) => {
          const bytes = bytesOf(token);
          const ends = ((bytes && caveatsOf(bytes)) ?? []).flatMap((caveat) => {
            const seconds = /valid_until\s*=\s*(\d{1,12})$/.exec(caveat)?.[1];
            return seconds === undefined ? [] : [Number(seconds) * 1000];
          });
          const isOver = ends.some((end) => end <= facts.exchange.now);
          return foundIf(isOver, `${at} token`, 'What is paid for is refused at once.');
        }),
    },
    {
      id: 'l402-names-old',
      level: 'note',
      title: 'Only the older names are used: LSAT, macaroon=',
      link: SPEC.l402Challenge,
      fix: { text: 'Write L402 with version="0" and token=, beside LSAT for old clients.' },
      find: (facts) => {
        const { l402: all } = facts.auth;
        const isOld = all.length > 0 && all.every(({ scheme }) => scheme === 'lsat');
        const hasToken = all.some(({ params }) => params.has('token'));
        const reason = isOld ? 'New clients look for L402.' : 'New clients look for token=.';
        return foundIf(all.length > 0 && (isOld || !hasToken), 'WWW-Authenticate', reason);
      },
    },
    {
      id: 'l402-version',
      level: 'warning',
      title: 'version is not 0',
      link: SPEC.l402Challenge,
      fix: { text: 'Write version="0": there is no other.' },
      find: (facts) =>
        each(facts, ({ at, params }) => {
          const version = params.get('version');
          const isOther = version !== undefined && version !== '0';
          return foundIf(
            isOther,
            `${at} version`,
            `Clients cannot know how ${quoted(version ?? '')} is answered.`,
          );
        }),
    },
    {
      id: 'l402-two-tokens',
      level: 'error',
      title: 'token and macaroon differ in one challenge',
      link: SPEC.l402Challenge,
      fix: { text: 'Write one of them, or the same in both.' },
      find: (facts) =>
        each(facts, ({ at, params }) => {
          const isTwo = params.has('token') && params.get('macaroon') !== undefined;
          const isOther = isTwo && params.get('token') !== params.get('macaroon');
          return foundIf(
            isOther,
            `${at} macaroon`,
            'Old and new clients would send different tokens.',
          );
        }),
    },
  ],
};
