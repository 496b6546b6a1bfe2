import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '../../../../src/core/web/http.ts';
import { lightning } from '../../../../src/protocols/lightning/index.ts';
import { makeInvoice, nodeId, TEST_HASH, TEST_TIME } from '../../../fixtures/invoice.ts';

const INVOICE = makeInvoice({ prefix: 'bc40n', descriptionHash: '1d'.repeat(32), expiry: 86_400 });

function answer(...values: readonly string[]): HttpResponse {
  const headers = values.map((value) => ['X-Lightning', value] as const);
  return { url: 'https://media.example/upload', method: 'PUT', status: 402, headers };
}

describe('X-Lightning', () => {
  it('reads an invoice', () => {
    expect(lightning.read(answer(INVOICE))).toEqual({
      offers: [
        {
          id: 'lightning:0',
          protocol: 'lightning',
          method: 'invoice',
          price: { amount: 4000n, currency: 'sat', decimals: 3 },
          payee: nodeId(),
          network: 'lightning:mainnet',
          expiresAt: (TEST_TIME + 86_400) * 1000,
          payable: true,
          rail: { kind: 'lightning', network: 'mainnet' },
          cautions: [],
          terms: { invoice: INVOICE, paymentHash: TEST_HASH },
        },
      ],
      notices: [],
      problems: [],
    });
  });

  it('reads it beside a request for ecash, and under any case of its name', () => {
    const { headers, ...rest } = answer();
    const both = [...headers, ['x-cashu', 'creqA'] as const, ['x-lightning', INVOICE] as const];
    expect(lightning.read({ ...rest, headers: both }).offers).toHaveLength(1);
  });

  it('reads several lines, also joined by Firefox, and each invoice once', () => {
    const other = makeInvoice({ prefix: 'bc50n' });
    expect(lightning.read(answer(INVOICE, other, INVOICE)).offers).toHaveLength(2);
    expect(lightning.read(answer(`${INVOICE}, ${other}`)).offers).toHaveLength(2);
  });

  it('stops after eight invoices', () => {
    const many = Array.from({ length: 10 }, (_, at) => makeInvoice({ prefix: `bc${at + 1}m` }));
    const { offers, problems } = lightning.read(answer(many.join(',')));
    expect(offers).toHaveLength(8);
    expect(problems).toEqual([
      { protocol: 'lightning', field: 'X-Lightning', reason: 'There are more than 8 invoices.' },
    ]);
  });

  it('says what is wrong', () => {
    expect(lightning.read(answer('')).problems).toEqual([
      {
        protocol: 'lightning',
        field: 'X-Lightning',
        reason: 'The invoice is not bech32, or its checksum is wrong.',
      },
    ]);
    expect(lightning.read(answer('x'.repeat(9000))).problems).toMatchObject([
      { reason: 'The invoice is too long.' },
    ]);
  });

  it('reads nothing without the header or on another status', () => {
    expect(lightning.read(answer())).toEqual({ offers: [], notices: [], problems: [] });
    expect(lightning.read({ ...answer(INVOICE), status: 200 }).offers).toEqual([]);
  });
});
