import { expect, test } from 'vitest';
import { exclusively, inTurn } from '../../../src/background/turns.ts';

test('waits for what is under way, also when that fails, and never runs beside it', async () => {
  const order: string[] = [];
  let fail = (_: Error) => {};
  const first = exclusively('a', () => new Promise((_, reject) => (fail = reject)));
  const say = (word: string) => async () => {
    order.push(`${word} begins`);
    await Promise.resolve();
    order.push(`${word} ends`);
  };
  const waiting = [inTurn('a', say('second')), inTurn('b', say('other'))];
  await expect(exclusively('a', say('never'))).rejects.toThrow('error_already_paying');
  await waiting[1];
  expect(order).toEqual(['other begins', 'other ends']);
  fail(new Error('no'));
  await expect(first).rejects.toThrow('no');
  await waiting[0];
  expect(order.slice(2)).toEqual(['second begins', 'second ends']);
});
