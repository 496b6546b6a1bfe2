import { createHash } from 'node:crypto';
import { serveFilm } from './film.ts';
import { type Call, html, type Oddity, paid, proof, receipt, refuse, settle } from './odd.ts';
import { page } from './page.ts';
import type { Settled } from './till.ts';

/** One second of a tone of 440 Hz: 8-bit PCM at 8 kHz in a WAVE file (RIFF). */
function tone(): Buffer {
  const rate = 8_000;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + rate, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(rate, 40);
  const samples = Array.from({ length: rate }, (_, n) =>
    Math.round(128 + 100 * Math.sin((2 * Math.PI * 440 * n) / rate)),
  );
  return Buffer.concat([header, Buffer.from(samples)]);
}

/** A green square of 40 by 40. */
const SQUARE = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#1a7f37"/></svg>`;

const TONE = tone();

/** Answers with these bytes as this kind of content. */
const gives =
  (type: string, bytes: string | Buffer, more: Record<string, string> = {}) =>
  ({ response }: Call, settled: Settled) => {
    response.writeHead(200, { 'content-type': type, ...more, ...receipt(settled) });
    response.end(bytes);
  };

async function bodyOf({ request }: Call): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Says what came with the request, so that the page can tell that it was its own. */
const echo = async (call: Call, settled: Settled) => {
  const body = await bodyOf(call);
  call.response.writeHead(200, { 'content-type': 'application/json', ...receipt(settled) });
  call.response.end(JSON.stringify({ method: call.request.method, body }));
};

/** What makes the page ask: an element that loads by itself, or a button. `AT` stands for the paid address. */
const PARTS: Readonly<Record<string, string>> = {
  icon: '<link id="thing" rel="icon" href="AT">',
  image: '<img id="thing" src="AT" alt="">',
  gone: '<img id="thing" src="AT" alt="">',
  sound: '<audio id="thing" src="AT"></audio>',
  link: '<a id="ask" href="AT">The letter</a>',
  broken: '<a id="ask" download href="AT">Save what is broken</a>',
  film: '<video id="thing" src="AT"></video>',
  source: '<audio id="thing"><source src="AT" type="audio/wav"></audio>',
  frame: '<iframe id="thing" src="AT"></iframe>',
  object: '<object id="thing" data="AT" type="image/svg+xml"></object>',
  embed: '<embed id="thing" src="AT" type="image/svg+xml">',
  style: '<link id="thing" rel="stylesheet" href="AT">',
  script: '<script id="thing" src="AT"></script>',
  download: '<a id="ask" download="letter.txt" href="AT">Save the letter</a>',
  form: '<form method="post" action="AT"><input name="note" value="hello"><button id="ask">Send</button></form>',
};

/** A page whose button asks for AT by a script's call. */
const CALLS: Readonly<Record<string, string>> = {
  fetch: `fetch(at).then(tell)`,
  post: `fetch(at, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ say: typed.value }) }).then(tell)`,
  put: `fetch(at, { method: 'PUT', body: new Blob(['a'.repeat(1000)]) }).then(tell)`,
  patch: `fetch(at, { method: 'PATCH', body: 'part' }).then(tell)`,
  delete: `fetch(at, { method: 'DELETE' }).then(tell)`,
  upload: `(() => { const form = new FormData(); form.append('note', typed.value); form.append('file', new Blob(['letter']), 'letter.txt'); return fetch(at, { method: 'POST', body: form }).then(tell); })()`,
  xhr: `(() => { const x = new XMLHttpRequest(); x.open('POST', at); x.onloadend = () => say(x.status, x.responseText); x.send('by xhr'); })()`,
  beacon: `navigator.sendBeacon(at, 'a report')`,
  events: `(() => { const s = new EventSource(at); s.onmessage = ({ data }) => { say(200, data); s.close(); }; s.onerror = () => { if (s.readyState === 2 && got.textContent === 'asked') say(402, ''); }; })()`,
  socket: `(() => { const s = new WebSocket(at.replace(/^/, location.origin.replace('http', 'ws'))); s.onmessage = ({ data }) => say(200, data); s.onerror = () => say(402, ''); })()`,
  worker: `(worker ??= new Worker('/parts/worker.js')).postMessage(at)`,
  shared: `(shared ??= new SharedWorker('/parts/shared.js')).port.postMessage(at)`,
};

const script = (at: string, call: string) => `
const at = ${JSON.stringify(at)};
const typed = document.querySelector('#typed');
const got = document.querySelector('#got');
const say = (status, text) => { got.textContent = status + ' ' + text; };
const tell = async (response) => say(response.status, await response.text());
let worker, shared;
const heard = ({ data }) => say(data.status, data.text);
document.querySelector('#ask').addEventListener('click', () => {
  got.textContent = 'asked';
  ${call};
  if (worker) worker.onmessage = heard;
  if (shared) shared.port.onmessage = heard;
});`;

const WORKER = `onmessage = async ({ data }) => {
  const response = await fetch(data, { method: 'POST', body: 'by a worker' });
  postMessage({ status: response.status, text: await response.text() });
};`;
const SHARED = `onconnect = ({ ports: [port] }) => { port.onmessage = async ({ data }) => {
  const response = await fetch(data, { method: 'POST', body: 'by a shared worker' });
  port.postMessage({ status: response.status, text: await response.text() });
}; };`;

