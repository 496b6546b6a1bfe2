import { describe, expect, test } from 'vitest';
import { proofsOf, requestsOf } from '../lab/remote.ts';
import { PAY } from './driver/pay-button.ts';
import { inBothBrowsers, type Visit } from './helpers.ts';
import { ASKED, ask, isPaidOnce, OPENED, openPart } from './parts.ts';

// The class: calls of pages whose site the user lets wait. The page's own call gets the paid answer, at once and without
// another press; everything else is as for any payment.

/** The page waits for its script's answer. Run in the page. */
const STILL = () => document.querySelector('#got')?.textContent === 'asked';

inBothBrowsers((stage, browserName) => {
  const odd = () => stage().street.odd;

  const open = (kind: string) => openPart(stage(), kind);
  const got = (visit: Visit) =>
    visit.tab.evaluate(() => document.querySelector('#got')?.textContent ?? '');

  /** As the user lets a page wait: by the popup, once, over its first 402; then the page is loaded again. */
  async function letWait(): Promise<void> {
    const { heldSites } = (await stage().command('settings.get', null)).settings;
    if (heldSites.includes(new URL(odd()).origin)) return;
    const { visit } = await open('fetch');
    await ask(visit);
    await visit.tab.waitFor(ASKED);
    const popup = await stage().popup(visit, 'offers');
    await popup.click('[data-act=hold-calls]');
    await popup.waitFor('[data-act=load-again]');
    expect(await popup.text()).toContain('From its next load on');
    await popup.close();
    await visit.tab.close();
  }

  const paidOnce = (visit: Visit, at: string) => isPaidOnce(stage(), visit, at);

  describe('a call that waits', () => {
    test.each([
      ['fetch', 'GET', ''],
      ['post', 'POST', '{"say":"half a letter"}'],
      ['put', 'PUT', 'a'.repeat(1000)],
      ['patch', 'PATCH', 'part'],
      ['delete', 'DELETE', ''],
      ['xhr', 'POST', 'by xhr'],
    ])('%s: gets the paid answer itself', async (kind, method, body) => {
      await letWait();
      const { visit, at } = await open(kind);
      await ask(visit);
      const popup = await stage().popup(visit, 'offers');
      await popup.waitFor(() => document.body.innerText.includes('it goes on by itself'));
      expect(await visit.tab.evaluate(STILL)).toBe(true);
      // Chromium tells nothing of a Blob, nor of bodies of other methods than POST and PUT (measured in Chromium 156).
      if (kind !== 'put' && (kind !== 'patch' || browserName === 'firefox')) {
        const text = await popup.text();
        if (body === '') expect(text).not.toContain('Sent along');
        else
          expect(text).toContain(
            `Sent along: text, ${body.length.toLocaleString('en')} characters`,
          );
      }
      await popup.click(PAY);
      await visit.tab.waitFor(OPENED);
      expect(JSON.parse((await got(visit)).slice(4))).toEqual({ method, body });
      await paidOnce(visit, at);
    });

    test('an upload goes whole with the repetition', async () => {
      await letWait();
      const { visit, at } = await open('upload');
      await ask(visit);
      await (await stage().popup(visit, 'offers')).click(PAY);
      await visit.tab.waitFor(OPENED);
      expect(await got(visit)).toContain('half a letter');
      expect(await got(visit)).toContain('filename=\\"letter.txt\\"');
      // The very bytes: the boundary between its parts, too, to which a price may be bound.
      const types = (await requestsOf(odd()))
        .filter(({ target, method }) => target === at && method === 'POST')
        .map(({ headers }) => headers.find(([name]) => /^content-type$/i.test(name))?.[1]);
      expect(types).toEqual([types[0], types[0]]);
      await paidOnce(visit, at);
    });

    test.each([
      [
        'a Request',
        async (to: string) =>
          (await fetch(new Request(to, { method: 'POST', body: 'by a Request' }))).text(),
        'by a Request',
      ],
      [
        'bytes',
        async (to: string) => {
          const body = new TextEncoder().encode('by bytes');
          const answer = fetch(to, { method: 'POST', body });
          // The page may use its buffer again while the call waits.
          body.fill(0);
          return (await answer).text();
        },
        'by bytes',
      ],
    ] as const)('of %s is repeated as it was', async (_, call, body) => {
      await letWait();
      const { visit, at } = await open('post');
      const answer = visit.tab.evaluate(call, at);
      await (await stage().popup(visit, 'offers')).click(PAY);
      expect(JSON.parse(await answer)).toEqual({ method: 'POST', body });
      await paidOnce(visit, at);
    });

    test('of a chat gets its answer word by word', async () => {
      await letWait();
      const url = stage().once(`${odd()}/chat`);
      const visit = await stage().visit(url);
      await visit.tab.waitFor('#say');
      await ask(visit);
      await (await stage().popup(visit, 'offers')).click(PAY);
      await visit.tab.waitFor('.answer[data-whole]');
      expect(await visit.tab.text()).toContain('the boatman counted thumbs.');
      await paidOnce(visit, `/chat/answer${new URL(url).search}`);
    });

    test('that cannot wait has its answer at once', async () => {
      await letWait();
      const { visit, at } = await open('post');
      const outcomes = await visit.tab.evaluate(async (to) => {
        const xhr = new XMLHttpRequest();
        xhr.open('POST', to, false);
        xhr.send('at once');
        const integrity = `sha256-${'A'.repeat(43)}=`;
        const checked = await fetch(to, { method: 'POST', integrity }).catch(({ name }) => name);
        return [xhr.status, checked];
      }, at);
      expect(outcomes).toEqual([402, 'TypeError']);
      const { request } = await stage().shows(visit, 'offers');
      expect(request.waits).toBeUndefined();
    });

    test('gets its own 402 when the user presses "Not now", and its address does not wait again', async () => {
      await letWait();
      const { visit, at } = await open('post');
      await ask(visit);
      const popup = await stage().popup(visit, 'offers');
      await popup.click('[data-act=dismiss]');
      await visit.tab.waitFor(ASKED);
      await ask(visit);
      await visit.tab.waitFor(ASKED);
      expect(await stage().proofsAt(odd(), at)).toEqual([]);
      expect(await stage().spent()).toEqual([]);
    });

    test('whose page gives it up is paid for all the same, and the next press gets the answer', async () => {
      await letWait();
      const { visit, at } = await open('post');
      await visit.tab.evaluate((to) => {
        const stop = new AbortController();
        const say = (text: string) => {
          (document.querySelector('#got') as HTMLElement).textContent = text;
        };
        fetch(to, { method: 'POST', body: 'given up', signal: stop.signal }).catch((error: Error) =>
          say(error.name),
        );
        document.querySelector('#part')?.addEventListener('click', () => stop.abort());
      }, at);
      const popup = await stage().popup(visit, 'offers');
      await popup.waitFor(() => document.body.innerText.includes('it goes on by itself'));
      await visit.tab.click('#part');
      await visit.tab.waitFor(() => document.querySelector('#got')?.textContent === 'AbortError');
      await popup.waitFor(() => !document.body.innerText.includes('it goes on by itself'));
      await popup.click(PAY);
      await stage().drawn(popup, 'armed');
      await ask(visit);
      await visit.tab.waitFor(OPENED);
      await paidOnce(visit, at);
    });

    test('no other request takes its proof: not one of the same address beside it', async () => {
      await letWait();
      const { visit, at } = await open('post');
      await ask(visit);
      const popup = await stage().popup(visit, 'offers');
      await popup.waitFor(() => document.body.innerText.includes('it goes on by itself'));
      const others = visit.tab.evaluate(async (to) => {
        const got = document.querySelector('#got') as HTMLElement;
        const stop = new AbortController();
        new MutationObserver(() => stop.abort()).observe(got, { childList: true });
        const statuses: number[] = [];
        while (!stop.signal.aborted) {
          // Such a call has its 402 at once, where any other would wait behind the first.
          const xhr = new XMLHttpRequest();
          xhr.open('POST', to, false);
          xhr.send('another');
          document.title = String(statuses.push(xhr.status));
          await new Promise((resolve) => setTimeout(resolve));
        }
        return statuses;
      }, at);
      await visit.tab.waitFor(() => Number(document.title) >= 3);
      await popup.click(PAY);
      await visit.tab.waitFor(OPENED);
      expect(new Set(await others)).toEqual(new Set([402]));
      expect(JSON.parse((await got(visit)).slice(4)).body).toBe('{"say":"half a letter"}');
      expect(await stage().spent()).toHaveLength(1);
      expect(await stage().proofsAt(odd(), at)).toHaveLength(1);
    });
  });

  describe('the same call twice at once', () => {
    test('is asked for once and paid once where it only reads, and both have the answer', async () => {
      await letWait();
      const { visit, at } = await open('fetch');
      const answers = visit.tab.evaluate(
        (to) => Promise.all([0, 1, 2].map(async () => (await fetch(to)).text())),
        at,
      );
      await (await stage().popup(visit, 'offers')).click(PAY);
      const [first, ...others] = await answers;
      expect(JSON.parse(first ?? '')).toEqual({ method: 'GET', body: '' });
      expect(others).toEqual([first, first]);
      await paidOnce(visit, at);
    });

    test('is asked for one after another where it is more than a read', async () => {
      await letWait();
      const { visit, at } = await open('post');
      const answers = visit.tab.evaluate(
        (to) =>
          Promise.all(
            ['one', 'two'].map(async (body) => {
              const { status } = await fetch(to, { method: 'POST', body });
              document.querySelector('#got')?.append(` ${body}`);
              return status;
            }),
          ),
        at,
      );
      const popup = await stage().popup(visit, 'offers');
      await popup.click(PAY);
      await visit.tab.waitFor(() =>
        /one|two/.test(document.querySelector('#got')?.textContent ?? ''),
      );
      expect(await stage().spent()).toHaveLength(1);
      expect((await stage().shows(visit, 'offers')).request.waits).toBe(true);
      await (await stage().popup(visit, 'offers')).click(PAY);
      expect(await answers).toEqual([200, 200]);
      expect(await stage().spent()).toHaveLength(2);
      expect(await stage().proofsAt(odd(), at)).toHaveLength(2);
    });
  });

  test('a call is paid without asking where the user allowed that, until its minute is used up', async () => {
    await letWait();
    const { visit, at } = await open('post');
    await ask(visit);
    await (await stage().popup(visit, 'offers')).click(PAY);
    await visit.tab.waitFor(OPENED);
    await paidOnce(visit, at);
    const receipt = await stage().popup(visit, 'receipt');
    await receipt.click('[data-act=auto-pay-open]');
    await receipt.waitFor('[data-act=auto-pay-minute]');
    // What this browser has spent at the shop today counts.
    await receipt.fill('[data-act=auto-pay-daily]', '5');
    await receipt.fill('[data-act=auto-pay-minute]', '1');
    await receipt.click('[data-act=auto-pay-site]');
    await receipt.waitFor('[data-act=auto-pay-revoke]');
    await receipt.close();
    await visit.tab.activate();
    await ask(visit);
    await visit.tab.waitFor(STILL);
    await visit.tab.waitFor(OPENED);
    expect(await stage().spent()).toHaveLength(2);
    const { payment } = await stage().shows(visit, 'receipt');
    expect(payment.autoPaid).toBe(true);
    await ask(visit);
    expect((await stage().shows(visit, 'offers')).request).toMatchObject({
      waits: true,
      whyAsked: { reason: 'per-minute' },
    });
    expect(await visit.tab.evaluate(STILL)).toBe(true);
    const origin = new URL(odd()).origin;
    await stage().command('auto-pay.revoke', { origin: `${origin} ${origin}` });
    expect(await stage().spent()).toHaveLength(2);
  });

  test('the proof of a call that waits is in no CORS preflight and follows no redirect', async () => {
    await letWait();
    const { visit, at } = await open('post');
    const away = at.replace('/parts/post', '/parts/away');
    const answer = visit.tab.evaluate(
      async (to) => (await fetch(to, { method: 'POST', headers: { 'X-Custom': '1' } })).text(),
      stage().street.oddElsewhere + away,
    );
    await (await stage().popup(visit, 'offers')).click(PAY);
    expect(await answer).toBe('landed');
    const query = away.slice(away.indexOf('?'));
    const requests = (await requestsOf(odd())).filter(({ target }) => target.endsWith(query));
    const of = (method: string, path: string) =>
      requests
        .filter((each) => each.method === method && each.target.startsWith(path))
        .map((each) => proofsOf(each).length);
    const preflights = of('OPTIONS', '/parts/away');
    expect(preflights.length).toBeGreaterThan(0);
    expect(new Set(preflights)).toEqual(new Set([0]));
    expect(of('POST', '/parts/away')).toEqual([0, 1]);
    expect(of('POST', '/parts/landed')).toEqual([0]);
    expect(await stage().spent()).toHaveLength(1);
  });

  test('a page that looks for the wrapper finds the browser’s names and classes', async () => {
    await letWait();
    const { visit } = await open('post');
    const found = await visit.tab.evaluate(() => [
      fetch.name,
      fetch.length,
      XMLHttpRequest.name,
      new XMLHttpRequest() instanceof XMLHttpRequest,
      XMLHttpRequest.prototype.constructor === XMLHttpRequest,
      // A Proxy's text names no function (https://tc39.es/ecma262/#sec-function.prototype.tostring).
      [fetch, XMLHttpRequest, XMLHttpRequest.prototype.send].every((each) =>
        /^function \(\) \{\s*\[native code\]\s*\}$/.test(String(each)),
      ),
      Object.keys(globalThis).filter((name) => /farebox/i.test(name)).length,
    ]);
    expect(found).toEqual(['fetch', 1, 'XMLHttpRequest', true, true, true, 0]);
  });

  test('forged claims: a claim of a call that the browser did not see is refused', async () => {
    await letWait();
    const { visit } = await open('post');
    // A 402 that the page makes itself: no response came by.
    const status = await visit.tab.evaluate(async () => {
      const made = new Response('pay me', { status: 402 });
      const url = URL.createObjectURL(new Blob(['nothing']));
      const real = await fetch(url);
      return [made.status, real.status];
    });
    expect(status).toEqual([402, 200]);
    expect((await stage().state(visit)).kind).toBe('nothing');
  });

  test('a site that may not wait any more has its 402 at once', async () => {
    await letWait();
    await stage().command('calls.letGo', { origin: new URL(odd()).origin });
    const { visit } = await open('post');
    await ask(visit);
    await visit.tab.waitFor(ASKED);
    expect(await visit.tab.evaluate(() => fetch.toString())).toContain('[native code]');
    const { request } = await stage().shows(visit, 'offers');
    expect(request).toMatchObject({ mayHold: new URL(odd()).host });
    expect(request.waits).toBeUndefined();
  });
});
