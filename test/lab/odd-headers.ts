import type { ServerResponse } from 'node:http';
import { type Call, challenge, type Oddity, paid, proof } from './odd.ts';
import { paymentRequired, requirements } from './till.ts';

const honest = paid('Understood all the same');

/** Bytes as they are: node:http would tidy the header lines. Ends the connection. */
function raw({ socket }: ServerResponse, lines: readonly string[]): void {
  socket?.end(
    ['HTTP/1.1 402 Payment Required', ...lines, 'Content-Length: 0', '', ''].join('\r\n'),
  );
}

/** Unpaid: these header lines. Paid: like an honest shop. */
const dialect =
  (lines: (call: Call) => readonly string[]): Oddity =>
  (call) =>
    proof(call) === undefined ? raw(call.response, lines(call)) : honest(call);

const half = (text: string) => Math.floor(text.length / 2);

const json = (call: Call) => paymentRequired(call.url, [requirements('10000')]);

/** Ways to write, and to break, one header. */
export const oddHeaders: Record<string, Oddity> = {
  '/dialect/lower-case': dialect((call) => [`payment-required: ${challenge(call)}`]),
  '/dialect/mixed-case': dialect((call) => [`pAyMeNt-ReQuIrEd: ${challenge(call)}`]),
  '/dialect/x-name': dialect((call) => [`X-PAYMENT-REQUIRED: ${challenge(call)}`]),
  '/dialect/no-padding': dialect((call) => [
    `PAYMENT-REQUIRED: ${challenge(call).replace(/=+$/, '')}`,
  ]),
  '/dialect/url-safe': dialect((call) => [
    `PAYMENT-REQUIRED: ${Buffer.from(json(call)).toString('base64url')}`,
  ]),
  '/dialect/raw-json': dialect((call) => [`PAYMENT-REQUIRED: ${json(call)}`]),
  '/dialect/spaces': dialect((call) => [`PAYMENT-REQUIRED:   ${challenge(call)} \t `]),
  '/dialect/folded': dialect((call) => {
    const value = challenge(call);
    return [`PAYMENT-REQUIRED: ${value.slice(0, half(value))}`, ` ${value.slice(half(value))}`];
  }),
  '/dialect/repeated-same': dialect((call) => [
    `PAYMENT-REQUIRED: ${challenge(call)}`,
    `PAYMENT-REQUIRED: ${challenge(call)}`,
  ]),
  '/dialect/repeated-different': dialect((call) => [
    `PAYMENT-REQUIRED: ${challenge(call)}`,
    `PAYMENT-REQUIRED: ${challenge(call, '990000')}`,
  ]),
  '/dialect/garbage': dialect(() => ['PAYMENT-REQUIRED: @@@@']),
  '/dialect/silent': dialect(() => []),
  '/dialect/body-only': (call) => {
    if (proof(call) !== undefined) return honest(call);
    call.response.writeHead(402, { 'content-type': 'application/json' });
    call.response.end(json(call));
  },
};
