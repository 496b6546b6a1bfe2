import { describe, expect, it } from 'vitest';
import { copyOf, methodOf, repetitionOf } from '../../../../src/content/held-calls/repetition.ts';

it.each([
  ['https://a.example/api', 'https://a.example/api#farebox=n1'],
  ['https://a.example/api?q=1#part', 'https://a.example/api?q=1#farebox=n1'],
  ['https://a.example/#a#b', 'https://a.example/#farebox=n1'],
  ['https://a.example/#farebox=old', 'https://a.example/#farebox=n1'],
  ['https://a.example/#a\nb', 'https://a.example/#farebox=n1'],
])('the repetition of %s is known by its fragment alone', (url, again) => {
  expect(repetitionOf(url, 'n1')).toBe(again);
});

// https://fetch.spec.whatwg.org/#concept-method-normalize
it.each([
  ['get', 'GET'],
  ['Post', 'POST'],
  ['DELETE', 'DELETE'],
  ['patch', 'patch'],
  ['PATCH', 'PATCH'],
  ['posting', 'posting'],
])('the method %s is sent as %s', (name, sent) => {
  expect(methodOf(name)).toBe(sent);
});

describe('a body is copied', () => {
  it('where it can be read twice', () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const fields = new URLSearchParams('a=b');
    const blob = new Blob(['x']);
    expect(copyOf('text')).toEqual({ body: 'text' });
    expect(copyOf(blob)?.body).toBe(blob);
    expect(copyOf(bytes.subarray(1))).toEqual({ body: new Uint8Array([2, 3]) });
    expect(copyOf(fields)?.body).not.toBe(fields);
    expect(String(copyOf(fields)?.body)).toBe('a=b');
    for (const nothing of [null, undefined]) expect(copyOf(nothing)).toEqual({});
  });

  it('and not where it is read once, or is no body', () => {
    expect(copyOf(new Blob(['x']).stream())).toBeUndefined();
    expect(copyOf({ toString: () => 'text' } as unknown as Document)).toBeUndefined();
  });
});
