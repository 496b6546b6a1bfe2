import { createServer, type IncomingMessage, type Server } from 'node:http';
import { isObject, type Json, member, parseJson } from '../../../../src/core/encoding/json.ts';
import { createFacilitator } from './facilitator.ts';
import { practiceInvoice } from './invoice.ts';

/** Bytes of a request that are read. */
const BODY = 256 * 1024;
const MOST_SAT = 100_000_000;

async function bodyOf(request: IncomingMessage): Promise<Json | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY) return undefined;
    chunks.push(chunk);
  }
  return parseJson(Buffer.concat(chunks).toString('utf8'));
}

type Reply = { readonly status: number; readonly body: object };
const bad = (error: string): Reply => ({ status: 400, body: { error } });

/** POST /invoice: `{"sat": 10, "description": "…"}`. */
function invoiceFor(asked: Json, now: number): Reply {
  const sat = isObject(asked) ? member(asked, 'sat') : undefined;
  const words = isObject(asked) ? member(asked, 'description') : undefined;
  if (typeof sat !== 'number' || !Number.isInteger(sat) || sat < 1 || sat > MOST_SAT) {
    return bad(`sat is a whole number from 1 to ${MOST_SAT}`);
  }
  return {
    status: 200,
    body: practiceInvoice(sat, typeof words === 'string' ? words : 'Practice', now),
  };
}

/** A facilitator and a source of invoices for practice. It listens on this computer alone, and moves no money. */
export function createPracticeServer(now: () => number): Server {
  const facilitator = createFacilitator(now);
  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const path = (request.url ?? '').split('?', 1)[0]?.replace(/\/+$/, '');
    const way = `${request.method} ${path}`;
    if (way === 'GET /supported') return { status: 200, body: facilitator.supported() };
    if (!['POST /verify', 'POST /settle', 'POST /invoice'].includes(way)) {
      return { status: 404, body: { error: 'GET /supported, POST /verify, /settle, /invoice' } };
    }
    const body = await bodyOf(request);
    if (body === undefined) return bad('the body is no JSON, or is too long');
    if (way === 'POST /invoice') return invoiceFor(body, now());
    return {
      status: 200,
      body: way === 'POST /verify' ? facilitator.verify(body) : facilitator.settle(body),
    };
  };
  return createServer((request, response) => {
    const send = ({ status, body }: Reply) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    answer(request).then(send, () => send(bad('the request broke off')));
  });
}
