import type { Browser, CDPSession } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { launchChromium } from '../../scripts/bare-chromium.ts';
import { toHar } from '../../src/inspect/take/har.ts';
import { VIEWS } from '../fixtures/exchanges.ts';
import { type RawTarget, rawTarget } from '../support/raw-target.ts';

// Chromium's own importer, which "Import HAR file" of the Network panel calls, opens what Farebox saves: the page of DevTools
// is opened as a target, and its modules are asked by name.

let browser: Browser;
let session: CDPSession;
let devTools: RawTarget;

beforeAll(async () => {
  browser = await launchChromium();
  session = await browser.newBrowserCDPSession();
  const url = 'devtools://devtools/bundled/devtools_app.html';
  const { targetId } = await session.send('Target.createTarget', { url });
  devTools = await rawTarget(session, targetId);
  await vi.waitFor(async () => expect(await devTools.evaluate('document.title')).toBe('DevTools'), {
    timeout: 30_000,
  });
});
afterAll(() => browser?.close());

/** What the importer makes of a HAR. Run in the page of DevTools. */
const opened = (har: unknown) =>
  devTools.evaluate(`(async () => {
    const HAR = await import('devtools://devtools/bundled/models/har/har.js');
    const { log } = new HAR.HARFormat.HARRoot(${JSON.stringify(har)});
    const requests = HAR.Importer.Importer.requestsFromHARLog(log);
    return Promise.all(requests.map(async (request) => {
      const content = await request.requestContentData();
      return {
        url: request.url(),
        method: request.requestMethod,
        status: request.statusCode,
        sent: request.requestHeaders().map(({ name }) => name),
        headers: request.responseHeaders.map(({ name, value }) => [name, value]),
        start: request.startTime * 1000,
        took: Math.round(request.duration * 1000),
        body: 'error' in content ? null : content.text,
      };
    }));
  })()`);

test('the HAR of every kind of exchange, with headers, bodies and times', async () => {
  const har = toHar(VIEWS, '0.1.0', () => [['Accept', '*/*']]);
  const expected = har.log.entries.map(({ request, response, startedDateTime, time }) => ({
    url: request.url,
    method: request.method,
    status: response.status,
    sent: request.headers.map(({ name }) => name),
    headers: response.headers.map(({ name, value }) => [name, value]),
    start: Date.parse(startedDateTime),
    took: time,
    body: response.content.text ?? '',
  }));
  expect(expected.length).toBe(VIEWS.length + 2);
  expect(await opened(har)).toEqual(expected);
});

test.each([
  ['no log', {}],
  ['entries that are no list', { log: { version: '1.2', creator: {}, entries: 1 } }],
  [
    'a time that is none',
    { log: { ...toHar(VIEWS, '1', () => []).log, entries: [{ time: 'x' }] } },
  ],
])('a file with %s is not opened', async (_, har) => {
  await expect(opened(har)).rejects.toThrow();
});
