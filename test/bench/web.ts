import { encodePaymentRequiredHeader } from '@x402/core/http';
import { type Server, startServer } from '../lab/web.ts';

/**
 * ms since 1970. Pages are asked by `Date.now`, too: `performance` counts from when each process began, and drifts apart
 * from the others by seconds where the machine's clock is being set right.
 */
const wallClock = (): number => Date.now();

/** When the server sent the headers of a 402, and when a request with a proof reached it; ms since 1970. */
export type Times = { asked: number; paid: number };

export type Shop = Server & {
  /** What happened at an address; both are NaN until it has. */
  at(target: string): Times;
  /** Resolves when a request with a proof has reached the address. */
  paid(target: string): Promise<number>;
};

const PIXEL = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=', 'base64');

/** A page of 200 pictures, some scripts, frames and fetches of `fetched`; `finished` resolves with its ms in all. */
function heavyPage(fetched: string): string {
  const many = (count: number, line: (n: number) => string) =>
    Array.from({ length: count }, (_, n) => line(n)).join('');
  return `<!doctype html><meta charset="utf-8"><title>Heavy</title>
${many(5, (n) => `<script src="/script/${n}"></script>`)}
${many(200, (n) => `<img src="/pixel/${n}" width="1" height="1" alt="">`)}
${many(5, (n) => `<iframe src="/frame/${n}"></iframe>`)}
<script>
const loaded = new Promise((resolve) => addEventListener('load', resolve));
const fetched = Promise.all([...Array(10).keys()].map((n) => fetch('${fetched}' + n).then((r) => r.text())));
globalThis.finished = Promise.all([loaded, fetched]).then(() => performance.now());
</script>`;
}

/** A page of 500 pictures and nothing else. */
const PICTURES = `<!doctype html><meta charset="utf-8"><title>Pictures</title>
${Array.from({ length: 500 }, (_, n) => `<img src="/pixel/${n}" width="1" height="1" alt="">`).join('')}
<script>
globalThis.finished = new Promise((resolve) => addEventListener('load', resolve)).then(() => performance.now());
</script>`;

/** A page that makes 200 calls, six at a time, by one of three ways: `finished` resolves with the ms that they took. */
const CALLS = `<!doctype html><meta charset="utf-8"><title>Calls</title><script>
const ways = {
  fetch: (at) => fetch(at).then((response) => response.text()),
  xhr: (at) => new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', at);
    xhr.onloadend = () => resolve(xhr.responseText);
    xhr.send();
  }),
  image: (at) => new Promise((resolve) => {
    const image = new Image();
    image.onload = resolve;
    image.src = at;
  }),
};
const kind = new URLSearchParams(location.search).get('kind');
const path = kind === 'image' ? '/pixel/' : '/json/';
const begun = performance.now();
let n = 0;
const lane = async () => {
  while (n < 200) await ways[kind](path + n++);
};
globalThis.finished = Promise.all(Array.from({ length: 6 }, lane)).then(() => performance.now() - begun);
</script>`;

/** A page with a button whose press calls `to`; `pressed` is when, `answered` resolves with when it had the answer. */
const PRESS = `<!doctype html><meta charset="utf-8"><title>Press</title><button>Ask</button><p></p><script>
const to = new URLSearchParams(location.search).get('to');
document.querySelector('button').addEventListener('click', () => {
  globalThis.pressed = performance.now();
  globalThis.answered = fetch(to).then(async (response) => {
    await response.text();
    document.querySelector('p').textContent = String(response.status);
    return Date.now();
  });
});
</script>`;

/** /heavy, /asks (the same page, whose ten fetches are answered by a 402), what calls are timed by, or next to nothing. */
function pageAt(target: string): string {
  if (target.startsWith('/heavy')) return heavyPage('/json/');
  if (target.startsWith('/pictures')) return PICTURES;
  if (target.startsWith('/calls')) return CALLS;
  if (target.startsWith('/press')) return PRESS;
  return target.startsWith('/asks') ? heavyPage('/door/asks/') : '<!doctype html><p>A page.';
}

function terms(url: string): string {
  return encodePaymentRequiredHeader({
    x402Version: 2,
    error: 'Payment required',
    resource: { url, description: 'The boatman and the basket', mimeType: 'text/html' },
    accepts: [
      {
        scheme: 'exact',
        network: 'eip155:84532',
        amount: '10000',
        asset: '0x036CbD53842c5426634e7929541eC2318f3dCF7e',
        payTo: '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
        maxTimeoutSeconds: 300,
        extra: { name: 'USDC', version: '2' },
      },
    ],
  });
}

/** Heavy pages at /heavy and /asks, and doors at /door… that any proof opens: what is measured is the way there. */
export async function startShop(): Promise<Shop> {
  const times = new Map<string, Times>();
  const waiting = new Map<string, (time: number) => void>();
  const at = (target: string): Times => {
    const known = times.get(target) ?? { asked: Number.NaN, paid: Number.NaN };
    times.set(target, known);
    return known;
  };
  const html = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  const server = await startServer((request, response) => {
    const target = request.url ?? '/';
    if (target.startsWith('/door')) {
      const now = wallClock();
      if (request.headers['payment-signature'] === undefined) {
        const address = `http://${request.headers.host}${target}`;
        response.writeHead(402, { ...html, 'PAYMENT-REQUIRED': terms(address) });
        at(target).asked = wallClock();
        response.end('<!doctype html><p id="paywall">A cent, please.');
        return;
      }
      at(target).paid = now;
      waiting.get(target)?.(now);
      response.writeHead(200, html);
      response.end('<!doctype html><p id="paid">Thank you.');
    } else if (target.startsWith('/pixel')) {
      response.writeHead(200, { 'content-type': 'image/gif', 'cache-control': 'no-store' });
      response.end(PIXEL);
    } else if (target.startsWith('/json')) {
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end('{}');
    } else if (target.startsWith('/script')) {
      response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' });
      response.end('globalThis.scripts = (globalThis.scripts ?? 0) + 1;');
    } else {
      response.writeHead(200, html);
      response.end(pageAt(target));
    }
  });
  return {
    ...server,
    at,
    paid: (target) =>
      new Promise((resolve) => {
        const known = at(target).paid;
        if (Number.isNaN(known)) waiting.set(target, resolve);
        else resolve(known);
      }),
  };
}
