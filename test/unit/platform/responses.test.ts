import { expect, it, vi } from 'vitest';

vi.mock('webextension-polyfill', () => ({ default: {} }));

const { addressOf, isReport, typeOf } = await import('../../../src/platform/requests/responses.ts');

it.each([
  ['main_frame', 'main_frame'],
  ['image', 'image'],
  // Firefox's own words.
  ['imageset', 'image'],
  ['beacon', 'ping'],
  ['object_subrequest', 'object'],
  // What has no word here.
  ['csp_report', 'other'],
  ['web_manifest', 'other'],
  ['webtransport', 'other'],
  ['toString', 'other'],
])('a request for %s is one for %s', (raw, type) => {
  expect(typeOf(raw)).toBe(type);
});

it.each([
  ['csp_report', true],
  ['ping', false],
  ['beacon', false],
  ['other', false],
])('whether the browser sends a %s by itself: %s', (raw, itself) => {
  expect(isReport(raw)).toBe(itself);
});

it.each([
  ['ws://a.example/socket?x=1', 'http://a.example/socket?x=1'],
  ['wss://a.example:8443/', 'https://a.example:8443/'],
  ['https://a.example/ws://b', 'https://a.example/ws://b'],
])('%s is sent to %s', (url, address) => {
  expect(addressOf(url)).toBe(address);
});
