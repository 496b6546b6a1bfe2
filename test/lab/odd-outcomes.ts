import { type Call, challenge, html, type Oddity, paid, proof, receipt } from './odd.ts';
import { article, page } from './page.ts';
import type { Settled } from './till.ts';

type Open = (call: Call, settled: Settled) => void;

/** Takes the money and sends the browser on, with or without a receipt on the redirect. */
const sendsOn =
  (status: number, to: (call: Call) => string, says: boolean): Open =>
  (call, settled) => {
    call.response.writeHead(status, { location: to(call), ...(says ? receipt(settled) : {}) });
    call.response.end();
  };

const moved = (status: number, to: string): Oddity => {
  return ({ response, url, otherUrl }) => {
    const { search } = new URL(url);
    response.writeHead(status, {
      location: (to.startsWith('//') ? otherUrl + to.slice(1) : to) + search,
    });
    response.end();
  };
};

const query = (call: Call) => new URL(call.url).search;

const shown: Oddity = (call) => html(call, article('What the redirect led to'));

/** A 2xx of these headers, with a few bytes. */
const brings =
  (status: number, headers: Record<string, string>): Open =>
  (call, settled) => {
    call.response.writeHead(status, { ...headers, ...receipt(settled) });
    call.response.end(status === 204 || status === 205 ? undefined : 'a few bytes');
  };

/** The smallest picture, 1 x 1. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A 2xx of the content type at the end of the address: bytes of it where a browser would draw them. */
const ofType: Open = ({ response, url }, settled) => {
  const type = new URL(url).pathname.replace(/^.*as\//, '');
  response.writeHead(200, { 'content-type': type, ...receipt(settled) });
  if (type === 'image/png') response.end(PNG);
  else response.end(type.endsWith('json') ? '{"paid":true}' : 'a few bytes');
};

/** 402 with the challenge in the header, and a page. */
function refuseByPage(call: Call): void {
  call.response.writeHead(402, {
    'PAYMENT-REQUIRED': challenge(call),
    'content-type': 'text/html; charset=utf-8',
  });
  call.response.end(page('Pay first', '<h1 id="asks">Pay first</h1>'));
}

const REDIRECTS = [301, 302, 303, 307, 308];

/** What comes after the money: redirects and where they lead, files, and nothing. */
export const oddOutcomes: Record<string, Oddity> = {
  ...Object.fromEntries(
    REDIRECTS.flatMap((status) => [
      [
        `/on/${status}`,
        paid(
          'Sent on',
          sendsOn(status, (call) => `${call.otherUrl}/on/shown`, true),
        ),
      ],
      [
        `/on/${status}-silent`,
        paid(
          'Sent on',
          sendsOn(status, (call) => `/on/shown${query(call)}`, false),
        ),
      ],
    ]),
  ),
  '/on/several': paid(
    'Sent on',
    sendsOn(302, (call) => `/on/second${query(call)}`, false),
  ),
  '/on/second': moved(307, '//on/third'),
  '/on/third': moved(303, '/on/shown'),
  '/on/shown': shown,
  // To itself, with a cookie for a proof: as sites with sessions do.
  '/on/itself': (call) => {
    if (call.request.headers.cookie?.includes('paid=1')) return shown(call);
    return paid('Sent on', (own, settled) => {
      own.response.setHeader('set-cookie', 'paid=1; Max-Age=20; Path=/on/itself');
      sendsOn(303, () => own.url, false)(own, settled);
    })(call);
  },
  '/on/to-login': paid(
    'Sent on',
    sendsOn(
      302,
      (call) => `/on/login?next=${encodeURIComponent(new URL(call.url).pathname)}`,
      true,
    ),
  ),
  '/on/login': (call) => html(call, page('Log in', '<h1 id="login">Log in</h1>')),
  '/on/to-front': paid(
    'Sent on',
    sendsOn(302, () => '/', true),
  ),
  '/': (call) => html(call, page('Front page', '<h1 id="front">Front page</h1>')),
  '/on/to-404': paid(
    'Sent on',
    sendsOn(302, () => '/on/nowhere', false),
  ),
  '/on/to-404-receipt': paid(
    'Sent on',
    sendsOn(302, () => '/on/nowhere', true),
  ),
  '/on/to-500': paid(
    'Sent on',
    sendsOn(302, () => '/on/fails', false),
  ),
  '/on/fails': ({ response }) => void response.writeHead(500).end('broken'),
  '/on/to-402': paid(
    'Sent on',
    sendsOn(302, (call) => `/empty${query(call)}`, false),
  ),
  '/on/to-break': paid(
    'Sent on',
    sendsOn(302, () => '/on/breaks', false),
  ),
  '/on/breaks': ({ request }) => void request.socket.destroy(),
  '/on/to-file': paid(
    'Sent on',
    sendsOn(302, () => '/on/file', false),
  ),
  '/on/file': ({ response }) => {
    response.writeHead(200, { 'content-disposition': 'attachment; filename="a.txt"' });
    response.end('a few bytes');
  },
  '/came/204': paid('Nothing', brings(204, {})),
  '/came/205': paid('Nothing', brings(205, {})),
  '/came/attachment': paid(
    'A file',
    brings(200, {
      'content-type': 'text/html',
      'content-disposition': 'attachment; filename="book.html"',
    }),
  ),
  '/came/zip': paid('A file', brings(200, { 'content-type': 'application/zip' })),
  // Neither browser draws this, and no list of types can name them all.
  '/came/unknown-type': paid('A file', brings(200, { 'content-type': 'application/x-farebox' })),
  // Any type, after a 402 without a body, or after one that is a page.
  '/came/as/': paid('Anything', ofType),
  '/came/page-as/': (call) =>
    proof(call) === undefined ? refuseByPage(call) : paid('Anything', ofType)(call),
  '/came/inline': paid('A page', (call, settled) =>
    html(call, page('Inline', '<h1 id="paid">Inline</h1>'), {
      'content-disposition': 'inline; filename="page.html"',
      ...receipt(settled),
    }),
  ),
};
