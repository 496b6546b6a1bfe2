import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChallenges } from '../../src/core/web/www-authenticate.ts';
import { readChallenge } from '../../src/protocols/mpp/challenge.ts';
import { type MppxChallenge, mppx } from '../lab/oracles/oracles.mjs';

const numRuns = Number(process.env['FAREBOX_ORACLE_RUNS'] ?? 2_000);

/** Ours in the oracle's shape: parameters, and the request as an object; or where it is at fault. */
function ours(line: string): (Partial<MppxChallenge> | { fault: string | undefined })[] {
  return parseChallenges(line)
    .filter(({ scheme }) => scheme === 'payment')
    .map((raw) => {
      const challenge = readChallenge(raw);
      if ('reason' in challenge) return { fault: challenge.field };
      return tidy({ ...challenge.terms, request: challenge.request });
    });
}

/** mppx drops an empty description and the name of the default header; both say nothing. */
function tidy(challenge: Partial<MppxChallenge>): Partial<MppxChallenge> {
  const { description, header, ...rest } = challenge;
  return {
    ...rest,
    ...(description ? { description } : {}),
    ...(header && header.toLowerCase() !== 'authorization' ? { header } : {}),
  };
}

function theirs(line: string): Partial<MppxChallenge>[] | 'refused' {
  try {
    return mppx.deserializeList(line).map(tidy);
  } catch {
    return 'refused';
  }
}

/** mppx refuses to write line breaks; it drops what JSON drops. */
const text = fc.string({ unit: 'binary', maxLength: 30 }).map((raw) => raw.replace(/[\r\n]/g, ''));
const name = fc.stringMatching(/^[a-z][a-z0-9:_-]{0,12}$/);
const request = fc
  .dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 6 })
  .map((made) => JSON.parse(JSON.stringify(made)) as Record<string, unknown>);
const time = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const challenge: fc.Arbitrary<MppxChallenge> = fc
  .record(
    {
      id: text.filter((id) => id !== ''),
      realm: text,
      method: name,
      intent: fc.stringMatching(/^[A-Za-z0-9-]{1,12}$/),
      request,
      description: text,
      digest: text.map((hash) => `sha-256=${hash}`),
      expires: time,
      header: fc.constantFrom('Payment-Authorization', 'authorization'),
      opaque: text.filter((opaque) => opaque !== ''),
    },
    { requiredKeys: ['id', 'realm', 'method', 'intent', 'request'] },
  )
  .map((made) => ({ ...made }));

const neighbour = fc.constantFrom(
  'Basic realm="a, Payment id=\\"x\\", realm=\\"y\\""',
  'Bearer realm="b", error="invalid_token"',
  'Negotiate YII==',
  'L402 macaroon="AG==", invoice="lnbc1"',
  'Payments id="a"',
);

