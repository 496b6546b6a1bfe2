import { cpSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Bidi, startFirefox } from './bidi.ts';
import {
  type Driver,
  type ExtensionTab,
  HOME,
  type LaunchOptions,
  type OpenPopup,
  type PageFunction,
  type Tab,
} from './driver.ts';
import { inBrowser } from './firefox-page.ts';
import { FirefoxExtensionTab, FirefoxTab } from './firefox-tab.ts';
import { hold } from './hold.ts';
import { installed, unpacked } from './installed.ts';
import { manageFirefox } from './managed.ts';
import { openPopup } from './open-popup.ts';
import { type Lasting, makeProfile, type Profile } from './profile.ts';
import { closeWelcome } from './welcome.ts';

// Any UUID will do; fixed by a pref, it makes the extension's addresses known in advance.
const uuid = '5fa2eb0c-8d51-4c53-9e8e-0d3f402f4020';

// Nothing of these changes how pages or extensions behave: no first-run pages, no calls to Mozilla.
const quiet = {
  'remote.active-protocols': 1,
  'browser.shell.checkDefaultBrowser': false,
  'browser.aboutwelcome.enabled': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'startup.homepage_welcome_url': '',
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.enabled': false,
  'app.update.enabled': false,
  'app.normandy.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.http.http3.enable': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.update.enabled': false,
  'browser.safebrowsing.update.enabled': false,
  // Work for a user who is not there: pictures of pages, a session to restore, a page behind the next new tab.
  'browser.pagethumbnails.capturing_disabled': true,
  'browser.sessionstore.interval': 600_000,
  'browser.newtab.preload': false,
  'browser.newtabpage.enabled': false,
  'browser.translations.enable': false,
  'browser.ml.enable': false,
  'reader.parse-on-load.enabled': false,
  'signon.rememberSignons': false,
  // Of Firefox's own windows; pages are not touched.
  'toolkit.cosmeticAnimations.enabled': false,
  // Processes of closed tabs are used again; each new one costs a quarter of a second.
  'dom.ipc.keepProcessesAlive.web': 2,
  'dom.ipc.keepProcessesAlive.webIsolated': 4,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
};

/** The parts of Firefox's own modules that are used here. */
type FirefoxInternals = {
  Services: { locale: { availableLocales: string[]; requestedLocales: string[] } };
  WebExtensionPolicy: {
    getByID(id: string): {
      extension: {
        backgroundState: string;
        terminateBackground(options: Record<string, boolean>): Promise<void>;
      };
    };
  };
};

/** Names a profile that Firefox was started in before. */
const CACHES_IN = 'FAREBOX_FIREFOX_CACHES_IN';
/** What Firefox keeps of its own code as it has compiled it, and the build that this is of. Nothing of a user is in it. */
const CACHES = ['startupCache', 'compatibility.ini'];

/**
 * Starts Firefox once, so that every later start of a new profile, by this process or one that it starts, takes two
 * seconds of five less. Resolves with what forgets that again.
 */
export async function warmFirefox(): Promise<() => Promise<void>> {
  const profile = makeProfile('firefox');
  const driver = await launchFirefox({ profile });
  await driver.bidi.end();
  process.env[CACHES_IN] = profile.dir;
  return async () => {
    delete process.env[CACHES_IN];
    await profile.remove();
  };
}

function makeWarmProfile(): Profile {
  const profile = makeProfile('firefox');
  const warm = process.env[CACHES_IN];
  for (const name of warm === undefined ? [] : CACHES) {
    cpSync(`${warm}/${name}`, `${profile.dir}/${name}`, { recursive: true });
  }
  return profile;
}

/** Starts Firefox with the unpacked extension. */
export async function launchFirefox(
  options: LaunchOptions & Lasting = {},
): Promise<Driver & { readonly bidi: Bidi }> {
  const { headless = true, lang, viewport, extension = unpacked('firefox'), hosts = [] } = options;
  const path = resolve(extension);
  const id = geckoId(path);
  const profile = options.profile ?? makeWarmProfile();
  const bidi = await startFirefox(profile, {
    executable: options.executable ?? installed('firefox'),
    prefs: {
      ...quiet,
      'extensions.webextensions.uuids': JSON.stringify({ [id]: uuid }),
      'network.dns.localDomains': hosts.join(),
      'extensions.webextOptionalPermissionPrompts': options.grants === undefined,
      ...options.prefs,
    },
    args: [
      ...(headless ? ['--headless'] : []),
      '--remote-debugging-port=0',
      // Without it there is no way to extension pages, nor to end the background.
      '--remote-allow-system-access',
    ],
    env: {
      MOZ_CRASHREPORTER_DISABLE: '1',
      ...(options.managed === undefined
        ? {}
        : { HOME: manageFirefox(id, options.managed, profile.dir) }),
    },
  });
  if (lang) await inBrowser(bidi, setLanguage, lang);
  for (const each of [path, ...(options.others ?? [])]) {
    await bidi.send('webExtension.install', {
      extensionData: { type: 'path', path: resolve(each) },
    });
  }
  const home = new FirefoxExtensionTab(bidi, await newContext(bidi, viewport));
  const driver = new Firefox(bidi, id, home, profile, options);
  await home.goto(driver.extensionUrl(options.homePage ?? HOME));
  await closeWelcome(home, path, options);
  return driver;
}

