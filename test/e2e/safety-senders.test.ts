import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CommandName } from '../../src/messages/index.ts';
import { forget, paidRequestsOf, proofsOf, requestsOf } from '../lab/remote.ts';
import { startShopHostile } from '../lab/shop-hostile.ts';
import type { Server } from '../lab/web.ts';
import { idOf } from './driver/chromium.ts';
import { inTorture, openStage, PASSPHRASE, type Stage } from './helpers.ts';
import { street as ownStreet } from './own-street.ts';

/** Every command there is: the compiler sees to it. What each is given would do harm if it were heard. */
const inputs = (tabId: number, quoteId = '', hash = ''): Record<CommandName, unknown> => ({
  'popup.opened': { tabId: 1 },
  'home.get': { tabId },
  'popup.state': { tabId },
  pay: { quoteId, hash },
  dismiss: { tabId, seenId: quoteId.split('/')[0] },
  'dismiss.undo': { tabId, seenId: quoteId.split('/')[0] },
  'balance.check': { tabId, seenId: quoteId.split('/')[0] },
  refetch: { tabId, seenId: quoteId.split('/')[0] },
  reload: { tabId },
  back: { tabId },
  'payment.send': { paymentId: quoteId },
  'payment.reload': { paymentId: quoteId },
  'payment.takeDown': { paymentId: quoteId },
  'payment.download': { paymentId: quoteId },
  'payment.check': { paymentId: quoteId },
  'payment.takeBack': { paymentId: quoteId },
  'payment.close': { paymentId: quoteId },
  'payment.proof': { paymentId: quoteId },
  'payment.seen': { paymentId: quoteId },
  'payment.showTab': { paymentId: quoteId },
  'payment.list': null,
  'payment.export': null,
  'payment.csv': null,
  'payment.receipt': { paymentId: quoteId },
  'exchange.list': { tabId },
  'exchange.get': { tabId, id: quoteId.split('/')[0] },
  'exchange.clear': { tabId },
  'exchange.chain': { tabId, id: 'seen' },
  'exchange.mint': { tabId, id: 'seen' },
  'spending.get': null,
  'spending.month': { month: '2026-03' },
  'auto-pay.grant': { paymentId: quoteId, perPayment: '1', perDay: '1', days: 1 },
  'auto-pay.again': { origin: 'http://127.0.0.1', again: true },
  'auto-pay.revoke': { origin: 'http://127.0.0.1' },
  'consent.read': null,
  'notices.read': null,
  block: { origin: 'http://127.0.0.1' },
  unblock: { origin: 'http://127.0.0.1' },
  'calls.hold': { tabId, seenId: quoteId.split('/')[0] },
  'calls.letGo': { origin: 'http://127.0.0.1' },
  'keyring.get': null,
  'keyring.create': { passphrase: PASSPHRASE },
  'keyring.unlock': { passphrase: PASSPHRASE },
  'keyring.lock': null,
  'backup.begin': { passphrase: PASSPHRASE },
  'backup.part': { head: '', place: 1 },
  'backup.open': { head: '', passphrase: PASSPHRASE },
  'backup.restore': { head: '', key: '', place: 1, part: '', last: true, look: false },
  'phrase.words': { passphrase: PASSPHRASE },
  'phrase.confirm': { words: [] },
  'purse.get': null,
  'purse.create': { passphrase: PASSPHRASE },
  'purse.import': { passphrase: PASSPHRASE, secret: '11'.repeat(32) },
  'purse.backup': { passphrase: PASSPHRASE },
  'purse.remove': { passphrase: PASSPHRASE },
  'purse.balances': { all: true },
  'lightning.get': null,
  'lightning.connect': {
    uri: `nostr+walletconnect://${'ab'.repeat(32)}?relay=ws://127.0.0.1:9&secret=${'11'.repeat(32)}`,
  },
  'lightning.disconnect': null,
  'browserWallet.get': null,
  'browserWallet.send': { network: '', asset: '', amount: '1' },
  'browserWallet.forget': null,
  'ecash.get': null,
  'ecash.addMint': { url: 'http://127.0.0.1:9' },
  'ecash.removeMint': { url: 'http://127.0.0.1:9' },
  'ecash.receive': { token: 'cashuBo2F0' },
  'ecash.fund': { mint: 'http://127.0.0.1:9', unit: 'sat', amount: '1' },
  'ecash.takeOut': { mint: 'http://127.0.0.1:9', unit: 'sat', amount: '1' },
  'ecash.restore': { words: '', mint: '' },
  'ecash.takeBack': { paymentId: 'out:none' },
  'pass.list': null,
  'pass.remove': { passId: quoteId },
  'pass.use': { tabId, seenId: quoteId.split('/')[0] },
  'pass.auto': { passId: quoteId, auto: true },
  'settings.get': null,
  'settings.set': { openPopup: true },
});

const messages = (...about: Parameters<typeof inputs>) =>
  Object.entries(inputs(...about)).map(([command, input]) => ({ command, in: input }));

/** All that Farebox remembers. */
const memory = ({ home }: Stage) =>
  home.evaluate(async () => [
    await browser.storage.local.get(null),
    await browser.storage.session.get(null),
  ]);

