import { setTimeout as pause } from 'node:timers/promises';
import { challenge, html, type Oddity, PRICE, proof, receipt, refuse, settle } from './odd.ts';
import { article } from './page.ts';
import { base64, paymentRequired, redeem, requirements } from './till.ts';

const noStore = { 'cache-control': 'no-store' };
/** Two addresses whose keys are not known. */
const SWAPPED = [
  '0x90F79bf6EB2c4f870365E785982E1f101E93b906',
  '0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65',
] as const;

/** A cent more at each 402. */
const creep: Oddity = (call) => refuse(call, String(Number(PRICE) * (call.visits + 1)));

/** Another payee at each 402. */
const swap: Oddity = (call) => {
  const payTo = SWAPPED[call.visits % SWAPPED.length];
  const terms = { ...requirements(PRICE), payTo };
  const value = base64(paymentRequired(call.url, [terms]));
  call.response.writeHead(402, { 'PAYMENT-REQUIRED': value, ...noStore }).end();
};

/** Takes the money, then asks for it again on fresh terms, for ever. */
const again: Oddity = async (call) => {
  const given = proof(call);
  if (given !== undefined) await settle(call, given);
  refuse(call, given === undefined ? PRICE : String(Number(PRICE) + call.visits));
};

/** Takes the money by a proof that is over in seconds, and answers 402 on the same terms, for ever. */
const keeps: Oddity = async (call) => {
  const terms = { ...requirements(PRICE), maxTimeoutSeconds: 12 };
  const given = proof(call);
  if (given !== undefined) await redeem(call.facilitatorUrl, 2, given, terms);
  const value = base64(paymentRequired(call.url.replace(/\?.*$/s, ''), [terms]));
  call.response.writeHead(402, { 'PAYMENT-REQUIRED': value, ...noStore }).end();
};

/** A site elsewhere; browsers that are told so find it on this machine. */
export const LURE_HOST = 'elsewhere.example';

/** Takes the money and answers with `status` and nothing else. */
const takes =
  (status: number): Oddity =>
  async (call) => {
    const given = proof(call);
    if (given === undefined) return refuse(call);
    await settle(call, given);
    call.response.writeHead(status, noStore).end();
  };

/** Takes the money and hands out its answer a few letters at a time. */
const drip: Oddity = async (call) => {
  const given = proof(call);
  if (given === undefined) return refuse(call);
  await settle(call, given);
  const { socket } = call.request;
  const body = article('At last');
  const head = `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n`;
  for (const part of head.match(/[\s\S]{1,12}/g) ?? []) {
    socket.write(part);
    await pause(150);
  }
  socket.end(body);
};

/** Opens for a proof without taking its money, and says that it took it, with this as the transaction. */
const lies =
  (transaction: string, status = 200): Oddity =>
  (call) => {
    if (proof(call) === undefined) return refuse(call);
    const headers = receipt({ success: true, transaction });
    if (status === 200) return html(call, article('Trust me'), headers);
    call.response.writeHead(status, { 'PAYMENT-REQUIRED': challenge(call), ...headers }).end();
  };

/** Honest, but its 402 may be kept for an hour. */
const cached: Oddity = async (call) => {
  const given = proof(call);
  const settled = given && (await settle(call, given));
  if (settled?.success) return html(call, article('Fresh'), { ...receipt(settled), ...noStore });
  call.response.writeHead(402, {
    'PAYMENT-REQUIRED': challenge(call),
    'content-type': 'text/html',
    'cache-control': 'public, max-age=3600',
  });
  call.response.end('<!doctype html><h1 id="wall">Pay</h1>');
};

/** Answers a proof with the way to another site. */
const elsewhere: Oddity = (call) => {
  if (proof(call) === undefined) return refuse(call);
  call.response.writeHead(302, { location: `${call.otherUrl}/landing` }).end();
};

/** A challenge full of addresses; none of them may be fetched. */
const lure: Oddity = (call) => {
  const bait = `${call.otherUrl}/bait`;
  const terms = { ...requirements(PRICE), outputSchema: { url: bait }, facilitator: bait };
  const value = {
    ...(JSON.parse(paymentRequired(bait, [terms])) as object),
    // `localhost` would say nothing: servers behind a proxy name themselves so.
    resource: { url: bait.replace('localhost', LURE_HOST), iconUrl: bait, description: bait },
    extensions: { bazaar: { info: bait }, terms: bait },
  };
  call.response.writeHead(402, {
    'PAYMENT-REQUIRED': base64(JSON.stringify(value)),
    link: `<${bait}>; rel="payment"`,
    ...noStore,
  });
  call.response.end();
};

/** Tricks with money and answers. */
export const hostileMoney: Record<string, Oddity> = {
  '/creep': creep,
  '/swap': swap,
  '/again': again,
  '/keeps': keeps,
  '/nothing': takes(200),
  '/broken': takes(500),
  '/drip': drip,
  '/lies': lies('javascript:alert(1)'),
  '/lies-shut': lies(`0x${'ab'.repeat(32)}`, 402),
  '/cached': cached,
  '/elsewhere': elsewhere,
  '/lure': lure,
};
