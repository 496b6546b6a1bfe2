import { answer, ask, type Counter, open, PRICE_SAT } from './counter.ts';
import { hashOf } from './tokens.ts';

/** A counter of Blossom's kind (BUD-07): an invoice in `X-Lightning`, then its preimage there, once. */
export function xLightning(): Counter {
  const waiting = new Set<string>();
  return async (call) => {
    const { request, response, merchant, path } = call;
    const given = request.headers['x-lightning'];
    if (typeof given !== 'string') {
      const invoice = await merchant.invoice(PRICE_SAT, `Article ${path.slice(1)}`);
      waiting.add(invoice.paymentHash);
      response.setHeader('x-lightning', invoice.bolt11);
      return ask(call);
    }
    if (waiting.delete(hashOf(given))) return open(call);
    response.setHeader('x-reason', 'Preimage is not known');
    answer(call, 400, 'Wrong preimage');
  };
}
