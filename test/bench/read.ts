import { decodePaymentRequiredHeader, encodePaymentRequiredHeader } from '@x402/core/http';
import { parsePaymentRequired } from '@x402/core/schemas';
import type { HttpResponse } from '../../src/core/web/http.ts';
import { builtReader, type Read } from './built.ts';
import { compare, respond } from './compare.ts';
import { oracleRows } from './oracles.ts';
import type { Row } from './row.ts';

const KIB = 1024;
const LARGEST = 64 * KIB;

type Challenge = Parameters<typeof encodePaymentRequiredHeader>[0];

/** What a shop with one price asks. */
function challenge(description = 'The boatman and the basket'): Challenge {
  return {
    x402Version: 2,
    error: 'Payment required',
    resource: { url: 'https://shop.example/article', description, mimeType: 'text/html' },
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
  };
}

async function againstReference(read: Read): Promise<Row> {
  const header = encodePaymentRequiredHeader(challenge());
  const response = respond([['PAYMENT-REQUIRED', header]]);
  if (read(response).offers.length !== 1) throw new Error('the offer is not read');
  const reference = () => parsePaymentRequired(decodePaymentRequiredHeader(header));
  if (!reference().success) throw new Error('the reference client does not read it');
  const { ratio, ours, theirs } = await compare(() => read(response), reference);
  const us = (value: number) => `${(value * 1000).toFixed(1)} µs`;
  return {
    what: 'read() of an x402 header ÷ reference decode and schema',
    ratio,
    budget: 1,
    figures: `${us(ours)} ÷ ${us(theirs)}, ${header.length} characters`,
  };
}

/** What grows in a challenge, each filling about so many characters of its header line or body. */
const shapes: Readonly<Record<string, (characters: number) => HttpResponse>> = {
  'a long description': (n) => {
    const bare = encodePaymentRequiredHeader(challenge('')).length;
    const text = 'x'.repeat(Math.max(0, Math.floor(((n - bare) * 3) / 4) - 4));
    return respond([['PAYMENT-REQUIRED', encodePaymentRequiredHeader(challenge(text))]]);
  },
  'many entries': (n) => {
    const one = challenge();
    const each = Math.ceil((JSON.stringify(one.accepts[0]).length * 4) / 3);
    const count = Math.max(1, Math.floor((n - 300) / each));
    const accepts = Array.from({ length: count }, () => one.accepts[0]);
    return respond([['PAYMENT-REQUIRED', btoa(JSON.stringify({ ...one, accepts }))]]);
  },
  'brackets that never close': (n) => respond([['PAYMENT-REQUIRED', '{"a":'.repeat(n / 5)]]),
  'quotes and backslashes': (n) =>
    respond([['WWW-Authenticate', `X402 a="${'\\"'.repeat(n / 2 - 6)}`]]),
  'a list of schemes': (n) => respond([['WWW-Authenticate', 'L402 , '.repeat(n / 7)]]),
  'a body of JSON': (n) =>
    respond([], `{"x402Version":1,"accepts":[${'{"payTo":"x"},'.repeat(n / 14 - 3)}{}]}`),
};

/** The worst ratio of one doubling, over all shapes and sizes. */
async function growth(read: Read): Promise<Row> {
  let worst = { ratio: 0, figures: '' };
  for (const [name, make] of Object.entries(shapes)) {
    for (let size = 8 * KIB; size < LARGEST; size *= 2) {
      const single = make(size - 8);
      const double = make(2 * size - 8);
      const { ratio, ours, theirs } = await compare(
        () => read(double),
        () => read(single),
      );
      const figures = `${name}, ${(ours * 1000).toFixed(0)} µs at ${(2 * size) / KIB} KiB ÷ ${(theirs * 1000).toFixed(0)} µs at ${size / KIB} KiB`;
      if (ratio > worst.ratio) worst = { ratio, figures };
    }
  }
  return { what: 'read() of twice the input ÷ of once, worst to 64 KiB', budget: 2.2, ...worst };
}

/** `folder`: for the build. */
export async function readRows(folder: string): Promise<Row[]> {
  const read = await builtReader(folder);
  return [await againstReference(read), ...(await oracleRows(read)), await growth(read)];
}
