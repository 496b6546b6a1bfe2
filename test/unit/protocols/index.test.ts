import { describe, expect, test } from 'vitest';
import {
  EMPTY_RESPONSE,
  type ParsedResponse,
  type Problem,
} from '../../../src/core/offers/parsed-response.ts';
import type { HeaderLine } from '../../../src/core/web/http.ts';
import { registry } from '../../../src/protocols/index.ts';
import { type Reader, readWith } from '../../../src/protocols/registry.ts';
import { CHALLENGE, challenged, response } from '../../fixtures/x402/weather.ts';

const { payingById: protocolById, read } = registry;

const notice = { kind: 'unknown', whoActs: 'visitor' } as const;

describe('read', () => {
  test('finds a challenge and the protocol that pays it', () => {
    const { offers } = read(challenged(CHALLENGE));
    expect(offers.filter(({ payable }) => payable)).toHaveLength(1);
    expect(protocolById('x402')?.id).toBe('x402');
    expect(protocolById('ack-pay')).toBeUndefined();
  });

  test('merges what all readers find; each sees what came before it', () => {
    const seen: ParsedResponse[] = [];
    const one: Reader = {
      read: (_, soFar) => {
        const { offers, notices, problems } = soFar;
        seen.push(structuredClone({ offers, notices, problems }));
        return { offers: [], notices: [notice], problems: [{ protocol: 'mpp', reason: 'x' }] };
      },
    };
    const both = readWith([one, one], response([]));
    expect(both.notices).toHaveLength(2);
    expect(both.problems).toHaveLength(2);
    expect(seen.map(({ notices }) => notices.length)).toEqual([0, 1]);
    expect(readWith([], response([]))).toBe(EMPTY_RESPONSE);
  });

  test('hands on no header line and no body above 64 KiB, nor more than 256 KiB in all', () => {
    let got = response([]);
    const look: Reader = {
      read: (bounded) => {
        got = bounded;
        return EMPTY_RESPONSE;
      },
    };
    const kib = 'x'.repeat(1024);
    const limit = kib.repeat(64);
    readWith(
      [look],
      response(
        [
          ['a', limit],
          ['b', `${limit}x`],
          ['c', 'x'],
        ],
        { body: limit },
      ),
    );
    expect(got.headers.map(([name]) => name)).toEqual(['a', 'c']);
    expect(got.body).toBe(limit);
    const many = Array.from({ length: 300 }, (): HeaderLine => ['n', kib]);
    readWith([look], response(many, { body: `${limit}x` }));
    expect(got.headers).toHaveLength(255);
    expect(got).not.toHaveProperty('body');
  });

  test('says whose challenge was too large', () => {
    const long = 'x'.repeat(70_000);
    const lines: HeaderLine[] = [
      ['WWW-Authenticate', `Payment id="${long}"`],
      ['WWW-Authenticate', `L402 macaroon="${long}"`],
      ['WWW-Authenticate', `X402 requirements="${long}"`],
      ['WWW-Authenticate', `Basic realm="${long}"`],
      ['X-Cashu', long],
      ['payment-required', long],
      ['Set-Cookie', long],
    ];
    const lost = ({ reason }: Problem) => reason === 'The header is too large to be read.';
    const problems = read(response(lines)).problems.filter(lost);
    expect(problems.map(({ protocol }) => protocol)).toEqual([
      'mpp',
      'l402',
      'x402',
      'cashu',
      'x402',
    ]);
  });
});
