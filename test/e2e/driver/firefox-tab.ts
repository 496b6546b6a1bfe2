import { writeFile } from 'node:fs/promises';
import type { Bidi } from './bidi.ts';
import type { ClickOptions, ExtensionTab, Key, PageFunction, Tab, WaitOptions } from './driver.ts';
import { elementIn, evaluateIn } from './firefox-page.ts';
import { locate, sourceIn, sourceOf, standsStill, visibleText } from './source.ts';
import { until } from './until.ts';

// https://w3c.github.io/webdriver/#keyboard-actions
const keys: Readonly<Record<Key, string>> = {
  Enter: '\uE007',
  Tab: '\uE004',
  Escape: '\uE00C',
  Space: ' ',
  ArrowUp: '\uE013',
  ArrowDown: '\uE015',
  ArrowLeft: '\uE012',
  ArrowRight: '\uE014',
};

/** A tab of Firefox. */
export class FirefoxTab implements Tab {
  private marks = 0;

  constructor(
    protected readonly bidi: Bidi,
    readonly context: string,
  ) {}

  async goto(url: string): Promise<void> {
    const { context } = this;
    await this.bidi
      .send('browsingContext.navigate', { context, url, wait: 'interactive' })
      .catch(ignoreErrorPages);
  }

  async reload(): Promise<void> {
    const { context } = this;
    await this.bidi
      .send('browsingContext.reload', { context, wait: 'interactive' })
      .catch(ignoreErrorPages);
  }

  async url(): Promise<string> {
    type Tree = { readonly contexts: readonly { readonly url: string }[] };
    const tree = await this.bidi.send<Tree>('browsingContext.getTree', { root: this.context });
    return tree.contexts[0]?.url ?? '';
  }

  text(): Promise<string> {
    return this.evaluate(visibleText);
  }

  html(): Promise<string> {
    return this.evaluate(() => document.documentElement.outerHTML);
  }

  evaluate<Args extends readonly unknown[], Result>(
    fn: PageFunction<Args, Result>,
    ...args: Args
  ): Promise<Result> {
    return evaluateIn(this.bidi, this.context, sourceOf(fn, args));
  }

  async click(selector: string, options?: ClickOptions): Promise<void> {
    // A page that has just been drawn may still move it (a heading takes the focus, a row comes late): the press would
    // go where it was.
    const findStill = async () => {
      await this.find(selector, options);
      return this.evaluate(standsStill, String(this.marks));
    };
    await until(findStill, { what: `${selector} to stand still`, ...options });
    // By the element and not by where it was: a page that draws anew moves its buttons.
    const element = await elementIn(this.bidi, this.context, `[data-driver="${this.marks}"]`);
    const clicks = Array.from({ length: options?.times ?? 1 }, () => [
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ]);
    const move = { type: 'pointerMove', x: 0, y: 0, origin: { type: 'element', element } };
    await this.perform('pointer', [move, ...clicks.flat()]);
  }

  async fill(selector: string, text: string): Promise<void> {
    await this.find(selector);
    await this.evaluate((mark) => {
      const input = document.querySelector<HTMLInputElement>(`[data-driver="${mark}"]`);
      input?.focus();
      input?.select();
    }, String(this.marks));
    await this.strike([...(text === '' ? '\uE003' : text)]);
  }

  press(key: Key): Promise<void> {
    return this.strike([keys[key]]);
  }

  type(text: string): Promise<void> {
    return this.strike([...text]);
  }

  async waitFor(
    condition: string | PageFunction<[], unknown>,
    options?: WaitOptions,
  ): Promise<void> {
    if (typeof condition === 'string') await this.find(condition, options);
    else {
      const asked = async () => Boolean(await this.evaluate(condition));
      await until(asked, { what: condition.toString(), ...options });
    }
  }

  async screenshot(file: string, options: { readonly fullPage?: boolean } = {}): Promise<void> {
    const origin = options.fullPage ? 'document' : 'viewport';
    const { context } = this;
    const shot = await this.bidi.send<{ readonly data: string }>(
      'browsingContext.captureScreenshot',
      { context, origin },
    );
    await writeFile(file, Buffer.from(shot.data, 'base64'));
  }

  async activate(): Promise<void> {
    await this.bidi.send('browsingContext.activate', { context: this.context });
  }

  async close(): Promise<void> {
    await this.bidi.send('browsingContext.close', { context: this.context });
  }

  protected find(selector: string, options?: WaitOptions): Promise<true> {
    this.marks += 1;
    const mark = String(this.marks);
    return until(() => this.evaluate(locate, selector, mark), { what: selector, ...options });
  }

  private strike(values: readonly string[]): Promise<void> {
    return this.perform(
      'key',
      values.flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]),
    );
  }

  private async perform(type: 'pointer' | 'key', actions: readonly object[]): Promise<void> {
    const { context } = this;
    await this.bidi
      .send('input.performActions', { context, actions: [{ type, id: type, actions }] })
      .catch(ignoreClosed);
  }
}

/** The extension's own lasting tab. */
export class FirefoxExtensionTab extends FirefoxTab implements ExtensionTab {
  send(command: string, input: unknown): Promise<unknown> {
    return this.evaluate(
      (command, input): Promise<unknown> => browser.runtime.sendMessage({ command, in: input }),
      command,
      input,
    );
  }

  evaluateInView<Args extends readonly unknown[], Result>(
    view: string,
    fn: PageFunction<Args, Result>,
    ...args: Args
  ): Promise<Result> {
    return evaluateIn(this.bidi, this.context, sourceIn(view, fn, args));
  }
}

/** A press that closes its own page (Done in the popup) may do so before Firefox has answered. */
function ignoreClosed(error: unknown): void {
  if (!(error instanceof Error && error.message.startsWith('no such frame'))) throw error;
}

// "This page has no answer" and a download both end the navigation with an error of the network layer.
function ignoreErrorPages(error: unknown): void {
  if (!(error instanceof Error && /NS_ERROR|NS_BINDING|aborted/i.test(error.message))) throw error;
}
