import type { IncomingMessage, ServerResponse } from 'node:http';
import { article } from './page.ts';
import { base64, paymentRequired, proofOf, redeem, requirements, type Settled } from './till.ts';

/** One request to the odd shop and what its counters need. */
export type Call = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly facilitatorUrl: string;
  /** Full address, as asked for. */
  readonly url: string;
  /** The odd shop under its other host. */
  readonly otherUrl: string;
  /** How many 402s this path has answered before. */
  readonly visits: number;
};

/** One oddity. Paths are exact, or prefixes when they end in `/`. */
export type Oddity = (call: Call) => void | Promise<void>;

/** The price of every odd thing, base units. */
export const PRICE = '10000';

/** The proof that came with a request, if any. */
export const proof = ({ request }: Call): object | undefined =>
  proofOf(request, 'payment-signature');

/** Value of a PAYMENT-REQUIRED header for this address; without the query, which may be 20 KB. */
export const challenge = (call: Call, amount = PRICE, error?: string): string =>
  base64(paymentRequired(call.url.replace(/\?.*$/s, ''), [requirements(amount)], error));

/** 402 with the challenge in the header and no body at all. */
export function refuse(call: Call, amount = PRICE, error?: string): void {
  call.response.writeHead(402, { 'PAYMENT-REQUIRED': challenge(call, amount, error) });
  call.response.end();
}

/** Settles a proof for this price. */
export const settle = (call: Call, given: object, amount = PRICE): Promise<Settled> =>
  redeem(call.facilitatorUrl, 2, given, requirements(amount));

/** PAYMENT-RESPONSE header of a settlement. */
export const receipt = (settled: Settled): Record<string, string> => ({
  'PAYMENT-RESPONSE': base64(JSON.stringify({ network: 'eip155:84532', ...settled })),
});

/** 200, HTML. */
export function html(call: Call, text: string, headers: Record<string, string> = {}): void {
  call.response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
  call.response.end(text);
}

/** An honest till: refuses without a proof, settles one, and answers `open` when the money moved. */
export function paid(
  title: string,
  open: (call: Call, settled: Settled) => void = (call, settled) =>
    html(call, article(title), receipt(settled)),
): Oddity {
  return async (call) => {
    const given = proof(call);
    if (given === undefined) return refuse(call);
    const settled = await settle(call, given);
    if (settled.success) return open(call, settled);
    refuse(call, PRICE, settled.errorReason);
  };
}
