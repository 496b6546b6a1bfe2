import { expect, it } from 'vitest';
import { changeOf } from '../../../src/background/requests/take-change.ts';
import { passAnswered } from '../../../src/background/requests/use-pass.ts';
import { tokenId } from '../../../src/core/money/token-id.ts';
import type { Change, Payment } from '../../../src/core/payment/index.ts';
import type { ResponseHead } from '../../../src/platform/requests/responses.ts';
import { registry } from '../../../src/protocols/index.ts';
import { SHOP } from '../../fixtures/payment.ts';
import { freshBrowser } from './browser.ts';
import { consent, recordOf, told, worldWith } from './world.ts';

// The class: what a site says it gives back. It may say as much of it, and as often, as it likes.

const answer = { url: SHOP, method: 'GET', status: 200, headers: [] };
const given = (tokens: readonly string[], before?: readonly Change[]) => {
  const payment: Payment =
    before === undefined ? consent('ecash') : { ...consent('ecash'), change: before };
  return changeOf(payment, { change: () => tokens }, answer);
};
const kept = (token: string): Change => ({ id: tokenId(token), state: 'kept', token });
const LONG = 16 * 1024;

it('a token is kept as it came, beside those that came before', () => {
  expect(given(['a'])).toEqual([kept('a')]);
  expect(given(['b'], [kept('a')])).toEqual([kept('a'), kept('b')]);
});

it('what is known already is not kept once more, however it ended', () => {
  expect(given(['a'], [kept('a')])).toBeUndefined();
  expect(given(['a'], [{ id: tokenId('a'), state: 'in' }])).toBeUndefined();
  expect(given(['a', 'b'], [kept('a')])).toEqual([kept('a'), kept('b')]);
});

it('one that is too long for a token is not kept', () => {
  expect(given(['x'.repeat(LONG)])).toHaveLength(1);
  expect(given(['x'.repeat(LONG + 1)])).toBeUndefined();
});

it('so many are kept of one payment, those that came first', () => {
  const tokens = Array.from({ length: 40 }, (_, at) => `t${at}`);
  expect(given(tokens)).toEqual(tokens.slice(0, 32).map(kept));
  const before = tokens.slice(0, 32).map(kept);
  expect(given(['more'], before)).toEqual(before);
});

it('what the answer to a pass gives back is kept with the payment of the pass', async () => {
  freshBrowser(SHOP);
  const payingById: typeof registry.payingById = (id) => {
    const protocol = registry.payingById(id);
    return protocol && { ...protocol, change: () => ['back'] };
  };
  const { context } = worldWith({ protocols: { ...registry, payingById } }, told('nwc', false));
  const { id } = await context.payments.begin(consent('nwc'));
  const head = { type: 'main_frame', tabId: 1 } as ResponseHead;
  await passAnswered(context, id, { head, response: answer });
  expect((await recordOf(context, id)).change).toEqual([kept('back')]);
});

it('nothing is kept where an answer gives nothing, or its protocol knows no change', () => {
  expect(given([])).toBeUndefined();
  expect(changeOf(consent('nwc'), {}, answer)).toBeUndefined();
});
