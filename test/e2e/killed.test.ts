import { expect, test } from 'vitest';
import { until } from './driver/until.ts';
import { inBothBrowsers, type Visit } from './helpers.ts';

inBothBrowsers((stage, name) => {
  test('a sleeping worker wakes for a 402', async () => {
    await stage().driver.killWorker();
    expect(await stage().driver.workerAlive()).toBe(false);
    const visit = await stage().visit(stage().once(`${stage().street.odd}/empty`));
    await until(() => stage().driver.workerAlive(), { what: 'the worker to wake' });
    await stage().payFor(visit);
    expect(await stage().spent()).toHaveLength(1);
  });

  const writes = [1, 2, 3, 4].map((nth) => ['journal.write', nth] as const);
  const rules = [1, 2].map((nth) => ['declarativeNetRequest.updateSessionRules', nth] as const);
  const steps = [...writes, ...(name === 'chromium' ? rules : []), ['tabs.reload', 1] as const];
  const moments = steps.flatMap(([api, nth]) =>
    (['before', 'after'] as const).map((when) => [when, nth, api] as const),
  );

  test.each(moments)(
    'killed %s call %i of %s: one payment at most, the truth in the popup, and the page opens',
    async (when, nth, api) => {
      const url = stage().once(`${stage().street.odd}/any/killed`);
      const visit = await stage().visit(url);
      const { quoteId, hash } = await stage().offer(visit);
      const hold = await stage().driver.hold(api, nth, when);
      const answer = stage()
        .answer('pay', { quoteId, hash })
        .catch(() => undefined);
      await hold.reached();
      await stage().driver.killWorker();
      await answer;
      const steps: string[] = [];
      const told = async (error: Error) => {
        const now = JSON.stringify(await stage().state(visit));
        throw new Error(`${error.message}; it showed ${steps.join(', ')}, and now ${now}`);
      };
      await until(() => openBy(visit, steps), { what: 'the receipt' }).catch(told);
      expect(await stage().spent()).toHaveLength(1);
      const path = url.slice(stage().street.odd.length);
      expect(new Set(await stage().proofsAt(stage().street.odd, path)).size).toBe(1);
      await visit.tab.waitFor('#paid').catch(told);
    },
  );

  /** Does what the popup offers, as a person would, until the receipt is there. */
  async function openBy(visit: Visit, steps: string[]): Promise<boolean> {
    const loading = (id: number) =>
      browser.tabs.get(id).then(({ status }) => status !== 'complete');
    if (await stage().home.evaluate(loading, visit.id)) return false;
    const state = await stage().command('popup.state', { tabId: visit.id });
    if (state.kind !== steps.at(-1)) steps.push(state.kind);
    if (state.kind === 'receipt') return true;
    if (state.kind === 'offers') {
      const [offer] = state.request.offers;
      if (offer) await stage().answer('pay', { quoteId: offer.quoteId, hash: offer.hash });
    } else if (state.kind === 'unsent') {
      await stage().answer('payment.send', { paymentId: state.payment.id });
    } else if (state.kind === 'unknown' || state.kind === 'refused') {
      const { id, maySend } = state.payment;
      const checked = await stage().command('payment.check', { paymentId: id });
      if (checked.state !== 'settled' && maySend) {
        await stage().answer('payment.send', { paymentId: id });
      }
    } else if (state.kind !== 'paying' && state.kind !== 'opening') {
      throw new Error(`the popup shows ${state.kind}`);
    }
    return false;
  }
});
