import { describe, expect, test } from 'vitest';
import { inBothBrowsers } from './helpers.ts';

const CENT = 10_000n;

// Stands for terms that are rare and honest: little time to pay, another address at each request.
inBothBrowsers((stage) => {
  const visit = (path: string, server = stage().street.odd) =>
    stage().visit(stage().once(server + path));

  describe('the time that a site leaves for a payment', () => {
    test('10 seconds are enough: it is paid', async () => {
      const { tab, ...visited } = await visit('/timeout/10');
      await stage().payFor({ tab, ...visited });
      await tab.waitFor('#paid');
      expect(await stage().spent()).toMatchObject([{ amount: CENT }]);
    });

    test('5 seconds are not: it is said before the press', async () => {
      const visited = await visit('/timeout/5');
      const popup = await stage().popup(visited, 'cannot-pay');
      expect(await popup.text()).toContain('The site allows less than 10 seconds');
      expect(await popup.html()).not.toContain('data-act="pay"');
      const { request } = await stage().shows(visited, 'cannot-pay');
      const { quoteId = '', hash = '' } = request.offers[0] ?? {};
      expect(await stage().answer('pay', { quoteId, hash })).toMatchObject({
        error: 'error_not_payable',
      });
      expect(await stage().spent()).toEqual([]);
    });
  });

  test('a site with another address at each request is paid the third time without comparing', async () => {
    // Under this host nothing else was paid.
    const next = () => visit('/payee/fresh', stage().street.oddElsewhere);
    const cautions = async (visited: Awaited<ReturnType<typeof next>>) =>
      (await stage().offer(visited)).cautions.filter((caution) => caution.startsWith('caution_'));
    const [first, second] = [
      ['caution_test_network', 'caution_first_payment'],
      ['caution_test_network', 'caution_payee_changed'],
    ];
    for (const expected of [first, second]) {
      const visited = await next();
      expect(await cautions(visited)).toEqual(expected);
      const { quoteId, hash } = await stage().offer(visited);
      await stage().command('pay', { quoteId, hash });
      await stage().shows(visited, 'receipt');
    }
    const third = await next();
    expect(await cautions(third)).toEqual(['caution_test_network', 'caution_payee_rotates']);
    const popup = await stage().popup(third);
    expect(await popup.text()).toContain('another address for each payment');
    expect(await popup.html()).not.toContain('data-act="acknowledge"');
    await stage().payFor(third);
    const payees = (await stage().spent()).map(({ to }) => to.toLowerCase());
    expect(new Set(payees).size).toBe(3);
  });
});
