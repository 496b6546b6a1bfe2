// A shop that sells for evm charges of the "Payment" scheme on mppx's own server, as a process of its own. RPC_URL: the
// lab's chain; FACILITATOR_URL: of the lab. A path says how the shop goes wrong.
import { createServer } from 'node:http';
import { Errors } from 'mppx';
import { evm, Mppx } from 'mppx/server';
import { createWalletClient, getAddress, http, parseAbi, publicActions } from 'viem';
import { baseSepolia } from 'viem/chains';

const USDC = '0x036CbD53842c5426634e7929541eC2318f3dCF7e';
const PAYEE = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
/** The first of anvil's accounts, unlocked in it. */
const RELAYER = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const abi = parseAbi([
  'function transferWithAuthorization(address from, address to, uint256 value, uint256 validAfter, uint256 validBefore, bytes32 nonce, bytes signature)',
]);
const client = createWalletClient({
  account: RELAYER,
  chain: baseSepolia,
  transport: http(process.env.RPC_URL),
  pollingInterval: 20,
}).extend(publicActions);

/** Takes the money. Throws when the chain does not. */
async function take({ payload }) {
  const { from, to, value, validAfter, validBefore, nonce, signature } = payload;
  const times = [BigInt(validAfter), BigInt(validBefore)];
  const hash = await client.writeContract({
    address: USDC,
    abi,
    functionName: 'transferWithAuthorization',
    args: [getAddress(from), getAddress(to), BigInt(value), ...times, nonce, signature],
  });
  // Looking for a replacement, viem may miss the only block that comes (ANY_BLOCK in ../chain.ts).
  const { status } = await client.waitForTransactionReceipt({ hash, checkReplacement: false });
  if (status !== 'success') throw new Error('reverted');
  return { reference: hash };
}

/** A server of mppx that settles so; `more` is for `Mppx.create`. */
function till(settle, more = {}, charge = {}) {
  const method = evm.charge({
    currency: USDC,
    chainId: 84532,
    decimals: 6,
    authorization: { name: 'USDC', version: '2' },
    recipient: PAYEE,
    settle,
    ...charge,
  });
  const secretKey = 'the key of the shop in the lab, 32 bytes';
  return Mppx.create({ methods: [method], secretKey, realm: 'api.lab.test', ...more });
}

const tills = {
  '/article': till(take),
  // The evm transport of mppx 0.11 names Payment-Authorization and reads Authorization alone.
  '/elsewhere': till(take, { requiresAuth: true }),
  '/broken': till(async (asked) => {
    await take(asked);
    throw new Error('the shop broke after it took the money');
  }),
  '/thief': till(async (asked) => {
    await take(asked);
    throw new Errors.VerificationFailedError({ reason: 'says that nothing came' });
  }),
  '/both': till(take, {}, { x402: { facilitator: process.env.FACILITATOR_URL } }),
};

async function answer(request, url) {
  const sold = tills[url.pathname];
  if (sold === undefined) return new Response('not here', { status: 404 });
  const result = await sold.evm.charge({ amount: '0.01', description: 'One article' })(request);
  if (result.status === 402) {
    const { body, status, headers } = result.challenge;
    const alone = new Headers(headers);
    // mppx offers x402 beside its own challenge, which other servers of MPP do not.
    if (url.pathname !== '/both') alone.delete('payment-required');
    return new Response(body, { status, headers: alone });
  }
  const page = `<!doctype html><title>Paid</title><h1>You paid</h1><p>${url.pathname}</p>`;
  return result.withReceipt(new Response(page, { headers: { 'content-type': 'text/html' } }));
}

async function serve(request, url, outgoing) {
  const response = await answer(request, url).catch(
    (error) => new Response(String(error), { status: 500 }),
  );
  outgoing.writeHead(response.status, [...response.headers]);
  outgoing.end(await response.text());
}

const seen = [];
const server = createServer((incoming, outgoing) => {
  const url = new URL(incoming.url, `http://${incoming.headers.host}`);
  if (url.pathname === '/lab/log') return void outgoing.end(JSON.stringify(seen));
  const headers = [];
  for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
    headers.push([incoming.rawHeaders[at], incoming.rawHeaders[at + 1]]);
  }
  seen.push({ method: incoming.method, target: incoming.url, headers, at: Date.now() });
  const request = new Request(url, { method: incoming.method, headers });
  void serve(request, url, outgoing);
});
server.listen(0, '127.0.0.1', () => {
  console.log(`Listening on http://127.0.0.1:${server.address().port}`);
});
