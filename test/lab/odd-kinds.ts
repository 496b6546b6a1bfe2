import { html, type Oddity, refuse } from './odd.ts';
import { page } from './page.ts';

// A page that asks for something in every way that pages have, and is refused each time.

const script =
  (source: string): Oddity =>
  ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/javascript' });
    response.end(source);
  };

/** Fetches what it is told, as a dedicated and as a service worker. */
const worker = `addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('message', ({ data }) => { fetch(data).catch(() => undefined); });`;

const every = (otherUrl: string) => `<h1>A page that asks in every way</h1>
<link rel="stylesheet" href="/kinds/paid/style.css">
<script src="/kinds/paid/script.js"></script>
<iframe src="/kinds/paid/frame"></iframe>
<img alt="" src="/kinds/paid/image.png">
<video src="/kinds/paid/video.mp4" preload="auto" muted></video>
<object data="/kinds/paid/object" type="text/html"></object>
<script>
fetch('/kinds/paid/fetch').catch(() => undefined);
fetch('${otherUrl}/kinds/paid/elsewhere').catch(() => undefined);
const request = new XMLHttpRequest();
request.open('POST', '/kinds/paid/xhr');
request.send('question');
new Worker('/kinds/worker.js').postMessage('/kinds/paid/from-worker');
navigator.serviceWorker.register('/kinds/service-worker.js', { scope: '/kinds/nothing/' })
  .then(async (registration) => {
    const found = registration.active ?? registration.waiting ?? registration.installing;
    found.postMessage('/kinds/paid/from-service-worker');
  });
</script>`;

/** Oddities about what asks. */
export const oddKinds: Record<string, Oddity> = {
  '/kinds': (call) => html(call, page('Kinds', every(call.otherUrl))),
  '/kinds/worker.js': script(worker),
  '/kinds/service-worker.js': script(worker),
  '/kinds/paid/': (call) => refuse(call),
  // To begin at: the same site, and nothing asked.
  '/kinds/before': (call) => html(call, page('Before', '<h1>Nothing is asked here</h1>')),
};
