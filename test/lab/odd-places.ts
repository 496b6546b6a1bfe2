import { challenge, html, type Oddity, paid, proof, receipt, refuse } from './odd.ts';
import { article, page } from './page.ts';

/** Registers `script` for its folder and says so in the title. */
const installer = (script: string, links: string) =>
  page(
    'Worker',
    `<h1>A page with its own worker</h1><p id="worker">waiting</p>${links}
<script>
navigator.serviceWorker.register('${script}').then(() => navigator.serviceWorker.ready)
  .then(() => { document.querySelector('#worker').textContent = 'ready'; });
</script>`,
  );

const script =
  (source: string): Oddity =>
  ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/javascript' });
    response.end(source);
  };

const takeOver = `addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
`;

/** The page's worker asks the network for every page itself. */
const serving = `${takeOver}addEventListener('fetch', (event) => event.respondWith(fetch(event.request)));`;

/** The page's worker makes up a 402 that no server sent. */
const inventing = `${takeOver}addEventListener('fetch', (event) => {
  if (new URL(event.request.url).pathname === '/invented/page')
    event.respondWith(new Response('<h1 id="invented">Pay me</h1>',
      { status: 402, headers: { 'content-type': 'text/html', 'payment-required': 'e30=' } }));
});`;

const calls = `<h1>A page that asks in the background</h1>
<p>fetch <output id="fetch">…</output></p><p>XMLHttpRequest <output id="xhr">…</output></p>
<script>
const say = (id, text) => { document.querySelector(id).textContent = text; };
fetch('/empty').then((response) => say('#fetch', response.status), (error) => say('#fetch', String(error)));
const request = new XMLHttpRequest();
request.open('GET', '/calls/xhr');
request.onloadend = () => say('#xhr', request.status);
request.send();
</script>`;

/** Headers by which browsers and frameworks say that a fetch is made ahead of a visit. */
const AHEAD: readonly (readonly [name: string, value: string])[] = [
  ['Purpose', 'prefetch'],
  ['X-Purpose', 'preview'],
  ['X-Sec-Purpose', 'prefetch;prerender'],
  ['X-Moz', 'prefetch'],
  ['Next-Router-Prefetch', '1'],
  ['Next-Router-Segment-Prefetch', '/_tree'],
  ['RSC', '1'],
];

/** A page that calls `urls`, each with its headers, and says when all have been answered. */
const caller = (calls: readonly (readonly [url: string, headers: Record<string, string>])[]) =>
  page(
    'Calls',
    `<h1>A page that fetches</h1><p id="calls">waiting</p>
<script>
Promise.allSettled(${JSON.stringify(calls)}.map(([url, headers]) =>
  fetch(url, { headers, mode: url.startsWith('/') ? 'cors' : 'no-cors' })))
  .then(() => { document.querySelector('#calls').textContent = 'done'; });
</script>`,
  );

const servedPast = paid('Served past its worker');

/** What arrives without the proof: another address of the same shop, or another site's. */
const landing: Oddity = (call) => html(call, page('Landed', '<h1 id="landing">You landed</h1>'));

/** Oddities about where a 402 comes from and where a proof would go. */
export const oddPlaces: Record<string, Oddity> = {
  '/redirect': paid('Redirect', (call, settled) => {
    call.response.writeHead(302, { location: `${call.otherUrl}/landing`, ...receipt(settled) });
    call.response.end();
  }),
  '/landing': landing,
  '/ahead': (call) =>
    html(
      call,
      caller([
        ...AHEAD.map(([name, value]) => [`/empty?${name}`, { [name]: value }] as const),
        ['/empty?_rsc=1ab2c', {}],
      ]),
    ),
  '/stranger': (call) => html(call, caller([[`${call.otherUrl}/empty`, {}]])),
  '/worker/': (call) => html(call, installer('sw.js', '<a href="page">Its paid page</a>')),
  '/worker/sw.js': script(serving),
  '/worker/page': (call) => {
    if (proof(call) !== undefined) return servedPast(call);
    call.response.writeHead(402, {
      'content-type': 'text/html',
      'PAYMENT-REQUIRED': challenge(call),
    });
    call.response.end(page('Payment required', '<h1>This page wants a cent</h1>'));
  },
  '/worker/calls': (call) => html(call, page('Calls', calls)),
  '/worker/dearer': (call) => refuse(call, `${10_000 * (call.visits + 1)}`),
  '/worker/then-free': (call) => {
    if (call.request.headers.cookie?.includes('asked') === true) {
      return html(call, page('Free', '<h1 id="free">Free now</h1>'));
    }
    call.response.setHeader('set-cookie', 'asked=1');
    refuse(call);
  },
  // Chrome shows an error page for a 402 without a body, and lets no extension look at it.
  '/worker/empty': paid('Served past its worker'),
  '/invented/': (call) => html(call, installer('sw.js', '<a href="page">Its invented 402</a>')),
  '/invented/sw.js': script(inventing),
  '/invented/page': (call) =>
    html(call, page('Free', '<h1 id="free">The server asks nothing</h1>')),
  '/frames': (call) =>
    html(
      call,
      page(
        'Frames',
        `<h1>Two frames</h1><iframe id="own" src="/frames/inner"></iframe>
<iframe id="foreign" src="${call.otherUrl}/frames/foreign"></iframe>`,
      ),
    ),
  '/frames/inner': paid('A frame of the same site'),
  '/frames/foreign': paid('A frame of another site'),
  '/calls': (call) => html(call, page('Calls', calls)),
  '/calls/xhr': paid('Only for scripts'),
  '/prefetch': (call) =>
    html(
      call,
      page(
        'Prefetch',
        `<link rel="prefetch" href="/prefetch/link">
<script type="speculationrules">{"prefetch":[{"urls":["/prefetch/rules"],"eagerness":"immediate"}]}</script>
<h1 id="prefetch">This page fetches ahead</h1><a href="/prefetch/link">The page ahead</a>`,
      ),
    ),
  '/prefetch/link': paid('Fetched ahead by a link'),
  '/prefetch/rules': paid('Fetched ahead by speculation rules'),
  // Any address below: characters that mean something in a rule's pattern, other alphabets, length.
  '/any/': paid('An address with a difficult name', (call, settled) =>
    html(call, article(`Opened ${call.request.url?.slice(0, 60)}`), receipt(settled)),
  ),
};
