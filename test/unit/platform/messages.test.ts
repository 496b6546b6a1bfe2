import { describe, expect, it, vi } from 'vitest';
import { isOwnPage } from '../../../src/platform/messages.ts';

const OURS = 'chrome-extension://ours/';

vi.mock('webextension-polyfill', () => ({
  default: { runtime: { id: 'ours', getURL: (path: string) => `chrome-extension://ours/${path}` } },
}));

// Browsers send none of the last three to an extension's listener today (other extensions have an event of their own,
// and no site can frame our pages): no browser test can tell whether they are refused.
describe('the sender of a command', () => {
  it.each([
    ['a page of the extension', { id: 'ours', url: `${OURS}popup.html`, frameId: 0 }, true],
    ['the same without a tab', { id: 'ours', url: `${OURS}popup.html` }, true],
    ['a content script', { id: 'ours', url: 'https://shop.example/', frameId: 0 }, false],
    ['no address', { id: 'ours' }, false],
    ['another extension', { id: 'theirs', url: `${OURS}popup.html`, frameId: 0 }, false],
    ['no extension', { url: `${OURS}popup.html`, frameId: 0 }, false],
    ['a frame', { id: 'ours', url: `${OURS}popup.html`, frameId: 7 }, false],
  ])('%s', (_, sender, own) => {
    expect(isOwnPage(sender)).toBe(own);
  });
});
