import type { Invoice } from '../../core/lightning/bolt11.ts';
import { type Family, type Found, foundIf } from '../check.ts';
import type { Facts } from '../facts/facts.ts';
import { invoiceTexts } from '../facts/invoices.ts';
import { SPEC } from '../links.ts';
import { APERTURE_PRICE_CODE } from '../recipes.ts';

const SHORT_MS = 60_000;

/** Asks every invoice that could be decoded. */
function each(
  { invoices }: Facts,
  find: (invoice: Invoice, at: string) => readonly Found[],
): Found[] {
  return invoices.flatMap(({ at, invoice }) =>
    typeof invoice === 'string' ? [] : find(invoice, at),
  );
}

export const invoice: Family = {
  name: 'lightning/invoice',
  checks: [
    {
      id: 'invoice-unreadable',
      level: 'error',
      title: 'An invoice cannot be decoded, or its signature is wrong',
      link: SPEC.bolt11,
      fix: {
        text: 'Hand on what the node gave, whole and unchanged; test data has no valid signature.',
      },
      find: ({ invoices }) =>
        invoices.flatMap(({ at, invoice: fault }) =>
          typeof fault === 'string' ? [{ field: at, reason: `The invoice ${fault}.` }] : [],
        ),
    },
    {
      id: 'invoice-no-amount',
      level: 'error',
      title: 'An invoice names no amount',
      link: SPEC.bolt11,
      fix: {
        text: 'Ask the node for an invoice with an amount. A price of 0 gives one without.',
        code: APERTURE_PRICE_CODE,
      },
      find: (facts) =>
        each(facts, ({ amount }, at) =>
          foundIf(
            amount === undefined,
            at,
            'The payer would have to guess the price: wallets refuse.',
          ),
        ),
    },
    {
      id: 'invoice-expired',
      level: 'error',
      title: 'An invoice has ended when it comes',
      link: SPEC.bolt11,
      fix: { text: 'Make an invoice for each 402, and do not cache them.' },
      find: (facts) =>
        each(facts, ({ expiresAt }, at) =>
          foundIf(expiresAt <= facts.exchange.now, at, 'No wallet pays it any more.'),
        ),
    },
    {
      id: 'invoice-short',
      level: 'warning',
      title: 'An invoice ends before a person can pay',
      link: SPEC.bolt11,
      fix: { text: 'Give five minutes or more (expiry 300); nodes default to an hour.' },
      find: (facts) =>
        each(facts, ({ expiresAt }, at) => {
          const left = expiresAt - facts.exchange.now;
          const reason = `${Math.floor(left / 1000)} seconds are for programs: a person comes too late.`;
          return foundIf(left > 0 && left < SHORT_MS, at, reason);
        }),
    },
    {
      id: 'invoice-test-network',
      level: 'warning',
      title: 'An invoice is on a test network',
      link: SPEC.bolt11,
      fix: {
        text: 'Connect a node on mainnet once the shop is open.',
        code: { aperture: `authenticator:\n  network: "mainnet"` },
      },
      find: (facts) =>
        each(facts, ({ network }, at) =>
          foundIf(network !== 'mainnet', at, `Coins of ${network} are worth nothing.`),
        ),
    },
    {
      id: 'invoice-repeated',
      level: 'warning',
      title: 'The same invoice was in an earlier answer',
      link: SPEC.bolt11,
      fix: {
        text: 'Make an invoice for each 402: of two who pay one invoice, the second is refused or pays for the first.',
      },
      find: (facts) =>
        each(facts, ({ text }, at) => {
          const isOld = facts.earlier.some(({ response, auth }) =>
            invoiceTexts(response, auth).some(([, old]) => old.toLowerCase() === text),
          );
          return foundIf(
            isOld,
            at,
            'Whoever saw the earlier answer learns the preimage, or pays for another.',
          );
        }),
    },
  ],
};