describe('challenges against mppx 0.11.0', () => {
  it('reads what mppx writes as mppx reads it, among others', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(challenge, neighbour), { minLength: 1, maxLength: 5 }),
        (parts) => {
          const line = parts
            .map((part) => (typeof part === 'string' ? part : mppx.serialize(part)))
            .join(', ');
          const expected = theirs(line);
          expect(ours(line)).toEqual(expected === 'refused' ? [] : expected);
        },
      ),
      { numRuns },
    );
  });

  type Variant = readonly [name: string, change: (line: string) => string];

  /** Both read them, and alike. */
  const alike: readonly Variant[] = [
    ['scheme in lower case', (line) => line.replace('Payment', 'payment')],
    ['scheme in upper case', (line) => line.replace('Payment', 'PAYMENT')],
    ['names in upper case', (line) => line.replace('id="', 'ID="').replace('request=', 'Request=')],
    ['white space round the sign', (line) => line.replace('method=', 'method \t= ')],
    ['empty members', (line) => line.replace(', method', ' , ,\t, method')],
    ['bare values', (line) => line.replace(/(method|intent|request)="([^"]*)"/g, '$1=$2')],
    [
      'padded request',
      (line) =>
        line.replace(
          /request="([^"]*)"/,
          (_, raw: string) => `request="${raw}${'='.repeat((4 - (raw.length % 4)) % 4)}"`,
        ),
    ],
    [
      'time with an offset',
      (line) => `${line.replace(/, expires="[^"]*"/, '')}, expires="2028-01-01T00:00:00+01:00"`,
    ],
    ['unknown parameter', (line) => `${line}, later="x, y"`],
    ['trailing comma', (line) => `${line} , `],
    ['parameter at the front', (line) => line.replace('Payment ', 'Payment later=1, ')],
    ['missing comma after a quoted string', (line) => line.replace('", intent', '" intent')],
  ];

  /** Both refuse them. */
  const refused: readonly Variant[] = [
    ['id twice', (line) => `${line}, id="other"`],
    ['request twice in another case', (line) => `${line}, REQUEST="e30"`],
    ['unterminated quoted string', (line) => `${line}, later="x`],
    ['trailing backslash', (line) => `${line}, later="x\\`],
    ['no id', (line) => line.replace(/id="(?:[^"\\]|\\.)*", /s, '')],
    ['empty id', (line) => line.replace(/id="(?:[^"\\]|\\.)*"/s, 'id=""')],
    ['no realm', (line) => line.replace(/realm="(?:[^"\\]|\\.)*", /s, '')],
    ['no request', (line) => line.replace(/request="[^"]*"/, 'later="x"')],
    ['method in upper case', (line) => line.replace(/method="[^"]*"/, 'method="EVM"')],
    ['request that is no JSON', (line) => line.replace(/request="[^"]*"/, 'request="AAAA"')],
    ['request that is a list', (line) => line.replace(/request="[^"]*"/, 'request="W10"')],
    ['request that is null', (line) => line.replace(/request="[^"]*"/, 'request="bnVsbA"')],
    [
      'request beyond 16 KiB',
      (line) => line.replace(/request="[^"]*"/, `request="${'A'.repeat(16_388)}"`),
    ],
    [
      'time without zone',
      (line) => `${line.replace(/, expires="[^"]*"/, '')}, expires="2028-01-01T00:00:00"`,
    ],
    ['time that is none', (line) => `${line.replace(/, expires="[^"]*"/, '')}, expires="soon"`],
    ['header that is no name', (line) => `${line.replace(/, header="[^"]*"/, '')}, header="a b"`],
    ['stray quoted string', (line) => `${line}, "x"`],
  ];

  /** Only one reads them. Each with the reason. */
  const differ: readonly (readonly [...Variant, readsIt: 'ours' | 'mppx'])[] = [
    // The digest is echoed and not used: a page is asked for by GET, which has no body.
    [
      'digest by another algorithm',
      (line) => `${line.replace(/, digest="(?:[^"\\]|\\.)*"/s, '')}, digest="sha-512=:x:"`,
      'ours',
    ],
    // Any header name would let a server write over `Cookie` or `Host`.
    [
      'header of another purpose',
      (line) => `${line.replace(/, header="[^"]*"/, '')}, header="Cookie"`,
      'mppx',
    ],
    // Two readers may take different ones; JCS has none.
    [
      'member of the request twice',
      (line) => line.replace(/request="[^"]*"/, 'request="eyJhIjoxLCJhIjoyfQ"'),
      'mppx',
    ],
    // RFC 4648 section 3.5: two texts for the same bytes.
    [
      'bits left over in the request',
      (line) => line.replace(/request="[^"]*"/, 'request="e31"'),
      'mppx',
    ],
    // The draft: 1*( ALPHA / DIGIT / "-" ).
    ['intent that is no word', (line) => line.replace(/intent="[^"]*"/, 'intent="a b"'), 'mppx'],
  ];

  it.each(alike)('both read, alike: %s', (_, change) => {
    fc.assert(
      fc.property(challenge, (made) => {
        const line = change(mppx.serialize(made));
        expect(ours(line)).toEqual(theirs(line));
      }),
      { numRuns: Math.ceil(numRuns / alike.length) },
    );
  });

  it.each(refused)('both refuse: %s', (_, change) => {
    fc.assert(
      fc.property(challenge, (made) => {
        const line = change(mppx.serialize(made));
        expect(theirs(line)).toBe('refused');
        expect(ours(line)).toEqual([{ fault: expect.any(String) }]);
      }),
      { numRuns: Math.ceil(numRuns / refused.length) },
    );
  });

  it.each(differ)('differ for a reason: %s', (_, change, readsIt) => {
    fc.assert(
      fc.property(challenge, (made) => {
        const line = change(mppx.serialize(made));
        const [first] = ours(line);
        expect(first !== undefined && !('fault' in first)).toBe(readsIt === 'ours');
        expect(theirs(line) !== 'refused').toBe(readsIt === 'mppx');
      }),
      { numRuns: Math.ceil(numRuns / differ.length) },
    );
  });

  it('differs for a reason: single quotes, which L402 gateways write, quote a comma too', () => {
    const line = mppx.serialize({ id: 'a', realm: 'r', method: 'm', intent: 'i', request: {} });
    expect(ours(`${line}, description='x, y'`)).toMatchObject([{ description: 'x, y' }]);
    expect(theirs(`${line}, description='x, y'`)).toMatchObject([{ description: "'x" }]);
  });
});
