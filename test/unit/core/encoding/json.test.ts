import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDeeperThan, isObject, member, parseJson } from '../../../../src/core/encoding/json.ts';

function depthOf(value: unknown): number {
  if (value === null || typeof value !== 'object') return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('parseJson', () => {
  test('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        expect(parseJson(text)).toEqual(JSON.parse(text));
        expect(parseJson(`\ufeff${text}`)).toEqual(JSON.parse(text));
      }),
    );
    for (const text of ['', '{', '{"a":1,}', "{'a':1}", 'NaN', '\ufeff\ufeff1', '{} {}']) {
      expect(parseJson(text)).toBeUndefined();
    }
    expect(parseJson('null')).toBeNull();
  });

  test('64 levels are read, 65 and 100,000 are not', () => {
    const lists = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    const objects = (depth: number) => '{"a":'.repeat(depth) + 0 + '}'.repeat(depth);
    for (const nested of [lists, objects]) {
      expect(parseJson(nested(64))).toBeDefined();
      expect(parseJson(nested(65))).toBeUndefined();
      expect(parseJson(nested(100_000))).toBeUndefined();
    }
  });

  test('counts brackets outside of strings alone, however strings are escaped', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 6, noUnicodeString: false }),
        fc.nat(6),
        (value, depth) => {
          expect(isDeeperThan(JSON.stringify(value), depth)).toBe(depthOf(value) > depth);
        },
      ),
    );
    const text = JSON.stringify({ a: `${'[{'.repeat(80)}"\\"\\\\`, b: ['\\', '"', '[[[['] });
    expect(isDeeperThan(text, 2)).toBe(false);
    expect(parseJson(text)).toEqual(JSON.parse(text));
    expect(isDeeperThan(`"${'\\"['.repeat(50_000)}`, 3)).toBe(false);
  });
});

describe('objects', () => {
  test('only own members count', () => {
    const object = parseJson('{"__proto__":{"a":1},"b":null}');
    if (!isObject(object)) throw new Error('no object');
    expect(member(object, 'a')).toBeUndefined();
    expect(member(object, 'constructor')).toBeUndefined();
    expect(member(object, 'toString')).toBeUndefined();
    expect(member(object, '__proto__')).toEqual({ a: 1 });
    expect(member(object, 'b')).toBeNull();
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
  });

  test('lists and null are none', () => {
    for (const value of [null, undefined, [], 'x', 1, true]) expect(isObject(value)).toBe(false);
  });
});
