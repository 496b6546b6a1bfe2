import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HOME } from '../e2e/driver/driver.ts';

/** Where the driver looks for the popup. */
const POPUP = 'src/pages/popup/index.html';

const manifest = {
  manifest_version: 3,
  name: 'Stub',
  version: '1',
  background: { service_worker: 'worker.js' },
  action: { default_popup: POPUP },
  permissions: ['webRequest', 'declarativeNetRequestWithHostAccess', 'tabs'],
  host_permissions: ['http://*/*', 'https://*/*'],
};

/** What Farebox listens to (platform/requests/responses.ts). */
const filter = `{ urls: ['http://*/*', 'https://*/*'] }`;
/** Pages, frames and calls alone. */
const three = filter.replace(' }', `, types: ['main_frame', 'sub_frame', 'xmlhttprequest'] }`);

/** Nothing but the listener that Farebox cannot do without, and that does nothing. */
const listen = (to: string) =>
  `chrome.webRequest.onHeadersReceived.addListener(() => {}, ${to}, ['responseHeaders']);\n`;

/** Opens the popup for every 402, once its page has loaded. */
const present = `const seen = new Set();
chrome.webRequest.onHeadersReceived.addListener(({ type, statusCode, tabId }) => {
  if (type === 'main_frame' && statusCode === 402) seen.add(tabId);
}, ${filter}, ['responseHeaders']);
chrome.tabs.onUpdated.addListener((tabId, { status }, { windowId }) => {
  if (status === 'complete' && seen.delete(tabId)) chrome.action.openPopup({ windowId });
});\n`;

const page = (body: string, scripts: readonly string[]) =>
  `<!doctype html><meta charset="utf-8"><title>Stub</title>${body}${scripts
    .map((src) => `<script src="${src}"></script>`)
    .join('')}`;

/** With a rule ready for this tab and its address, a click only reloads. */
const reload = `const tabId = Number(new URLSearchParams(location.search).get('tab'));
const button = document.querySelector('button');
button.addEventListener('click', () => chrome.tabs.reload(tabId, { bypassCache: true }));
(async () => {
  const { url } = await chrome.tabs.get(tabId);
  const regexFilter = '^' + url.replace(/[\\\\^$.*+?()[\\]{}|/-]/g, '\\\\$&') + '(#.*)?$';
  await chrome.declarativeNetRequest.updateSessionRules({
    removeRuleIds: [1],
    addRules: [{
      id: 1,
      action: {
        type: 'modifyHeaders',
        requestHeaders: [{ header: 'PAYMENT-SIGNATURE', operation: 'set', value: 'x'.repeat(900) }],
      },
      condition: { tabIds: [tabId], regexFilter, isUrlFilterCaseSensitive: true,
        resourceTypes: ['main_frame'], requestMethods: ['get'] },
    }],
  });
  button.disabled = false;
})();\n`;

/**
 * Told to the page that stays open, in ms since 1970: when the popup showed what was waited for. It stands
 * in the popup of both extensions alike.
 */
export const markWhenShown = (
  selector: string,
): string => `const channel = new BroadcastChannel('bench');
let told = false;
const look = () => {
  if (told || document.querySelector(${JSON.stringify(selector)}) === null) return;
  told = true;
  requestAnimationFrame(() => channel.postMessage(Date.now()));
};
new MutationObserver(look).observe(document, { childList: true, subtree: true });
addEventListener('DOMContentLoaded', look);
look();\n`;

export type StubKind = 'listener' | 'three' | 'reload' | 'popup';

/** Writes an extension that does one bare thing, to be measured against; its folder. */
export function writeStub(parent: string, kind: StubKind): string {
  const folder = join(parent, `stub-${kind}`);
  const files: Record<string, string> = {
    'manifest.json': JSON.stringify(manifest),
    'worker.js': kind === 'popup' ? present : listen(kind === 'three' ? three : filter),
    // The driver keeps this file open.
    [HOME]: '',
    [POPUP]:
      kind === 'popup'
        ? page('<main>0</main>', ['/mark.js'])
        : page('<button disabled>Reload</button>', ['/reload.js']),
    'reload.js': reload,
    'mark.js': markWhenShown('main'),
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
