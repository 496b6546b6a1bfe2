import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import { defineConfig } from 'vite';
import base from './manifest.json' with { type: 'json' };

/** Which store's build to make; `npm run build` makes both. */
export type Target = 'chrome' | 'firefox';

/**
 * One manifest.json, two browsers. Chrome has no blocking webRequest and warns about Firefox's keys;
 * Firefox has no service worker background and takes the request's body and headers by blocking webRequest.
 */
export function manifestFor(target: Target): ManifestV3Export {
  const { background, browser_specific_settings, minimum_chrome_version, ...shared } = base;
  const { service_worker, scripts, type } = background;
  if (target === 'chrome') {
    return {
      ...shared,
      minimum_chrome_version,
      background: { service_worker, type: type as 'module' },
    } as ManifestV3Export;
  }
  return {
    ...shared,
    background: { scripts, type },
    browser_specific_settings,
    permissions: [...shared.permissions, 'webRequestBlocking', 'webRequestFilterResponse'],
  } as unknown as ManifestV3Export;
}

export default defineConfig(({ mode }) => {
  const target: Target = mode === 'firefox' ? 'firefox' : 'chrome';
  return {
    plugins: [crx({ manifest: manifestFor(target), browser: target })],
    publicDir: 'src/static',
    define: { __FIREFOX__: JSON.stringify(target === 'firefox') },
    build: {
      outDir: `dist/${target}`,
      target: target === 'firefox' ? 'firefox142' : 'chrome148',
      emptyOutDir: true,
      modulePreload: false,
      sourcemap: false,
    },
  };
});
