import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRequest } from '../../src/protocols/cashu/decode.ts';
import { type CashuRequest, decodeCashu, encodeCashu } from '../lab/oracles/cashu.mjs';

const numRuns = Number(process.env['FAREBOX_ORACLE_RUNS'] ?? 2_000);

const words = fc.string({ unit: 'grapheme', maxLength: 40 });
const request = fc
  .record(
    {
      id: words,
      amount: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      unit: fc.constantFrom('sat', 'msat', 'usd', 'eur', 'api'),
      mints: fc.array(fc.webUrl(), { maxLength: 5 }),
      description: words,
      singleUse: fc.boolean(),
      transports: fc.array(fc.record({ type: fc.constant('post'), target: fc.webUrl() }), {
        maxLength: 3,
      }),
      lock: fc.record({
        kind: fc.constantFrom('P2PK', 'HTLC'),
        data: fc.stringMatching(/^0[23][0-9a-f]{64}$/),
        tags: fc.array(fc.array(fc.stringMatching(/^\w{1,20}$/), { minLength: 2, maxLength: 3 }), {
          maxLength: 3,
        }),
      }),
    },
    { requiredKeys: ['mints', 'singleUse', 'transports'] },
  )
  .map((made) => ({ ...made }));

/** What we read, in the oracle's plain values; the reason where we refuse. */
function ours(text: string): CashuRequest | string {
  const decoded = decodeRequest(text);
  if (typeof decoded === 'string') return decoded;
  // cashu-ts 4.8.0 does not know `mp` and `sm` (it came before nuts pull request 381).
  const {
    amount,
    mints,
    transports,
    lock,
    mintsPreferred: _,
    methods: __,
    ...rest
  } = decoded.request;
  return {
    ...rest,
    amount: amount?.toString(),
    mints: [...mints],
    transports: transports.map((transport) => ({ ...transport })),
    lock: lock && { ...lock, tags: lock.tags.map((tag) => [...tag]) },
  };
}

function theirs(text: string): CashuRequest | undefined {
  try {
    return decodeCashu(text);
  } catch {
    return undefined;
  }
}

describe('Cashu requests, against cashu-ts', () => {
  it('mean the same in both encodings', () => {
    fc.assert(
      fc.property(request, (made) => {
        const { creqA, creqB } = encodeCashu(made);
        for (const text of [creqA, creqB, creqB.toLowerCase()]) {
          expect(ours(text)).toEqual(theirs(text));
        }
      }),
      { numRuns },
    );
  });

  it('that we take after damage, it takes too, and for the same', () => {
    const damage = fc.array(fc.tuple(fc.nat(400), fc.constantFrom(...'AQq1w_-=0')), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(request, fc.boolean(), damage, (made, isB, edits) => {
        const { creqA, creqB } = encodeCashu(made);
        const good = isB ? creqB : creqA;
        const text = edits.reduce((broken, [place, letter]) => {
          const at = 6 + (place % (broken.length - 6));
          return broken.slice(0, at) + letter + broken.slice(at + 1);
        }, good);
        const read = ours(text);
        if (typeof read !== 'string') expect(read).toEqual(theirs(text));
      }),
      { numRuns },
    );
  });
});
