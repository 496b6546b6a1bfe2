import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '../../../src/core/web/http.ts';
import { checkInput } from '../../../src/inspect/check-input.ts';
import { findingsOf } from '../../../src/inspect/reading.ts';
import { exchange, X402 } from '../../fixtures/exchanges.ts';

// Chromium hides the bodies of scripts' calls, and no browser tells those of answers that were not looked into.

const plain = (more: Partial<HttpResponse> = {}): HttpResponse => ({
  ...X402,
  headers: [
    ['Content-Type', 'application/json'],
    ['Access-Control-Allow-Origin', '*'],
  ],
  ...more,
});
const silent = (response: HttpResponse, body: 'missing' | 'none' | 'awaited' | 'read') =>
  findingsOf(exchange('a', response, { asked: { at: 0, response, body } })).some(
    ({ check }) => check === 'place-nothing',
  );

describe('the body of a recorded answer', () => {
  it.each(['missing', 'awaited', 'none'] as const)('that is %s is not blamed', (body) => {
    expect(silent(plain(), body)).toBe(false);
    const input = checkInput(exchange('a', plain(), { asked: { at: 0, response: plain(), body } }));
    expect(input?.answer).not.toHaveProperty('body');
  });

  it('that was read and says nothing is', () => {
    expect(silent(plain({ body: '{}' }), 'read')).toBe(true);
  });

  it('that is said to be empty is', () => {
    const headers = [['Content-Length', '0']] as const;
    expect(silent(plain({ headers }), 'none')).toBe(true);
    expect(silent(plain({ headers, method: 'HEAD' }), 'none')).toBe(false);
  });
});

describe('the answer to a proof that is a redirect', () => {
  const sent = { kind: 'payment', headers: [['PAYMENT-SIGNATURE', 'e30=']] } as const;
  const redirect = plain({ status: 302, headers: [['Location', '/elsewhere']] });
  const found = (more: Parameters<typeof exchange>[2]) =>
    findingsOf(exchange('a', X402, { sent, ...more } as never)).map(({ check }) => check);

  it('is told, with where it led to', () => {
    const paid = { at: 2, response: redirect };
    expect(found({ paid } as never)).toContain('transport-redirect-drops-proof');
    const landed = { at: 3, response: plain({ status: 200 }) };
    const input = checkInput(exchange('a', X402, { sent, paid, landed } as never));
    expect(input?.paid?.answer?.status).toBe(200);
    expect(input?.paid?.redirects).toMatchObject([{ status: 302 }]);
  });

  it('is none without a Location, or with another status', () => {
    for (const response of [plain({ status: 302, headers: [] }), plain({ status: 200 })]) {
      expect(found({ paid: { at: 2, response } } as never)).not.toContain(
        'transport-redirect-drops-proof',
      );
    }
  });
});
