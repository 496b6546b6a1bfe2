import { gzipSync } from 'node:zlib';
import { makeInvoice } from '../fixtures/invoice.ts';
import { payment } from '../fixtures/payment.ts';
import { blob, ENTRY } from '../fixtures/x402/weather.ts';
import { v2 } from './format-offers.ts';
import type { RawAnswer } from './raw.ts';

const MPP_REQUEST = {
  amount: '1750000',
  currency: '0x20c0000000000000000000000000000000000000',
  methodDetails: { chainId: 42431 },
  recipient: ENTRY.payTo,
};
const described = (description: string, amount = MPP_REQUEST.amount) =>
  `WWW-Authenticate: ${payment('tempo', { ...MPP_REQUEST, amount }, { description })}`;

const problem = (text: string) => JSON.stringify({ error: { code: 'no_credit', message: text } });
/** More than any of them shows, so that the pieces add up to a long page. */
const PIECE = `${'all work and no pay '.repeat(100)}\n`;

/** The same words in other bytes, and bytes that are no words. */
export const formatBytes: Record<string, (url: string) => RawAnswer> = {
  '/bytes/two-lines': () => ({
    lines: [
      described('First'),
      'WWW-Authenticate: Basic realm="a, b"',
      described('Second', '2250000'),
    ],
  }),
  '/bytes/folded': () => {
    const [start = '', rest = ''] = described('Folded').split(', method=');
    return { lines: [`${start},`, `\t method=${rest}`] };
  },
  '/bytes/utf-8': () => ({ lines: [Buffer.from(described('Café “fine” 🍞'), 'utf8')] }),
  '/bytes/latin-1': () => ({ lines: [Buffer.from(described('Café à la crème'), 'latin1')] }),
  '/bytes/invalid-utf-8': () => {
    const [start = '', rest = ''] = described('?').split('?');
    return {
      lines: [
        Buffer.concat([Buffer.from(start), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from(rest)]),
      ],
    };
  },
  '/bytes/300-kilobytes': (url) => ({
    lines: [
      `PAYMENT-REQUIRED: ${blob(v2(url, { ...ENTRY, extra: { ...ENTRY.extra, more: 'x'.repeat(225_000) } }))}`,
    ],
  }),
  '/bytes/100-kilobytes': (url) => ({
    lines: [
      `PAYMENT-REQUIRED: ${blob(v2(url, { ...ENTRY, extra: { ...ENTRY.extra, more: 'x'.repeat(75_000) } }))}`,
    ],
  }),
  '/bytes/body-latin-1': () => ({
    lines: ['Content-Type: application/json; charset=iso-8859-1'],
    body: Buffer.from(problem('Crème brûlée épuisée'), 'latin1'),
  }),
  '/bytes/body-utf-16': () => ({
    lines: ['Content-Type: application/json; charset=utf-16'],
    body: Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from(problem('Crème brûlée épuisée'), 'utf16le'),
    ]),
  }),
  '/bytes/trailing-comma': () => ({
    lines: ['Content-Type: text/html'],
    body: '{\n  "error": {\n    "code": "expired_card",\n    "message": "This card is too old.",\n  }\n}',
  }),
  '/bytes/empty': () => ({ lines: ['Content-Type: application/json'], body: '' }),
  '/bytes/gzip': () => ({
    lines: ['Content-Type: application/json', 'Content-Encoding: gzip'],
    body: gzipSync(problem('Packed and unpaid')),
  }),
  '/bytes/flood': () => ({
    lines: ['Content-Type: text/html'],
    body: '<!doctype html><title>A flood of words</title><pre>',
    drip: { text: PIECE.repeat(8), every: 10 },
  }),
  '/bytes/drip': () => ({
    // Without a charset Firefox waits for a kilobyte before it makes a page of it.
    lines: ['Content-Type: text/html; charset=utf-8'],
    body: '<!doctype html><title>Drop by drop</title><pre>',
    drip: { text: 'x', every: 100 },
  }),
};

/** A page that asks for the price of its parts by script: the answer is in the body. */
export const formatCalls: Record<string, (url: string) => RawAnswer> = {
  // An invoice that ended long ago.
  '/ended': () => ({ lines: [`X-Lightning: ${makeInvoice({ timestamp: 1_700_000_000 })}`] }),
  '/calls/fetch': () => caller('const { status } = await fetch("/calls/body"); done(status);'),
  '/calls/xhr': () =>
    caller(
      'const call = new XMLHttpRequest(); call.open("GET", "/calls/body"); call.onload = () => done(call.status); call.send();',
    ),
  '/calls/body': (url) => ({
    lines: ['Content-Type: application/json'],
    body: JSON.stringify(v2(url, ENTRY)),
  }),
};

function caller(script: string): RawAnswer {
  return {
    status: '200 OK',
    lines: ['Content-Type: text/html; charset=utf-8'],
    body: `<!doctype html><link rel="icon" href="data:,"><title>Calls</title><p id="status"></p>
<script type="module">const done = (text) => { document.querySelector('#status').textContent = text; }; ${script}</script>`,
  };
}
