import type { Page } from 'playwright-core';
import type { ClickOptions, ExtensionTab, Key, PageFunction, Tab, WaitOptions } from './driver.ts';
import { BRIEF, inTime, Late } from './patience.ts';
import { fromJson, locate, sourceIn, sourceOf, visibleText } from './source.ts';
import { until } from './until.ts';

/** A page of Chromium. */
export class ChromiumTab implements Tab {
  private marks = 0;

  constructor(protected readonly page: Page) {
    // A page may ask "leave?" (beforeunload), and no user is there to answer.
    page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
  }

  async goto(url: string): Promise<void> {
    await this.page
      .goto(url, { waitUntil: 'domcontentloaded' })
      .catch((error: unknown) => this.endOfLoad(error));
  }

  async reload(): Promise<void> {
    await this.page
      .reload({ waitUntil: 'domcontentloaded' })
      .catch((error: unknown) => this.endOfLoad(error));
  }

  async url(): Promise<string> {
    return this.page.url();
  }

  text(): Promise<string> {
    return this.evaluate(visibleText);
  }

  html(): Promise<string> {
    return this.evaluate(() => document.documentElement.outerHTML);
  }

  async evaluate<Args extends readonly unknown[], Result>(
    fn: PageFunction<Args, Result>,
    ...args: Args
  ): Promise<Result> {
    return this.ask(sourceOf(fn, args));
  }

  async click(selector: string, options?: ClickOptions): Promise<void> {
    await this.page.click(await this.mark(selector, options), { clickCount: options?.times ?? 1 });
  }

  async fill(selector: string, text: string): Promise<void> {
    await this.page.fill(await this.mark(selector), text);
  }

  async press(key: Key): Promise<void> {
    await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  async waitFor(
    condition: string | PageFunction<[], unknown>,
    options?: WaitOptions,
  ): Promise<void> {
    if (typeof condition === 'string') await this.mark(condition, options);
    else {
      const source = sourceOf(condition, []);
      const asked = async () => Boolean(await this.ask(source, BRIEF));
      await until(asked, { what: condition.toString(), ...options });
    }
  }

  async screenshot(file: string, options: { readonly fullPage?: boolean } = {}): Promise<void> {
    await this.page.screenshot({ path: file, fullPage: options.fullPage ?? false });
  }

  activate(): Promise<void> {
    return this.page.bringToFront();
  }

  close(): Promise<void> {
    return inTime(this.page.close(), 'close');
  }

  /** A 402 without a body is shown as Chrome's own error page; a download leaves the page as it was. */
  private async endOfLoad(error: unknown): Promise<void> {
    const { message } = error as Error;
    if (/ERR_ABORTED|interrupted by another/.test(message)) return;
    if (!/net::ERR_|Download is starting/.test(message)) throw error;
    const shown = () => this.evaluate(() => location.protocol === 'chrome-error:');
    await until(shown, { what: 'the error page' });
  }

  /** A selector for exactly the element that the driver's selector means. */
  private async mark(selector: string, options?: WaitOptions): Promise<string> {
    this.marks += 1;
    const mark = String(this.marks);
    const source = sourceOf(locate, [selector, mark]);
    await until(() => this.ask<true | undefined>(source, BRIEF), { what: selector, ...options });
    return `[data-driver="${mark}"]`;
  }

  protected async ask<Result>(source: string, patience?: number): Promise<Result> {
    const asked = inTime(this.page.evaluate(source), source.slice(0, 200), patience);
    if (patience === undefined) return fromJson(await asked);
    const askAnew = (error: unknown) => {
      if (error instanceof Late) return this.askAnew(source);
      throw error;
    };
    return fromJson(await asked.catch(askAnew));
  }

  /** By a session of its own: Playwright's may have lost the page while it went to another process. */
  private async askAnew(source: string): Promise<unknown> {
    const session = await inTime(this.page.context().newCDPSession(this.page), 'a session', BRIEF);
    const asked = { expression: source, awaitPromise: true, returnByValue: true };
    const answered = inTime(session.send('Runtime.evaluate', asked), 'Runtime.evaluate', BRIEF);
    const { result } = await answered.finally(() => void session.detach().catch(() => undefined));
    return result.value;
  }
}

/** The extension's own lasting tab. */
export class ChromiumExtensionTab extends ChromiumTab implements ExtensionTab {
  send(command: string, input: unknown): Promise<unknown> {
    return this.evaluate(
      (command, input): Promise<unknown> => browser.runtime.sendMessage({ command, in: input }),
      command,
      input,
    );
  }

  async evaluateInView<Args extends readonly unknown[], Result>(
    view: string,
    fn: PageFunction<Args, Result>,
    ...args: Args
  ): Promise<Result> {
    return this.ask(sourceIn(view, fn, args));
  }

  ownId(): Promise<number | undefined> {
    return this.evaluate(async () => (await browser.tabs.getCurrent())?.id);
  }
}
