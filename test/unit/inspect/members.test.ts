import { describe, expect, it, test } from 'vitest';
import { createMatcher } from '../../../src/inspect/take/matcher.ts';
import { redactMembers } from '../../../src/inspect/take/members.ts';
import { isSecretOfProof, partOf } from '../../../src/inspect/take/secret-names.ts';

// What of JSON is hidden by its names, and how secrets that are known are found in a text.

const hidden = (json: unknown) => redactMembers(JSON.stringify(json), 'X');
const SECRET = 'q8Zk2-Vw91xTt';

const PROOF_PARTS = [
  ...['payload', 'paymentPayload', 'proof', 'proofs', 'credential', 'credentials', 'auth', 'login'],
  ...['session', 'header', 'headers', 'requestHeaders', 'raw_headers', 'received', 'sent'],
  ...['receivedHeaders', 'you_sent', 'X-PAYMENT', 'PAYMENT-SIGNATURE', 'paymentCredential'],
];
const CHALLENGE_PARTS = [
  ...['accepted', 'accepts', 'challenge', 'resource', 'extension', 'extensions', 'requirements'],
  'paymentRequirements',
];
const OF_PROOF = [
  ...[
    'token',
    'signature',
    'sig',
    'session',
    'sid',
    'signed',
    'transaction',
    'witness',
    'macaroon',
  ],
  ...['credential', 'proof', 'key', 'code', 'ticket', 'paymentToken', 'server_signature'],
];

describe('what a member holds', () => {
  it.each(PROOF_PARTS)('%s: a proof, in which a token is hidden', (name) => {
    expect(partOf(name)).toBe('proof');
    expect(hidden({ [name]: { token: SECRET } })).toBe(JSON.stringify({ [name]: { token: 'X' } }));
  });

  it.each(CHALLENGE_PARTS)('%s: the challenge, which stays readable in a proof', (name) => {
    expect(partOf(name)).toBe('challenge');
    const copy = { proof: { [name]: { token: SECRET, deep: [{ key: SECRET }] }, token: SECRET } };
    expect(hidden(copy)).toBe(JSON.stringify({ proof: { ...copy.proof, token: 'X' } }));
    // A secret by its name is one wherever it stands.
    expect(hidden({ proof: { [name]: { apiKey: SECRET } } })).toContain('"apiKey":"X"');
  });

  it.each(['unaccepted', 'acceptsAll', 'rechallenge', 'resources', 'sender', 'proofread', 'sents'])(
    '%s: something else',
    (name) => {
      expect(partOf(name)).toBeUndefined();
      expect(hidden({ [name]: { token: SECRET } })).not.toContain('"X"');
      // What is around it counts.
      expect(hidden({ proof: { [name]: { token: SECRET } } })).toContain('"X"');
    },
  );

  it.each([
    ['a flat list', { headers: ['Cookie', '12345678', 'Accept', '12345678'] }],
    ['pairs', { headers: [['Cookie', '12345678']] }],
    ['names and values', { headers: [{ name: 'Cookie', value: '12345678' }] }],
    ['keys and values', { headers: [{ key: 'Cookie', values: '12345678' }] }],
    ['headers and values', { headers: [{ header: 'Cookie', value: '12345678' }] }],
  ])('the value of a header that opens something, however plain, in %s', (_, json) => {
    const whole = JSON.stringify(json);
    expect(hidden(json)).toBe(whole.replace('"12345678"', '"X"'));
  });

  it('a secret before a colon that does not belong there', () => {
    expect(redactMembers(`{"password":"${SECRET}": 1}`, 'X')).not.toContain(SECRET);
  });

  it.each(OF_PROOF)('%s is hidden in a proof alone', (name) => {
    expect(isSecretOfProof(name)).toBe(true);
    expect(hidden({ payload: { [name]: SECRET } })).toBe(`{"payload":{"${name}":"X"}}`);
  });

  it.each(['tokens', 'keys', 'codes', 'signer', 'zip_code'])('%s is not', (name) => {
    expect(isSecretOfProof(name)).toBe(false);
    expect(hidden({ payload: { [name]: SECRET } })).toContain(SECRET);
  });

  it('a proof within a copy of the challenge is a proof', () => {
    const copy = { proof: { challenge: { payload: { token: SECRET } } } };
    expect(hidden(copy)).toBe('{"proof":{"challenge":{"payload":{"token":"X"}}}}');
  });

  it('what follows a part is read as before it', () => {
    expect(hidden({ proof: { challenge: {}, token: SECRET }, key: SECRET })).toBe(
      `{"proof":{"challenge":{},"token":"X"},"key":"${SECRET}"}`,
    );
    expect(hidden([{ proof: { token: SECRET } }, { proof: { token: SECRET } }])).toBe(
      '[{"proof":{"token":"X"}},{"proof":{"token":"X"}}]',
    );
  });
});

