import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import { defineConfig } from 'vitest/config';
import base from './manifest.json' with { type: 'json' };
import { classicWorker } from './scripts/classic-worker.ts';
import { pageChunks } from './scripts/page-chunks.ts';
import { pageScripts } from './scripts/page-scripts.ts';
import { QUICK_CURVE_PACKAGES, quickCurve } from './test/support/quick-curve.ts';

/** What runs in pages whose calls may wait (src/platform/held-calls). */
const PAGE_SCRIPTS = ['src/content/held-calls/wrapper.ts', 'src/content/held-calls/relay.ts'];

const PAGE_MODULES = {
  budgeted: 'src/pages/popup/main.tsx',
  others: [
    'src/pages/settings/main.tsx',
    'src/pages/welcome/main.tsx',
    'src/pages/history/main.tsx',
    'src/pages/inspector/main.tsx',
    'src/pages/inspector/devtools.ts',
  ],
  worker: base.background.service_worker,
};

/** Which store's build to make; `npm run build` makes both. */
export type Target = 'chrome' | 'firefox';

/**
 * One manifest.json, two browsers. Chrome has no blocking webRequest and warns about Firefox's keys;
 * Firefox has no service worker background, and its blocking webRequest reads bodies and attaches proofs.
 */
export function manifestFor(target: Target): ManifestV3Export {
  const { background, browser_specific_settings, minimum_chrome_version, ...shared } = base;
  const { service_worker, scripts, type } = background;
  if (target === 'chrome') {
    return {
      ...shared,
      // Firefox reads no schema of it.
      storage: { managed_schema: 'managed-schema.json' },
      minimum_chrome_version,
      content_security_policy: framedByDevTools(shared.content_security_policy),
      background: { service_worker, type: type as 'module' },
    } as ManifestV3Export;
  }
  return {
    ...shared,
    background: { scripts, type },
    browser_specific_settings,
    permissions: [...shared.permissions, 'webRequestBlocking', 'webRequestFilterResponse'],
    // The handshakes of WebSockets. Chrome tells of none that is answered by a 402.
    host_permissions: [...shared.host_permissions, 'ws://*/*', 'wss://*/*'],
  } as unknown as ManifestV3Export;
}

/**
 * Chrome's DevTools hold the pages of their panels in frames, and `frame-ancestors 'none'` keeps them out (measured in
 * Chromium 156). No other page can: the extension has no web-accessible resources. Firefox's DevTools use no frames.
 */
function framedByDevTools(policy: typeof base.content_security_policy): typeof policy {
  const { extension_pages } = policy;
  return {
    extension_pages: extension_pages.replace("frame-ancestors 'none'", 'frame-ancestors devtools:'),
  };
}

/** The pages that no key of the manifest names: they are opened by their address. */
const PAGES = {
  inspector: 'src/pages/inspector/402.html',
  welcome: 'src/pages/welcome/index.html',
  history: 'src/pages/history/index.html',
};

/**
 * Tests that share a process, file after file, which takes half the time: of modules that keep nothing between two
 * calls, or that are made anew for each test.
 */
const SHARED = ['background', 'checks', 'core', 'inspect', 'protocols', 'wallets'].map(
  (folder) => `test/unit/${folder}/**/*.test.{ts,tsx}`,
);

type InNode = {
  readonly name: string;
  readonly include: string[];
  readonly exclude?: string[];
  readonly isolate?: boolean;
  readonly testTimeout?: number;
};

/** A project of tests that run in Node and verify many signatures, two files at a time. */
const inNode = (test: InNode) => ({
  extends: true as const,
  plugins: [quickCurve()],
  test: {
    maxWorkers: 2,
    testTimeout: 120_000,
    server: { deps: { inline: QUICK_CURVE_PACKAGES } },
    ...test,
  },
});

export default defineConfig(({ mode }) => {
  const target: Target = mode === 'firefox' ? 'firefox' : 'chrome';
  return {
    plugins: process.env['VITEST']
      ? []
      : [
          crx({ manifest: manifestFor(target), browser: target }),
          pageChunks(PAGE_MODULES),
          target === 'chrome' ? classicWorker(base.background.service_worker) : [],
          pageScripts(PAGE_SCRIPTS),
        ],
    publicDir: 'src/static',
    define: { __FIREFOX__: JSON.stringify(target === 'firefox') },
    build: {
      outDir: `dist/${target}`,
      target: target === 'firefox' ? 'firefox142' : 'chrome148',
      emptyOutDir: true,
      modulePreload: false,
      rolldownOptions: { input: PAGES },
      sourcemap: false,
    },
    test: {
      projects: [
        // No test here waits for time to pass; a slow machine is no reason to fail.
        inNode({ name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], exclude: SHARED }),
        inNode({ name: 'unit-shared', include: SHARED, isolate: false }),
        inNode({
          name: 'fuzz',
          include: ['test/fuzz/**/*.test.ts'],
          isolate: false,
          testTimeout: 3_600_000,
        }),
        {
          extends: true,
          test: {
            name: 'oracles',
            include: ['test/oracles/**/*.test.ts'],
            globalSetup: ['test/oracles/setup.ts'],
            maxWorkers: 2,
            testTimeout: 600_000,
          },
        },
        // The command as it is packed and installed.
        {
          extends: true,
          test: {
            name: 'package',
            include: ['test/package/**/*.test.ts'],
            testTimeout: 120_000,
            hookTimeout: 120_000,
          },
        },
        // Real browsers on real servers. They wait much of the time: two files at a time keep two cores busy.
        {
          extends: true,
          test: {
            name: 'pages',
            include: ['test/pages/**/*.test.ts'],
            globalSetup: ['test/pages/setup.ts'],
            maxWorkers: 2,
            testTimeout: 120_000,
            hookTimeout: 120_000,
          },
        },
        {
          extends: true,
          test: {
            name: 'e2e',
            include: ['test/e2e/**/*.test.ts'],
            globalSetup: ['test/e2e/street.setup.ts'],
            isolate: false,
            maxWorkers: 2,
            testTimeout: 120_000,
            hookTimeout: 300_000,
          },
        },
      ],
    },
  };
});
