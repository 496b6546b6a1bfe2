import { afterEach, expect, test } from 'vitest';
import { until } from './driver/until.ts';
import { inBothBrowsers, PASSPHRASE } from './helpers.ts';

// Auto-lock: the deadline that lies with the key, and the alarm that tells open pages. Neither waits for minutes to
// pass: the deadline is put back, the alarm is made to ring.

type Key = { readonly key: string; readonly since: number; readonly until?: number };

inBothBrowsers((stage) => {
  const article = () => stage().once(`${stage().street.v2}/article`);
  const keyOf = () =>
    stage().home.evaluate(
      async () =>
        (await browser.storage.session.get('keyring.key'))['keyring.key'] as Key | undefined,
    );
  const setKey = (key: Key) =>
    stage().home.evaluate((value) => browser.storage.session.set({ 'keyring.key': value }), key);
  afterEach(async () => {
    await stage().command('keyring.unlock', { passphrase: PASSPHRASE });
    await stage().command('settings.set', { autoLockMinutes: 15 });
  });

  test('a purse whose time is over signs nothing, and asks for its passphrase', async () => {
    const visit = await stage().visit(article());
    const { quoteId, hash } = await stage().offer(visit);
    const key = await keyOf();
    if (key?.until === undefined) throw new Error('the key has no deadline');
    await setKey({ ...key, until: Date.now() - 1 });
    expect(await stage().answer('pay', { quoteId, hash })).toMatchObject({ error: 'error_locked' });
    expect(await keyOf()).toBeUndefined();
    await stage().shows(visit, 'locked');
    expect(await stage().spent()).toEqual([]);
    await stage().command('keyring.unlock', { passphrase: PASSPHRASE });
    await stage().command('pay', { quoteId, hash });
    await stage().shows(visit, 'receipt');
    expect(await stage().spent()).toHaveLength(1);
  });

  test('a purse whose clock was set back to before it was opened signs nothing', async () => {
    const visit = await stage().visit(article());
    const { quoteId, hash } = await stage().offer(visit);
    const key = await keyOf();
    if (key === undefined) throw new Error('the purse is locked');
    const later = Date.now() + 3_600_000;
    await setKey({ ...key, since: later, until: later + 900_000 });
    expect(await stage().answer('pay', { quoteId, hash })).toMatchObject({ error: 'error_locked' });
    expect(await stage().spent()).toEqual([]);
  });

  test('the time begins anew with each payment, for as long as the setting says', async () => {
    await stage().command('settings.set', { autoLockMinutes: 3 });
    const before = await keyOf();
    const visit = await stage().visit(article());
    const { quoteId, hash } = await stage().offer(visit);
    await stage().command('pay', { quoteId, hash });
    await stage().shows(visit, 'receipt');
    const after = await keyOf();
    expect(after?.since).toBeGreaterThan(before?.since ?? Number.POSITIVE_INFINITY);
    expect((after?.until ?? 0) - (after?.since ?? 0)).toBe(3 * 60_000);
    const alarm = await stage().home.evaluate(() => browser.alarms.get('lock'));
    expect(alarm?.scheduledTime).toBeGreaterThanOrEqual(after?.until ?? Number.POSITIVE_INFINITY);
  });

  test('when the alarm rings the key is gone', async () => {
    expect(await keyOf()).toBeDefined();
    await stage().home.evaluate(() => browser.alarms.create('lock', { when: Date.now() }));
    await until(async () => (await keyOf()) === undefined, { what: 'the lock', timeout: 60_000 });
    expect(await stage().command('purse.get', null)).toMatchObject({ state: 'locked' });
  });
});