inTorture((stage, name) => {
  test('a script in a page’s isolated world is refused every command', async () => {
    const visit = await stage().visit(stage().once(`${stage().street.v2}/article`));
    const { quoteId, hash } = await stage().offer(visit);
    const before = await memory(stage());
    const answers = await stage().home.evaluate(
      async (tabId, list) => {
        const func = (messages: unknown[]) =>
          Promise.all(messages.map((message) => browser.runtime.sendMessage(message)));
        const [frame] = await browser.scripting.executeScript({
          target: { tabId },
          func: func as never,
          args: [list],
        });
        return frame?.result as unknown[];
      },
      visit.id,
      messages(visit.id, quoteId, hash),
    );
    expect(answers).toHaveLength(messages(0).length);
    for (const answer of answers) {
      expect(answer).toEqual({ ok: false, error: 'error_not_allowed', detail: [] });
    }
    expect(await memory(stage())).toEqual(before);
    expect(await stage().spent()).toEqual([]);
  });

  // Firefox has no such lock (docs/security.md).
  if (name === 'chromium') {
    test('a script in a page’s isolated world does not reach what is kept', async () => {
      const visit = await stage().visit(stage().once(`${stage().street.v2}/article`));
      await stage().offer(visit);
      const before = await memory(stage());
      const told = await stage().home.evaluate(async (tabId) => {
        const func = async () => {
          const { local, session } = browser.storage;
          const tries = [
            () => local.get(null),
            () => local.set({ limits: {} }),
            () => local.clear(),
            () => session.get(null),
            () => session.set({ 'keyring.key': '' }),
          ];
          const reached = [];
          for (const attempt of tries) {
            reached.push(
              await attempt().then(
                () => true,
                () => false,
              ),
            );
          }
          return reached;
        };
        const target = { tabId };
        const [frame] = await browser.scripting.executeScript({ target, func: func as never });
        return frame?.result as boolean[];
      }, visit.id);
      expect(told).toEqual([false, false, false, false, false]);
      expect(await memory(stage())).toEqual(before);
    });
  }

  test('our pages cannot be put into a frame, neither by a site nor by themselves', async () => {
    const url = stage().driver.extensionUrl('src/pages/popup/index.html?tab=1');
    const frame = (src: string) =>
      new Promise<boolean>((resolve) => {
        const element = document.createElement('iframe');
        element.src = src;
        const look = () => {
          try {
            resolve(element.contentDocument?.querySelector('#root') != null);
          } catch {
            resolve(false);
          }
        };
        element.onload = look;
        element.onerror = look;
        document.addEventListener('securitypolicyviolation', look);
        document.body.append(element);
      });
    expect(await stage().home.evaluate(frame, url)).toBe(false);
    const visit = await stage().visit(`${stage().street.odd}/forged`);
    await visit.tab.waitFor('#free');
    await visit.tab.evaluate(frame, url);
    const views = () => browser.extension.getViews().map(({ location }) => location.href);
    const shown = await stage().home.evaluate(views);
    expect(shown.filter((each) => each.includes('popup/index.html?tab=1'))).toEqual([]);
    await stage().home.evaluate(() => {
      for (const element of document.querySelectorAll('iframe')) element.remove();
    });
  });

  test('a command that there is none of is refused', async () => {
    for (const command of ['', 'toString', '__proto__', 'constructor', 'keyring.key']) {
      expect(await stage().home.send(command, null)).toMatchObject({
        error: 'error_not_allowed',
      });
    }
  });
});

describe('another extension (Chromium)', () => {
  const folder = resolve('test/e2e/other-extension');
  const otherId = idOf(folder);
  let stage: Stage;
  let shop: Server;

  beforeAll(async () => {
    const street = ownStreet();
    shop = await startShopHostile(street.facilitator);
    stage = await openStage('chromium', { others: [folder] });
    await stage.makePurse();
  });
  beforeEach(() => stage.begin());
  afterEach(({ task }) => stage.audit(task.result?.state === 'fail'));
  afterAll(async () => {
    await stage?.driver.close();
    await shop?.close();
  });

  test('is heard by nobody', async () => {
    const tab = await stage.driver.newTab(`chrome-extension://${otherId}/page.html`);
    const before = await memory(stage);
    const errors = await tab.evaluate(
      (id, list) =>
        Promise.all(
          list.map((message) =>
            browser.runtime.sendMessage(id, message).then(
              () => 'heard',
              (error: Error) => error.message,
            ),
          ),
        ),
      new URL(stage.driver.extensionUrl('')).host,
      messages(1),
    );
    expect(new Set(errors)).toEqual(
      new Set(['Could not establish connection. Receiving end does not exist.']),
    );
    expect(await memory(stage)).toEqual(before);
  });

  test.each(['removed', 'overwritten'])(
    'has %s our header: no proof left, nothing was paid, and that is what the popup says',
    async (how) => {
      const visit = await stage.visit(stage.once(`${shop.url}/${how}`));
      const { quoteId, hash } = await stage.offer(visit);
      await forget(shop.url);
      await stage.command('pay', { quoteId, hash });
      await stage.shows(visit, 'unsent');
      const popup = await stage.popup(visit, 'unsent');
      expect(await popup.text()).toContain('another extension kept it back');
      const proofs = (await paidRequestsOf(shop.url)).flatMap(proofsOf).map(([, value]) => value);
      expect(proofs).toEqual(how === 'removed' ? [] : ['mine']);
      expect(await requestsOf(shop.url)).not.toEqual([]);
      expect(await stage.spent()).toEqual([]);
    },
  );
});
