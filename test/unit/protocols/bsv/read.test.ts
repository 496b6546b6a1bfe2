import { describe, expect, it } from 'vitest';
import type { HeaderLine } from '../../../../src/core/web/http.ts';
import { bsv } from '../../../../src/protocols/bsv/index.ts';
import { answer } from '../answer.ts';

const KEY = `03${'c4'.repeat(32)}`;
const BRC105: HeaderLine[] = [
  ['x-bsv-payment-version', '1.0'],
  ['x-bsv-payment-satoshis-required', '200'],
  ['x-bsv-auth-identity-key', KEY],
  ['x-bsv-payment-derivation-prefix', 'c2hvcC1leGFtcGxl'],
  ['x-bsv-payment-transports', 'header,multipart'],
];
const read = (headers: readonly HeaderLine[]) => bsv.read(answer(headers));
const without = (name: string) => BRC105.filter(([key]) => key !== name);

describe('bsv', () => {
  it('reads BRC-105', () => {
    expect(read(BRC105)).toEqual({
      offers: [
        {
          id: 'bsv:0',
          protocol: 'bsv',
          version: 'BRC-105',
          method: 'transaction',
          price: { amount: 200n, currency: 'BSV', decimals: 8 },
          payee: KEY,
          payable: false,
          why: 'reason_no_wallet',
          cautions: [],
          terms: {
            version: '1.0',
            satoshis: '200',
            derivationPrefix: 'c2hvcC1leGFtcGxl',
            identityKey: KEY,
            transports: 'header,multipart',
          },
        },
      ],
      notices: [],
      problems: [],
    });
  });
  it('reads BRC-121, beside the other too', () => {
    const simple: HeaderLine[] = [
      ['X-BSV-Sats', '1500'],
      ['X-BSV-Server', KEY],
    ];
    expect(read(simple).offers[0]).toMatchObject({ version: 'BRC-121', payee: KEY });
    expect(read([...BRC105, ...simple]).offers.map(({ id, version }) => [id, version])).toEqual([
      ['bsv:0', 'BRC-105'],
      ['bsv:1', 'BRC-121'],
    ]);
  });
  it('does not know later versions', () => {
    const later = [...without('x-bsv-payment-version'), ['x-bsv-payment-version', '2.0'] as const];
    expect(read(later).offers[0]?.why).toBe('reason_version');
  });
  it('needs to know whom it would pay', () => {
    expect(read(without('x-bsv-auth-identity-key')).problems[0]?.field).toBe(
      'x-bsv-auth-identity-key',
    );
    expect(read(without('x-bsv-payment-derivation-prefix')).problems[0]?.field).toBe(
      'x-bsv-payment-derivation-prefix',
    );
    expect(read([['x-bsv-sats', '1']]).problems[0]?.field).toBe('x-bsv-server');
  });
  it.each(['1e3', '0x10', '+1', '-1', '1.5', '٣', '1_000', '007', '', '2100000000000001'])(
    'takes no amount of %j',
    (sats) => {
      const { offers, problems } = read([
        ['x-bsv-sats', sats],
        ['x-bsv-server', KEY],
      ]);
      expect(offers).toEqual([]);
      expect(problems[0]?.reason).toBe('The amount is no whole number of satoshis.');
    },
  );
  it('is silent without its headers and for other answers', () => {
    expect(read([['x-bsv-auth-identity-key', KEY]]).offers).toEqual([]);
    expect(bsv.read({ ...answer(BRC105), status: 200 }).offers).toEqual([]);
  });
});
