import { describe, expect, test } from 'vitest';
import { savedIn } from '../../../packages/farebox-check/src/saved.ts';
import type { HeaderLine } from '../../../src/core/web/http.ts';
import { headerLines } from '../../../src/inspect/what-if/header-lines.ts';
import { parsePaste } from '../../../src/inspect/what-if/paste.ts';
import { verboseRequest } from '../../../src/inspect/what-if/session.ts';

const ODD: readonly (readonly [string, string, readonly HeaderLine[]])[] = [
  ['a header', 'A: b', [['A', 'b']]],
  ['white space around a value', 'A: \t b c \t', [['A', 'b c']]],
  ['no space', 'A:b', [['A', 'b']]],
  ['a space before the colon', 'A : b', [['A', 'b']]],
  ['a colon in the value', 'A: b: c', [['A', 'b: c']]],
  [
    'an empty value',
    'A:\nB: ',
    [
      ['A', ''],
      ['B', ''],
    ],
  ],
  ['no colon', 'A\nB: c', [['B', 'c']]],
  ['no name', ': a\nB: c', [['B', 'c']]],
  ['a name that is no token', 'A b: c\n(D): e\nF: g', [['F', 'g']]],
  [
    'repeated names, in their case',
    'A: b\na: c\nA: b',
    [
      ['A', 'b'],
      ['a', 'c'],
      ['A', 'b'],
    ],
  ],
  [
    'a folded line',
    'A: b\n c\n\td\nE: f',
    [
      ['A', 'b c d'],
      ['E', 'f'],
    ],
  ],
  ['a folded line after an empty value', 'A:\n b', [['A', 'b']]],
  ['a folded line after a line that is none', 'A: b\nno header\n c', [['A', 'b']]],
  [
    'a folded line that is empty',
    'A: b\n \nC: d',
    [
      ['A', 'b'],
      ['C', 'd'],
    ],
  ],
];

describe('header lines', () => {
  test.each(ODD)('%s', (_, text, headers) => {
    expect(headerLines(text.split('\n'))).toEqual(headers);
  });

  test.each(ODD)('with CRLF: %s', (_, text, headers) => {
    expect(headerLines(text.split('\n').map((line) => `${line}\r`))).toEqual(headers);
  });

  test.each(ODD)('behind what cURL writes before them: %s', (_, text, headers) => {
    const lines = text.split('\n');
    expect(headerLines(lines.map((line) => `< ${line}`))).toEqual(headers);
    expect(headerLines(lines.map((line) => `> ${line}`))).toEqual(headers);
  });

  test.each(['HTTP/2 402', 'HTTP/1.1 402 Payment: Required', '< HTTP/3 402 '])(
    'leave out a status line: %s',
    (line) => {
      expect(headerLines([line, 'A: b'])).toEqual([['A', 'b']]);
    },
  );
});

describe('every reader of text reads them so', () => {
  const URL = 'https://shop.example/';
  const options = { input: 'a', method: 'GET', headers: [], url: URL, openapi: false } as const;
  const more = {
    isMethodSaid: false,
    twice: false,
    level: 'error',
    json: false,
    seconds: 20,
  } as const;
  // An empty folded line would look like the end of the headers to a reader that trims lines.
  test.each(ODD)('%s', (_, text, headers) => {
    for (const end of ['\n', '\r\n']) {
      const answer = ['HTTP/2 402', ...text.split('\n'), '', '{}'].join(end);
      const read = parsePaste(answer, URL);
      expect(read.kind === 'response' && read.response.headers).toEqual(headers);
      const [saved] = savedIn(answer, 'a', { ...options, ...more }, 0);
      expect(saved?.answer).toEqual({ status: 402, headers, body: '{}' });
      const verbose = ['GET / HTTP/2', 'Host: a.example', ...text.split('\n'), ''];
      const sent = verboseRequest(verbose.map((line) => `> ${line}`).join(end));
      expect(sent?.headers).toEqual([['Host', 'a.example'], ...headers]);
    }
  });
});
