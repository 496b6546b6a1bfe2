import { type Oddity, PRICE, paid, proof, receipt, refuse, settle } from './odd.ts';
import { article, page } from './page.ts';

/** A price that is higher at each visit; a proof of an old price is refused with a new one. */
const rising: Oddity = async (call) => {
  const amount = String(10_000 + 1_000 * call.visits);
  const given = proof(call);
  if (given === undefined) return refuse(call, amount);
  refuse(call, amount, 'No matching payment requirements');
};

/** Takes proofs and says 402 for ever, settling nothing. */
const endless: Oddity = (call) => refuse(call);

/** Settles, then claims that nothing came: the thief. */
const thief: Oddity = async (call) => {
  const given = proof(call);
  if (given !== undefined) await settle(call, given);
  refuse(call, PRICE, given === undefined ? undefined : 'invalid_payload');
};

/** A receipt without a payment, on a page that costs nothing. */
const forged: Oddity = (call) => {
  const headers = receipt({ success: true, transaction: 'javascript:alert(1)' });
  call.response.writeHead(200, { 'content-type': 'text/html', ...headers });
  call.response.end(page('Free', '<h1 id="free">A free page with a receipt</h1>'));
};

/** Oddities about money and receipts. */
export const oddMoney: Record<string, Oddity> = {
  '/empty': paid('Nothing but a header'),
  '/rising': rising,
  '/endless': endless,
  '/thief': thief,
  '/forged': forged,
  '/no-receipt': paid('Settled without a receipt', (call) => {
    call.response.writeHead(200, { 'content-type': 'text/html' });
    call.response.end(article('Settled without a receipt'));
  }),
  '/lost': paid('Lost', (call) => call.request.socket.destroy()),
  '/free-again': async (call) => {
    const given = proof(call);
    if (given === undefined) return refuse(call);
    const settled = await settle(call, given);
    call.response.writeHead(200, { 'content-type': 'text/html', ...receipt(settled) });
    call.response.end(article('Opens again for the same proof'));
  },
};
