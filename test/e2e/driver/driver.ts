/** A document that may use the extension's API and draws nothing anew by itself: a script, shown as text. */
export const HOME = 'held-calls/wrapper.js';

export type BrowserName = 'chromium' | 'firefox';

/** Runs inside the browser: it is sent as source text, so it may use its arguments and nothing around it. */
export type PageFunction<Args extends readonly unknown[], Result> = (
  ...args: Args
) => Result | Promise<Result>;

export type WaitOptions = {
  /** ms; 15 000 unless told. */
  readonly timeout?: number;
  /** Named in the error when the wait is in vain. */
  readonly what?: string | (() => string);
};

export type ClickOptions = WaitOptions & {
  /** Clicks in quick succession; one unless told. */
  readonly times?: number;
};

export type Key =
  | 'Enter'
  | 'Tab'
  | 'Escape'
  | 'Space'
  | 'ArrowUp'
  | 'ArrowDown'
  | 'ArrowLeft'
  | 'ArrowRight';

/** One browser tab. A selector is CSS, or `text=Pay` for the button, link or label that says so. */
export interface Tab {
  /** Loads an address. A 402, an error page, a download or an empty body is not an error. */
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  url(): Promise<string>;
  /** The visible text. */
  text(): Promise<string>;
  html(): Promise<string>;
  /** Arguments and result travel as JSON. */
  evaluate<Args extends readonly unknown[], Result>(
    fn: PageFunction<Args, Result>,
    ...args: Args
  ): Promise<Result>;
  /** A trusted click, once the element is there, visible and enabled. */
  click(selector: string, options?: ClickOptions): Promise<void>;
  /** Replaces what stands in an input. */
  fill(selector: string, text: string): Promise<void>;
  press(key: Key): Promise<void>;
  /** Types into what has the focus, a key for each character. */
  type(text: string): Promise<void>;
  /** Polls until the element is visible, or the function says something true. Errors of the function mean "not yet". */
  waitFor(condition: string | PageFunction<[], unknown>, options?: WaitOptions): Promise<void>;
  screenshot(file: string, options?: { readonly fullPage?: boolean }): Promise<void>;
  /** Makes this the visible tab of its window. */
  activate(): Promise<void>;
  close(): Promise<void>;
}

/** The toolbar popup while it is open. No protocol reaches it, so it is asked from the extension's own tab; its clicks are not trusted. */
export type OpenPopup = Pick<
  Tab,
  'url' | 'text' | 'html' | 'evaluate' | 'click' | 'waitFor' | 'close'
>;

/** A lasting tab of the extension, to call `browser.*` in and to send commands from. */
export interface ExtensionTab extends Tab {
  /** `runtime.sendMessage({ command, in: input })`; resolves with the background's whole answer. */
  send(command: string, input: unknown): Promise<unknown>;
  /** Runs in the window of the extension that the expression `view` gives. */
  evaluateInView<Args extends readonly unknown[], Result>(
    view: string,
    fn: PageFunction<Args, Result>,
    ...args: Args
  ): Promise<Result>;
}

/** A patched API call that never comes back. */
export interface Hold {
  /** Resolves when the call has been reached (`before`), or has had its effect (`after`). */
  reached(options?: WaitOptions): Promise<void>;
}

/** A real browser with the extension in it, and a profile that goes when it closes. */
export interface Driver {
  readonly name: BrowserName;
  /** `src/pages/popup/index.html` → `chrome-extension://…/src/pages/popup/index.html`. */
  extensionUrl(path: string): string;
  newTab(url?: string): Promise<Tab>;
  /** The popup page in a tab of its own, showing the tab with this id. */
  popup(tabId: number): Promise<Tab>;
  /** Runs in the background context; wakes it first. */
  background<Args extends readonly unknown[], Result>(
    fn: PageFunction<Args, Result>,
    ...args: Args
  ): Promise<Result>;
  extensionPage(): Promise<ExtensionTab>;
  /** The id that the extension knows the tab by. */
  tabIdOf(tab: Tab): Promise<number>;
  /** The toolbar popup, if it is open now. */
  actionPopup(): Promise<OpenPopup | undefined>;
  /** Ends the background as the browser does when it is idle: at once, whatever it was doing. */
  killWorker(): Promise<void>;
  /** Is the background running now? Does not wake it. */
  workerAlive(): Promise<boolean>;
  /**
   * Makes the nth next call (from 1) of a background API such as `tabs.reload` never return. `journal.write` is a write
   * into the journal's database: `before`, nothing of it is on disk; `after`, all is, and nobody is told.
   */
  hold(api: string, nth: number, when: 'before' | 'after'): Promise<Hold>;
  close(): Promise<void>;
}

export type LaunchOptions = {
  /** Directory of the unpacked build; `dist/chrome` or `dist/firefox` unless told (see installed.ts). */
  readonly extension?: string;
  readonly headless?: boolean;
  /** Directories of other unpacked extensions. */
  readonly others?: readonly string[];
  /** Browser language: `de`. */
  readonly lang?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Page of the extension that stays open for `extensionPage`; HOME unless told. */
  readonly homePage?: string;
  /** Path of the browser, when not the one that the tools find. */
  readonly executable?: string;
  /** Firefox's own settings, beside the driver's. */
  readonly prefs?: Readonly<Record<string, string | number | boolean>>;
  /** Optional permissions that are given without a question: no protocol presses the browser's own buttons. */
  readonly grants?: readonly string[];
  /** What an organisation has set for Farebox (`storage.managed`). */
  readonly managed?: object;
  /** The introduction, which opens when Farebox is installed, stays open. */
  readonly keepsWelcome?: boolean;
  /** Host names that this browser finds on this machine: to it they are sites elsewhere. */
  readonly hosts?: readonly string[];
};