class Firefox implements Driver {
  readonly name = 'firefox';
  private readonly ids = new WeakMap<Tab, number>();
  private opening: Promise<unknown> = Promise.resolve();

  constructor(
    readonly bidi: Bidi,
    private readonly id: string,
    private readonly home: FirefoxExtensionTab,
    private readonly profile: Profile,
    private readonly options: LaunchOptions & Lasting,
  ) {}

  extensionUrl(path: string): string {
    return `moz-extension://${uuid}/${path}`;
  }

  /** One after the other: the one that is active after it was opened is the one that was opened. */
  async newTab(url?: string): Promise<Tab> {
    const made = this.opening.then(async () => {
      const tab = new FirefoxTab(this.bidi, await newContext(this.bidi, this.options.viewport));
      const id = await this.home.evaluate(
        async () => (await browser.tabs.query({ active: true, currentWindow: true }))[0]?.id ?? -1,
      );
      this.ids.set(tab, id);
      return tab;
    });
    this.opening = made.catch(() => undefined);
    const tab = await made;
    if (url !== undefined) await tab.goto(url);
    return tab;
  }

  popup(tabId: number): Promise<Tab> {
    return this.newTab(this.extensionUrl(`src/pages/popup/index.html?tab=${tabId}`));
  }

  background<Args extends readonly unknown[], Result>(
    fn: PageFunction<Args, Result>,
    ...args: Args
  ): Promise<Result> {
    return this.home.evaluateInView('browser.runtime.getBackgroundPage()', fn, ...args);
  }

  async extensionPage(): Promise<ExtensionTab> {
    return this.home;
  }

  async tabIdOf(tab: Tab): Promise<number> {
    const own = async () => (await browser.tabs.getCurrent())?.id;
    const id = tab === this.home ? await this.home.evaluate(own) : this.ids.get(tab);
    if (id === undefined) throw new Error('not a tab of this browser');
    return id;
  }

  actionPopup(): Promise<OpenPopup | undefined> {
    return openPopup(this.home);
  }

  async killWorker(): Promise<void> {
    await inBrowser(
      this.bidi,
      async (id) => {
        const { WebExtensionPolicy } = globalThis as unknown as FirefoxInternals;
        await WebExtensionPolicy.getByID(id).extension.terminateBackground({
          ignoreDevToolsAttached: true,
          disableResetIdleForTest: true,
        });
      },
      this.id,
    );
  }

  workerAlive(): Promise<boolean> {
    return inBrowser(
      this.bidi,
      (id) => {
        const { WebExtensionPolicy } = globalThis as unknown as FirefoxInternals;
        return WebExtensionPolicy.getByID(id).extension.backgroundState === 'running';
      },
      this.id,
    );
  }

  hold(api: string, nth: number, when: 'before' | 'after') {
    return hold(this, api, nth, when);
  }

  async close(): Promise<void> {
    // What is thrown away need not be written to the end.
    await this.bidi.end(this.options.profile === undefined);
    await this.profile.remove();
  }
}

function geckoId(path: string): string {
  type Manifest = { readonly browser_specific_settings?: { readonly gecko?: { id?: string } } };
  const manifest = JSON.parse(readFileSync(`${path}/manifest.json`, 'utf8')) as Manifest;
  const id = manifest.browser_specific_settings?.gecko?.id;
  if (id === undefined) throw new Error(`no gecko id in ${path}/manifest.json`);
  return id;
}

async function newContext(bidi: Bidi, viewport: LaunchOptions['viewport']): Promise<string> {
  const { context } = await bidi.send<{ context: string }>('browsingContext.create', {
    type: 'tab',
  });
  if (viewport) await bidi.send('browsingContext.setViewport', { context, viewport });
  return context;
}

/** As if a language pack were there; Firefox's own windows stay English, extensions and pages do not. */
function setLanguage(lang: string): void {
  const { Services } = globalThis as unknown as FirefoxInternals;
  Services.locale.availableLocales = [lang, 'en-US'];
  Services.locale.requestedLocales = [lang];
}