describe('headers that a proof or an answer repeats', () => {
  test.each<[string, unknown, unknown]>([
    [
      'as a flat list',
      ['Accept', 'a/b', 'Cookie', SECRET, 'Host', 'a.example'],
      ['Accept', 'a/b', 'Cookie', 'X', 'Host', 'a.example'],
    ],
    [
      'as pairs',
      [
        ['Cookie', SECRET],
        ['Accept', 'a/b'],
      ],
      [
        ['Cookie', 'X'],
        ['Accept', 'a/b'],
      ],
    ],
    [
      'as names and values',
      [
        { name: 'Cookie', value: SECRET },
        { key: 'Authorization', values: [SECRET] },
      ],
      [
        { name: 'Cookie', value: 'X' },
        { key: 'Authorization', values: [SECRET] },
      ],
    ],
    [
      'one name beside an open value',
      [{ name: 'Accept', value: 'a/b' }],
      [{ name: 'Accept', value: 'a/b' }],
    ],
    [
      'two secret names side by side',
      ['Cookie', 'Authorization', SECRET],
      ['Cookie', 'Authorization', 'X'],
    ],
  ])('%s', (_, headers, open) => {
    expect(hidden({ headers })).toBe(JSON.stringify({ headers: open }));
  });
});

describe('a secret member', () => {
  test.each<[string, string, string]>([
    ['with a text', `{"apiKey" : "${SECRET}","a":1}`, '{"apiKey" : "X","a":1}'],
    ['with a list', `{"cookies":["${SECRET}","b"],"a":"c"}`, '{"cookies":["X","X"],"a":"c"}'],
    [
      'with an object',
      `{"secret":{"a":"${SECRET}","b":{"c":"d"}}}`,
      '{"secret":{"a":"X","b":{"c":"X"}}}',
    ],
    ['with a number', '{"secret":1,"a":"b"}', '{"secret":1,"a":"b"}'],
    ['with escapes', '{"password":"a\\"b","c":"d"}', '{"password":"X","c":"d"}'],
    ['that does not end', `{"password":"${SECRET}`, '{"password":"X'],
    ['that is a quote', '{"password":"', '{"password":"X'],
    ['that ends in a backslash', '{"password":"a\\', '{"password":"X'],
    ['in an object that does not end', `{"secret":{"a":"${SECRET}"`, '{"secret":{"a":"X"'],
    ['with too many brackets', `{"secret":"${SECRET}"}]}"a"`, '{"secret":"X"}]}"a"'],
    [
      'in a sentence',
      `It said {"token_secret":"${SECRET}"} twice.`,
      'It said {"token_secret":"X"} twice.',
    ],
  ])('%s', (_, text, open) => {
    expect(redactMembers(text, 'X')).toBe(open);
  });

  it('keeps a plain value of a proof', () => {
    const proof = { proof: { token: 'https://shop.example/a', code: '402', key: SECRET } };
    expect(hidden(proof)).toBe(JSON.stringify({ proof: { ...proof.proof, key: 'X' } }));
  });
});

describe('known secrets in a text', () => {
  const options = { ignoresCase: false, words: false };
  const matched = (patterns: readonly string[], text: string, more = {}) =>
    createMatcher(patterns, '#', { ...options, ...more })(text);

  test.each<[string, readonly string[], string, string]>([
    ['one', ['abc'], 'xabcx', 'x#x'],
    ['one after the other', ['abc'], 'abcabc', '##'],
    ['none', ['abc'], 'ab c', 'ab c'],
    ['no patterns', [], 'abc', 'abc'],
    ['an empty pattern', ['', 'b'], 'abc', 'a#c'],
    ['the longest of several', ['ab', 'abcd', 'bc'], 'xabcdx', 'x#x'],
    ['one that ends within another', ['abcd', 'bc'], 'abce', 'a#e'],
    ['overlapping ones as one', ['abc', 'cde'], 'xabcdex', 'x#x'],
    ['three that overlap as one', ['abc', 'cde', 'efg'], 'abcdefg', '#'],
    ['a long one over short ones', ['a', 'b', 'xabz'], 'a xabz b', '# # #'],
    ['one that begins like itself', ['aab'], 'aaab', 'a#'],
    ['repeated beginnings', ['abab', 'babb'], 'ababb', '#'],
    ['one letter', ['a'], 'aaa', '###'],
  ])('%s', (_, patterns, text, open) => {
    expect(matched(patterns, text)).toBe(open);
  });

  it('in any case of letters, where asked', () => {
    expect(matched(['aBc'], 'ABC abc', { ignoresCase: true })).toBe('# #');
    expect(matched(['aBc'], 'ABC abc')).toBe('ABC abc');
    // A letter whose small form is longer moves nothing.
    expect(matched(['aBc'], 'İABC.', { ignoresCase: true })).toBe('İ#.');
  });

  it('as words, where asked', () => {
    expect(matched(['ab'], 'ab cab abc 1ab ab-ab', { words: true })).toBe('# cab abc 1ab #-#');
    // A shorter one that stands alone, within one that does not.
    expect(matched(['ab', 'x ab'], 'xx ab', { words: true })).toBe('xx #');
  });

  it('their beginnings before the end of a text that was cut', () => {
    expect(matched(['abcdefghijk'], 'x abcdefgh…')).toBe('x #…');
    expect(matched(['abcdefghijk'], 'x abcdefg…')).toBe('x abcdefg…');
    expect(matched(['abcdefghijk'], 'x abcdefgh.')).toBe('x abcdefgh.');
    expect(matched(['abcdefghijk'], 'x abcdefgh…', { words: true })).toBe('x abcdefgh…');
  });

  it('is used again and again, each text by itself', () => {
    const match = createMatcher(['abc'], '#', options);
    expect([match('xab'), match('c abc'), match('abc')]).toEqual(['xab', 'c #', '#']);
  });
});