/** A page that asks for one paid thing, and a field in which something can be typed meanwhile. */
const partPage: Oddity = (call) => {
  const { searchParams } = new URL(call.url);
  const kind = searchParams.get('kind') ?? '';
  const host = searchParams.has('elsewhere') ? call.otherUrl : '';
  const at = `${host}/parts/${kind}?visit=${searchParams.get('visit')}`;
  const element = PARTS[kind]?.replace('AT', at.replaceAll('&', '&amp;')) ?? '';
  const js = CALLS[kind] === undefined ? '' : `<script>${script(at, CALLS[kind])}</script>`;
  const button = js === '' ? '' : '<button id="ask" type="button">Ask</button>';
  html(
    call,
    page(
      `Part: ${kind}`,
      `<h1 id="part">A page with a paid ${kind}</h1><input id="typed">${element}${button}<output id="got">…</output>${js}`,
    ),
  );
};

const svg = paid('A drawing', gives('image/svg+xml', SQUARE));
const sound = paid('A sound', gives('audio/wav', TONE));
/** Events as a stream (WHATWG HTML, section 9.2). */
const events = paid('Events', gives('text/event-stream', 'data: the first event\n\n'));
/** A WebSocket's handshake, and one message (RFC 6455, sections 4.2.2 and 5.2). */
const socket = paid('A socket', ({ request }, settled) => {
  const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const message = Buffer.from('the first message');
  const head = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${createHash('sha1').update(key).digest('base64')}`,
    ...Object.entries(receipt(settled)).map(([name, value]) => `${name}: ${value}`),
  ];
  request.socket.write(`${head.join('\r\n')}\r\n\r\n`);
  request.socket.write(Buffer.concat([Buffer.from([0x81, message.length]), message]));
});
const letter = paid(
  'A file',
  gives('text/plain', 'Dear reader', {
    'content-disposition': 'attachment; filename="letter.txt"',
  }),
);
const film = paid('A film', ({ request, response }, settled) =>
  serveFilm(request, response, receipt(settled)),
);
const called = paid('A call', (call, settled) => void echo(call, settled));

/** Allows pages of every site to ask. */
const openTo = ({ request }: Call) => ({
  'access-control-allow-origin': request.headers.origin ?? '*',
  'access-control-allow-headers': 'x-custom',
});
/** Asked by a page of another site with a header of its own; what was paid for is at another address. */
const away: Oddity = async (call) => {
  const { request, response } = call;
  if (request.method === 'OPTIONS') return void response.writeHead(204, openTo(call)).end();
  const given = proof(call);
  const settled = given && (await settle(call, given));
  for (const [name, value] of Object.entries(openTo(call))) response.setHeader(name, value);
  if (settled?.success !== true) return refuse(call);
  const location = `/parts/landed${new URL(call.url).search}`;
  response.writeHead(307, { location, ...receipt(settled) }).end();
};

/** What a page loads, each kind behind a price. */
export const oddParts: Record<string, Oddity> = {
  '/parts': partPage,
  '/parts/worker.js': ({ response }) =>
    void response.writeHead(200, { 'content-type': 'text/javascript' }).end(WORKER),
  '/parts/shared.js': ({ response }) =>
    void response.writeHead(200, { 'content-type': 'text/javascript' }).end(SHARED),
  '/parts/image': svg,
  '/parts/icon': svg,
  // A picture that the page takes away again while it is being paid for.
  '/parts/gone': svg,
  // What the page's policy forbids is reported to a paid address.
  '/parts/csp': (call) =>
    html(
      call,
      page('Part: csp', `<h1 id="part">A page with a policy</h1><img src="/parts/image">`),
      {
        'content-security-policy': `img-src 'none'; report-uri /parts/report${new URL(call.url).search}`,
      },
    ),
  '/parts/report': called,
  '/favicon.ico': svg,
  '/parts/object': svg,
  '/parts/embed': svg,
  '/parts/sound': sound,
  '/parts/source': sound,
  '/parts/film': film,
  '/parts/film.mp3': film,
  '/parts/frame': paid('A frame'),
  '/parts/style': paid(
    'A style sheet',
    gives('text/css', 'body { outline: 3px solid rgb(1, 2, 3); }'),
  ),
  '/parts/script': paid(
    'A script',
    gives('text/javascript', 'globalThis.opened = "by the script";'),
  ),
  '/parts/download': letter,
  '/parts/link': letter,
  // Takes the proof, and does nothing with it.
  '/parts/broken': (call) =>
    proof(call) === undefined ? refuse(call) : void call.response.writeHead(500).end(),
  '/parts/form': called,
  ...Object.fromEntries(Object.keys(CALLS).map((kind) => [`/parts/${kind}`, called])),
  '/parts/away': away,
  '/parts/landed': (call) => void call.response.writeHead(200, openTo(call)).end('landed'),
  '/parts/events': events,
  '/parts/socket': socket,
};
