import { createHash, randomUUID } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type BrowserContext, chromium, type Worker } from 'playwright-core';
import { BARE } from '../../../scripts/chromium-features.ts';
import { ChromiumExtensionTab, ChromiumTab } from './chromium-tab.ts';
import {
  type Driver,
  type ExtensionTab,
  HOME,
  type LaunchOptions,
  type OpenPopup,
  type PageFunction,
  type Tab,
} from './driver.ts';
import { hold } from './hold.ts';
import { installed, unpacked } from './installed.ts';
import { manageChromium } from './managed.ts';
import { openPopup } from './open-popup.ts';
import { type Lasting, makeProfile, type Profile } from './profile.ts';
import { fromJson, sourceOf } from './source.ts';
import { until } from './until.ts';
import { closeWelcome } from './welcome.ts';
import { type WorkerLife, watchWorker } from './worker-life.ts';

// Nothing of these changes how pages or extensions behave: no first-run pages, no calls to Google.
const quiet = [...BARE, '--disable-quic', '--disable-component-update', '--disable-sync'];

const toThisMachine = (host: string) => `MAP ${host} 127.0.0.1`;

/** A copy of the extension, with an id of its own, that has these permissions from the start. */
function granted(extension: string, grants: readonly string[], beside: string): string {
  const copy = `${beside}-extension`;
  cpSync(extension, copy, { recursive: true });
  const manifest = JSON.parse(readFileSync(`${copy}/manifest.json`, 'utf8')) as {
    permissions: string[];
  };
  manifest.permissions.push(...grants);
  writeFileSync(`${copy}/manifest.json`, JSON.stringify(manifest));
  return copy;
}

/** The id that Chromium gives to an unpacked extension without a key: from its path. */
export function idOf(folder: string): string {
  const hash = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 32);
  return hash.replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
}

/** Starts Chromium with the unpacked extension. */
export async function launchChromium(options: LaunchOptions & Lasting = {}): Promise<Driver> {
  const { headless = true, lang, viewport = null, extension = unpacked('chrome'), hosts } = options;
  const others = (options.others ?? []).map((folder) => resolve(folder));
  const profile = options.profile ?? makeProfile('chromium');
  const path = resolve(
    options.grants === undefined && options.managed === undefined
      ? extension
      : granted(extension, options.grants ?? [], profile.dir),
  );
  const unmanage = options.managed && manageChromium(idOf(path), options.managed);
  const context = await chromium.launchPersistentContext(profile.dir, {
    executablePath: options.executable ?? installed('chromium'),
    headless,
    chromiumSandbox: false,
    viewport,
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      ...quiet,
      ...(headless ? ['--headless=new'] : []),
      ...(lang ? [`--lang=${lang}`] : []),
      ...(viewport ? [`--window-size=${viewport.width},${viewport.height + 90}`] : []),
      ...(hosts ? [`--host-resolver-rules=${hosts.map(toThisMachine).join(',')}`] : []),
      `--disable-extensions-except=${[path, ...others].join()}`,
      `--load-extension=${[path, ...others].join()}`,
    ],
    ...(lang
      ? { locale: lang, env: { ...process.env, LANGUAGE: lang, LC_ALL: `${lang}.UTF-8` } }
      : {}),
  });
  const isOurs = (worker: Worker) => !others.some((folder) => worker.url().includes(idOf(folder)));
  const worker =
    context.serviceWorkers().find(isOurs) ??
    (await context.waitForEvent('serviceworker', { predicate: isOurs }));
  const home = context.pages()[0] ?? (await context.newPage());
  const origin = worker.url().split('/', 3).join('/');
  await home.goto(`${origin}/${options.homePage ?? HOME}`);
  const homeTab = new ChromiumExtensionTab(home);
  await closeWelcome(homeTab, path, options);
  const life = await watchWorker(await context.newCDPSession(home), origin);
  return new Chromium(context, worker, life, homeTab, profile, unmanage);
}

class Chromium implements Driver {
  readonly name = 'chromium';
  private readonly origin: string;
  private readonly ids = new WeakMap<Tab, number>();

  constructor(
    private readonly context: BrowserContext,
    /** Stands for the extension's worker across its lives. */
    private readonly worker: Worker,
    private readonly life: WorkerLife,
    private readonly home: ChromiumExtensionTab,
    private readonly profile: Profile,
    private readonly unmanage: (() => void) | undefined,
  ) {
    this.origin = worker.url().split('/', 3).join('/');
  }

  extensionUrl(path: string): string {
    return `${this.origin}/${path}`;
  }

  /** Opened by the extension under a name of its own, so that the id and the page surely belong together. */
  async newTab(url?: string): Promise<Tab> {
    const name = `about:blank#${randomUUID()}`;
    const id = await this.home.evaluate(
      async (url) => (await browser.tabs.create({ url })).id ?? -1,
      name,
    );
    const find = async () => this.context.pages().find((page) => page.url() === name);
    const tab = new ChromiumTab(await until(find, { what: 'the new tab' }));
    this.ids.set(tab, id);
    if (url !== undefined) await tab.goto(url);
    return tab;
  }

  popup(tabId: number): Promise<Tab> {
    return this.newTab(this.extensionUrl(`src/pages/popup/index.html?tab=${tabId}`));
  }

  async background<Args extends readonly unknown[], Result>(
    fn: PageFunction<Args, Result>,
    ...args: Args
  ): Promise<Result> {
    await this.wake();
    return fromJson(await this.worker.evaluate(sourceOf(fn, args)));
  }

  async extensionPage(): Promise<ExtensionTab> {
    return this.home;
  }

  async tabIdOf(tab: Tab): Promise<number> {
    const id = tab === this.home ? await this.home.ownId() : this.ids.get(tab);
    if (id === undefined) throw new Error('not a tab of this browser');
    return id;
  }

  actionPopup(): Promise<OpenPopup | undefined> {
    return openPopup(this.home);
  }

  killWorker(): Promise<void> {
    return this.life.stop();
  }

  async workerAlive(): Promise<boolean> {
    return this.life.alive();
  }

  hold(api: string, nth: number, when: 'before' | 'after') {
    return hold(this, api, nth, when);
  }

  async close(): Promise<void> {
    await this.context.close();
    this.unmanage?.();
    await this.profile.remove();
  }

  private async wake(): Promise<void> {
    if (this.life.alive()) return;
    await this.home.evaluate(() => {
      browser.runtime.sendMessage({ wake: true }).catch(() => undefined);
    });
    await until(async () => this.life.alive(), { what: 'the worker to wake' });
  }
}
