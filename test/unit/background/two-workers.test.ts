import { expect, it, vi } from 'vitest';
import { SHOP } from '../../fixtures/payment.ts';
import { start } from './started.ts';

/** A worker whose browser shows a page's 402, once that is said on the button and by the popup. */
function begin() {
  const worker = start();
  return {
    ...worker,
    visit: async (requestId: string) => {
      worker.answer402(requestId);
      await vi.waitFor(async () => expect(worker.buttons.get(1)?.badge).toBe('T402'), 10_000);
      await vi.waitFor(async () => expect(worker.openPopup).toHaveBeenCalled(), 10_000);
    },
  };
}

const SHOWS = {
  ok: true,
  out: { kind: 'no-purse', request: { site: { origin: new URL(SHOP).origin } } },
};
const EMPTY = { ok: true, out: { kind: 'nothing' } };

// The class: everything that a worker remembers. Whatever one of two keeps outside of itself, the other one sees.
it('two workers live at the same time and know nothing of each other', async () => {
  const [one, other] = [begin(), begin()];
  await one.visit('request 1');
  expect(await one.popup()).toMatchObject(SHOWS);
  expect(await other.popup()).toMatchObject(EMPTY);
  expect(other.buttons.size).toBe(0);
  expect(await one.ask('popup.opened', { tabId: 1 })).toMatchObject({ out: { byItself: true } });
  expect(await other.ask('popup.opened', { tabId: 1 })).toMatchObject({ out: { byItself: false } });

  // The same tab, the same address and the same request id, in another browser.
  await other.visit('request 1');
  expect(await other.popup()).toMatchObject(SHOWS);
  expect(other.openPopup).toHaveBeenCalledTimes(1);

  // A newer document of one's tab makes the other's no older one.
  await one.visit('request 2');
  other.close();
  await vi.waitFor(async () => expect(await other.popup()).toMatchObject(EMPTY), 10_000);
  expect(await one.popup()).toMatchObject(SHOWS);
});

it('the introduction opens once, when Farebox is installed, and not after an update', async () => {
  const [fresh, updated] = [start(), start()];
  fresh.installed(true);
  updated.installed(false);
  expect(await updated.popup()).toMatchObject(EMPTY);
  expect(fresh.openWelcome).toHaveBeenCalledOnce();
  expect(updated.openWelcome).not.toHaveBeenCalled();
});

it('goes on at the step that was reached last, and at no step that there is not', async () => {
  const { ask } = start();
  const reached = async () => {
    const answer = (await ask('settings.get', {})) as { out: { settings: { firstRun: string } } };
    return answer.out.settings.firstRun;
  };
  expect(await reached()).toBe('welcome');
  for (const step of ['try', 'done', 'limits']) {
    await ask('settings.set', { firstRun: step });
    expect(await reached()).toBe(step);
  }
  expect(await ask('settings.set', { firstRun: 'elsewhere' })).toMatchObject({
    ok: false,
    error: 'error_setting',
    detail: ['firstRun'],
  });
  expect(await reached()).toBe('limits');
});
