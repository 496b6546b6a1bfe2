import { challenge, html, type Oddity, paid, proof, receipt, refuse, settle } from './odd.ts';
import { article, page } from './page.ts';

const noStore = { 'cache-control': 'no-store' };

/** An honest till behind a 402 page with this in it. */
const wall =
  (body: string, headers: Record<string, string> = {}): Oddity =>
  async (call) => {
    const given = proof(call);
    const settled = given && (await settle(call, given));
    if (settled?.success) return html(call, article('Bought'), { ...receipt(settled), ...noStore });
    call.response.writeHead(402, {
      'PAYMENT-REQUIRED': challenge(call),
      'content-type': 'text/html; charset=utf-8',
      ...noStore,
      ...headers,
    });
    call.response.end(page('Wall', `<h1 id="wall">Pay</h1>${body}`));
  };

/** Allows everybody everything, as CORS has it. */
const open = (origin: string | undefined) => ({
  'access-control-allow-origin': origin ?? '*',
  'access-control-allow-headers': 'x-custom, payment-signature',
  'access-control-expose-headers': 'payment-required',
  ...noStore,
});

const storm = `<script>
  for (let i = 0; i < 980; i++) fetch('/item?n=' + i).catch(() => {});
  for (let i = 0; i < 20; i++) document.body.append(Object.assign(document.createElement('iframe'), { src: '/item?frame=' + i }));
</script>`;

/** Everything that a page can say to an extension. */
const messages = `<script>
  const command = { command: 'keyring.lock', in: null };
  const said = [];
  window.postMessage(command, '*');
  dispatchEvent(new CustomEvent('farebox', { detail: command }));
  for (const api of [globalThis.chrome, globalThis.browser]) {
    try { api.runtime.sendMessage(command); said.push('sent'); } catch { said.push('nobody'); }
  }
  document.title = said.join(' ');
</script>`;

const racers = `<script>
  for (let i = 0; i < 5; i++) fetch('/raced' + location.search).catch(() => {});
</script>`;

/** Opens each address that it is told in a frame. */
const loader = `<script>
  addEventListener('message', ({ data }) => {
    document.body.append(Object.assign(document.createElement('iframe'), { src: data }));
  });
</script>`;

/** A page of another site that asks for `/custom` with a header that needs a preflight. */
const asker: Oddity = (call) => {
  const target = `${call.otherUrl}/custom${new URL(call.url).search}`;
  html(
    call,
    page('Asker', `<script>fetch('${target}', { headers: { 'X-Custom': '1' } })</script>`),
    noStore,
  );
};

const custom: Oddity = async (call) => {
  const headers = open(call.request.headers.origin);
  if (call.request.method === 'OPTIONS') return void call.response.writeHead(204, headers).end();
  const given = proof(call);
  const settled = given && (await settle(call, given));
  if (settled?.success) return html(call, 'data', { ...headers, ...receipt(settled) });
  call.response.writeHead(402, { 'PAYMENT-REQUIRED': challenge(call), ...headers }).end();
};

/** Tricks with pages, frames and scripts. */
export const hostilePages: Record<string, Oddity> = {
  '/free': (call) => html(call, page('Free', '<h1 id="free">Free</h1>'), noStore),
  '/landing': (call) => html(call, page('Landing', '<h1 id="landing">Here</h1>'), noStore),
  '/wall': wall(''),
  // Where the other extension of the tests takes proofs off, and puts its own there.
  '/removed': wall(''),
  '/overwritten': wall(''),
  '/item': refuse,
  '/storm': wall(storm),
  '/challenge-redirect': (call) => {
    const value = challenge(call);
    call.response.writeHead(302, { location: '/free', 'PAYMENT-REQUIRED': value, ...noStore });
    call.response.end();
  },
  '/cookie': (call) => {
    const request = Buffer.from(JSON.stringify({ amount: '1', currency: 'usd' })).toString(
      'base64url',
    );
    call.response.writeHead(402, {
      'WWW-Authenticate': `Payment id="a", realm="r", method="evm", intent="charge", header="Cookie", request="${request}"`,
      'set-cookie': 'session=mine',
      ...noStore,
    });
    call.response.end();
  },
  '/refresh': wall('', { refresh: '0' }),
  '/meta-refresh': wall('<meta http-equiv="refresh" content="0">'),
  '/push-state': wall(`<script>history.pushState({}, '', '/free');</script>`),
  '/messages': wall(messages),
  '/racers': (call) => html(call, page('Racers', `<h1 id="racers">Go</h1>${racers}`), noStore),
  '/raced': paid('Raced'),
  // A script's call of a paid address, and a frame of it beside another site's that loads what it is told.
  '/caller': (call) => {
    const target = `/raced${new URL(call.url).search}`;
    html(call, page('Caller', `<script>fetch('${target}').catch(() => {});</script>`), noStore);
  },
  '/around': (call) => {
    const target = `/raced${new URL(call.url).search}`;
    const frames = `<iframe src="${target}"></iframe><iframe id="foreign" src="${call.otherUrl}/loader"></iframe>`;
    html(call, page('Around', frames), noStore);
  },
  '/loader': (call) => html(call, page('Loader', loader), noStore),
  '/asker': asker,
  '/custom': custom,
};
