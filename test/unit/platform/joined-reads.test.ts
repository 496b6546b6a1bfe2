import { describe, expect, it } from 'vitest';
import { createJoinedReads } from '../../../src/platform/storage/joined-reads.ts';

// A class of calls: reads that are begun in one turn, alone, with others, and around a write.
describe('reads of one turn', () => {
  function made(values: Record<string, unknown> = { a: 1, b: 2 }) {
    const questions: string[][] = [];
    const reads = createJoinedReads(async (keys) => {
      questions.push(keys);
      return Object.fromEntries(
        keys.filter((key) => key in values).map((key) => [key, values[key]]),
      );
    });
    return { ...reads, questions, values };
  }

  it('are one question, and each gets its own value', async () => {
    const { read, questions } = made();
    expect(await Promise.all([read('a'), read('b'), read('a'), read('c')])).toEqual([
      1,
      2,
      1,
      undefined,
    ]);
    expect(questions).toEqual([['a', 'b', 'c']]);
  });

  it('a read of a later turn is a question of its own', async () => {
    const { read, questions } = made();
    expect(await read('a')).toBe(1);
    expect(await read('a')).toBe(1);
    expect(questions).toEqual([['a'], ['a']]);
  });

  it('are asked before a write that comes after them, and what comes after the write is asked after it', async () => {
    const { read, ask, questions, values } = made();
    const before = read('a');
    ask();
    values['a'] = 'written';
    const after = read('a');
    expect([await before, await after]).toEqual([1, 'written']);
    expect(questions).toEqual([['a'], ['a']]);
    ask();
    expect(questions).toHaveLength(2);
  });

  it('all fail where the browser fails, and the next are asked anew', async () => {
    let fails = true;
    const { read } = createJoinedReads(async () => {
      if (fails) throw new Error('disk');
      return { a: 1 };
    });
    const both = await Promise.allSettled([read('a'), read('b')]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fails = false;
    expect(await read('a')).toBe(1);
  });
});
