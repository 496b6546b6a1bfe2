import type { ExtensionTab, OpenPopup, PageFunction } from './driver.ts';
import { locate, visibleText } from './source.ts';
import { until } from './until.ts';

/** The toolbar popup as seen from the extension's own tab; undefined while it is closed. */
export async function openPopup(home: ExtensionTab): Promise<OpenPopup | undefined> {
  const count = () => browser.extension.getViews({ type: 'popup' }).length;
  if ((await home.evaluate(count)) === 0) return undefined;
  const evaluate = <Args extends readonly unknown[], Result>(
    fn: PageFunction<Args, Result>,
    ...args: Args
  ): Promise<Result> =>
    home.evaluateInView('browser.extension.getViews({ type: "popup" })[0]', fn, ...args);
  const find = (selector: string) => () => evaluate(locate, selector, 'click');
  return {
    evaluate,
    url: () => evaluate(() => location.href),
    text: () => evaluate(visibleText),
    html: () => evaluate(() => document.documentElement.outerHTML),
    click: async (selector, options) => {
      await until(find(selector), { what: selector, ...options });
      await evaluate(() => {
        const marked = document.querySelector<HTMLElement>('[data-driver=click]');
        marked?.removeAttribute('data-driver');
        marked?.click();
      });
    },
    waitFor: async (condition, options) => {
      const asked =
        typeof condition === 'string'
          ? find(condition)
          : async () => Boolean(await evaluate(condition));
      await until<unknown>(asked, { what: condition.toString(), ...options });
    },
    close: () => evaluate(() => window.close()),
  };
}
