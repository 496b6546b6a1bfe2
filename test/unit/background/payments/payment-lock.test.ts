import { expect, test } from 'vitest';
import { createPaymentLock } from '../../../../src/background/payments/payment-lock.ts';

test('waits for what is under way, also when that fails, and never runs beside it', async () => {
  const { withLock, afterLock, isLocked } = createPaymentLock();
  const order: string[] = [];
  let fail = (_: Error) => {};
  const first = withLock('a', () => new Promise((_, reject) => (fail = reject)));
  const say = (word: string) => async () => {
    order.push(`${word} begins`);
    await Promise.resolve();
    order.push(`${word} ends`);
  };
  const waiting = [afterLock('a', say('second')), afterLock('b', say('other'))];
  await expect(withLock('a', say('never'))).rejects.toThrow('error_already_paying');
  await waiting[1];
  expect(order).toEqual(['other begins', 'other ends']);
  expect([isLocked('a'), isLocked('b')]).toEqual([true, false]);
  fail(new Error('no'));
  await expect(first).rejects.toThrow('no');
  await waiting[0];
  expect(order.slice(2)).toEqual(['second begins', 'second ends']);
  expect(isLocked('a')).toBe(false);
});

test('two workers share no lock', async () => {
  const [one, other] = [createPaymentLock(), createPaymentLock()];
  let end = () => {};
  const held = one.withLock('a', () => new Promise<void>((resolve) => (end = resolve)));
  await expect(other.withLock('a', async () => 1)).resolves.toBe(1);
  end();
  await held;
});
