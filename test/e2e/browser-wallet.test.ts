import type { Hex } from 'viem';
import { afterAll, afterEach, expect, test } from 'vitest';
import { idOf } from './driver/chromium.ts';
import { until } from './driver/until.ts';
import { inBothBrowsers } from './helpers.ts';
import { street } from './own-street.ts';
import { openDesk, WALLET_ID } from './wallet-desk.ts';

const CENT = 10_000n;
const desk = await openDesk(street().rpcUrl);
afterAll(() => desk.close());

inBothBrowsers(
  (stage, browserName) => {
    const { user } = desk;
    const address = user.account.address as Hex;
    const extensionId = browserName === 'firefox' ? WALLET_ID : idOf(desk.folder);
    /** Has Farebox ask the extension itself, or only what it announces in pages. */
    const byPort = (yes: boolean) =>
      stage().command('settings.set', { walletExtension: yes ? extensionId : '' });
    /** What the user's own wallet has moved during `act`. */
    const moved = async (act: () => Promise<unknown>) => {
      const before = await stage().chain.transfers(address);
      await act();
      return (await stage().chain.transfers(address)).slice(before.length);
    };
    const asks = (method: string) => user.asked.filter((each) => each.method === method).length;
    const opened = () => /You paid/.test(document.body.innerText);

    afterEach(() => {
      user.declines.clear();
      user.asked.length = 0;
    });

    test('a page is paid by the wallet that is announced in it, once', async () => {
      await stage().chain.mint(address, 10n * CENT);
      await byPort(false);
      const visit = await stage().visit(stage().once(`${stage().street.v2}/article`));
      const moves = await moved(async () => {
        const popup = await stage().press(visit, 'pay-page');
        await stage().drawn(popup, 'receipt');
        await visit.tab.waitFor(opened);
      });
      expect(moves).toMatchObject([{ amount: CENT }]);
      expect(await stage().spent()).toEqual([]);
      expect([asks('eth_signTypedData_v4'), asks('wallet_addEthereumChain')]).toEqual([
        1,
        user.asked.some(({ method }) => method === 'wallet_addEthereumChain') ? 1 : 0,
      ]);
    });

    test('the button names it as it calls itself, with its picture', async () => {
      await byPort(false);
      const visit = await stage().visit(stage().once(`${stage().street.v2}/article`));
      const popup = await stage().popup(visit);
      await popup.waitFor('[data-act=pay-page] img');
      expect(await popup.text()).toContain('Pay with Lab Wallet');
    });

    test('where the extension is asked itself, a no is certain, and a yes pays once', async () => {
      await stage().chain.mint(address, 10n * CENT);
      await byPort(true);
      user.declines.add('eth_signTypedData_v4');
      // No script runs in what the browser draws of JSON itself, nor where the page forbids it.
      const visit = await stage().visit(stage().once(`${stage().street.v2}/weather`));
      const none = await moved(async () => {
        const popup = await stage().press(visit, 'pay-page');
        const said = () => /You declined in Wallet. Nothing was paid/.test(document.body.innerText);
        await popup.waitFor(said);
      });
      expect(none).toEqual([]);
      user.declines.clear();
      const moves = await moved(async () => {
        const popup = await stage().press(visit, 'pay-page');
        await stage().drawn(popup, 'receipt');
      });
      expect(moves).toMatchObject([{ amount: CENT / 10n }]);
    });

    test('dollars go from it to the purse by one transfer, and none where its user declines', async () => {
      await stage().chain.mint(address, 20_000_000n);
      await stage().chain.fund(address);
      await byPort(true);
      const { home } = stage();
      await home.waitFor('[data-there="true"] [data-act=transfer]');
      await home.evaluate(() => {
        const select = document.querySelector('[data-act=transfer-network]') as HTMLSelectElement;
        select.value = 'eip155:84532';
        select.dispatchEvent(new Event('change', { bubbles: true }));
      });
      const before = await stage().chain.balance(stage().address);
      const moves = await moved(async () => {
        await home.click('[data-act=transfer]');
        await home.waitFor('[data-transfer=sent]');
      });
      expect(moves).toMatchObject([{ amount: 5_000_000n }]);
      expect(moves[0]?.to.toLowerCase()).toBe(stage().address.toLowerCase());
      expect(await stage().chain.balance(stage().address)).toBe(before + 5_000_000n);
      user.declines.add('eth_sendTransaction');
      const none = await moved(async () => {
        await home.click('[data-act=transfer]');
        await until(async () => /You declined/.test(await home.text()), { what: 'the no' });
      });
      expect(none).toEqual([]);
      await home.waitFor('[data-transfer=sent]');
    });
  },
  { others: [desk.folder], homePage: 'src/pages/settings/index.html' },
);
