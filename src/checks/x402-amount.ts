import { type Json, member } from '../core/encoding/json.ts';
import type { Family } from './check.ts';
import type { Entry } from './facts-x402.ts';
import { X402_REQUIREMENTS } from './links.ts';

/** Where an entry's amount stands, and what is there. */
function amountOf({ at, entry, version }: Entry): { field: string; value: Json | undefined } {
  const name = version === 1 ? 'maxAmountRequired' : 'amount';
  return { field: `${at}.${name}`, value: member(entry, name) };
}

export const x402Amount: Family = {
  name: 'x402-amount',
  checks: [
    {
      id: 'x402-amount-decimal',
      level: 'error',
      title: 'An x402 amount is written in whole tokens ("0.01") or dollars',
      link: X402_REQUIREMENTS,
      fix: {
        text: 'Write the amount in base units of the token: 0.01 USDC (6 decimals) is "10000". Let the library convert a price.',
        code: {
          express: `accepts: { scheme: 'exact', network: 'eip155:8453', payTo, price: '$0.01' } // not amount: '0.01'`,
        },
      },
      find: ({ x402 }) =>
        x402.entries.map(amountOf).flatMap(({ field, value }) =>
          typeof value === 'string' && /^\$?\s?\d*\.\d+(?:\s?[A-Za-z]{2,8})?$|^\$/.test(value)
            ? [
                {
                  field,
                  reason: `The amount counts whole tokens or dollars. Clients read base units and refuse it.`,
                },
              ]
            : [],
        ),
    },
  ],
};
