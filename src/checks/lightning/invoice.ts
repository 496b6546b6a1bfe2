import type { Invoice } from '../../core/lightning/bolt11.ts';
import { type Family, type Found, foundIf } from '../check.ts';
import { authOf } from '../facts/auth.ts';
import { type Facts, responseOf } from '../facts/facts.ts';
import { type InvoiceFact, invoicesOf, invoiceTexts, provesPayment } from '../facts/invoices.ts';
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

const PAID = {
  reason: 'It has been paid: nodes refuse to pay it again, or the money is gone for nothing.',
};

/** Headers that tell customers apart. */
const CUSTOMER =
  /^(?:cookie|(?:proxy-)?authorization)$|(?:^|-)(?:api-?key|key|token|session|auth|account|(?:session|account|client|user)-id)$/i;

/** Whether nothing in the request tells its customer from others. Not where its headers are not known. */
function isAnyone({ requestHeaders }: Facts['exchange']): boolean {
  return requestHeaders !== undefined && !requestHeaders.some(([name]) => CUSTOMER.test(name));
}

/** An invoice of this answer that has been paid, or that an earlier answer had for whoever asked. */
function repeated(facts: Facts, invoice: Invoice, at: string): readonly Found[] {
  const { exchange, earlier } = facts;
  const same = earlier.filter(({ response, auth }) =>
    invoiceTexts(response, auth).some(([, old]) => old.toLowerCase() === invoice.text),
  );
  const isPaid =
    same.some(({ isInvoicePaid }) => isInvoicePaid) ||
    provesPayment(exchange.requestHeaders ?? [], invoice);
  if (isPaid) return [{ field: at, ...PAID }];
  const reason =
    'It was in an earlier answer, and nothing in the request says who asks: if another customer gets it, too, one pays for the other.';
  return foundIf(same.length > 0 && isAnyone(exchange), at, reason, 'note');
}

/** Invoices in the answer to a proof that this very proof has paid. */
function invoicesAfterProof({ exchange }: Facts): readonly InvoiceFact[] {
  const { answer, headers = [] } = exchange.paid ?? {};
  if (answer === undefined) return [];
  const response = responseOf(exchange, answer);
  return invoicesOf(response, authOf(response)).filter(
    ({ invoice }) => typeof invoice === 'object' && provesPayment(headers, invoice),
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
      title: 'An invoice comes again that was paid, or that any customer may get',
      link: SPEC.bolt11,
      fix: {
        text: 'Make a new invoice once one is paid, and for each customer and each resource. The customer who got an invoice may get it again until it is paid or ends.',
      },
      find: (facts) => [
        ...each(facts, (invoice, at) => repeated(facts, invoice, at)),
        ...invoicesAfterProof(facts).map(({ at }) => ({ field: `paid answer: ${at}`, ...PAID })),
      ],
    },
  ],
};
