import type { Offer } from '../../core/offers/offer.ts';
import { portableHeaders, type TakenRequest } from './request.ts';

/** A JavaScript string, also where the code stands in a page: no `</script>` and no line separators in it. */
function js(text: string): string {
  return JSON.stringify(text)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

function init({ method, headers, body }: TakenRequest): string {
  const lines = portableHeaders(headers).map(([name, value]) => `    [${js(name)}, ${js(value)}],`);
  return [
    '{',
    `  method: ${js(method)},`,
    ...(lines.length === 0 ? [] : ['  headers: [', ...lines, '  ],']),
    ...(body === undefined ? [] : [`  body: ${js(body)},`]),
    '}',
  ].join('\n');
}

/** `fetch` as browsers, Node and Deno have it. */
export function fetchCode(request: TakenRequest): string {
  return [
    `const answer = await fetch(${js(request.url)}, ${init(request)});`,
    'console.log(answer.status, Object.fromEntries(answer.headers), await answer.text());',
  ].join('\n');
}

/** What a client library's own example is called. */
export type Client = '@x402/fetch' | 'mppx' | '@getalby/lightning-tools' | '@cashu/cashu-ts';

/** Pays with the reference client of x402, version 2. */
function x402Fetch(request: TakenRequest): string {
  return [
    "import { x402Client } from '@x402/core/client';",
    "import { registerExactEvmScheme } from '@x402/evm/exact/client';",
    "import { wrapFetchWithPayment } from '@x402/fetch';",
    "import { privateKeyToAccount } from 'viem/accounts';",
    '',
    'const signer = privateKeyToAccount(process.env.PRIVATE_KEY);',
    'const pay = wrapFetchWithPayment(fetch, registerExactEvmScheme(new x402Client(), { signer }));',
    `const answer = await pay(${js(request.url)}, ${init(request)});`,
    "console.log(answer.status, answer.headers.get('PAYMENT-RESPONSE'), await answer.text());",
  ].join('\n');
}

/** Pays with the reference client of the Payment scheme. */
function mppx(request: TakenRequest): string {
  return [
    "import { evm, Mppx, tempo } from 'mppx/client';",
    "import { privateKeyToAccount } from 'viem/accounts';",
    '',
    'const account = privateKeyToAccount(process.env.PRIVATE_KEY);',
    '// The tokens whose names and versions mppx knows; others are named to evm() by `authorization`.',
    'const currencies = Object.values(evm.assets).flatMap((each) => Object.values(each));',
    'const { fetch: pay } = Mppx.create({',
    '  methods: [evm({ account, currencies }), tempo({ account })],',
    '  polyfill: false,',
    '});',
    `const answer = await pay(${js(request.url)}, ${init(request)});`,
    "console.log(answer.status, answer.headers.get('Payment-Receipt'), await answer.text());",
  ].join('\n');
}

/** Pays an invoice of L402, of the Payment scheme or of x402 through Nostr Wallet Connect. */
function lightningTools(request: TakenRequest): string {
  return [
    "import { fetch402 } from '@getalby/lightning-tools/402';",
    "import { NWCClient } from '@getalby/sdk/nwc';",
    '',
    '// In Node from version 22: it needs WebSocket.',
    'const wallet = new NWCClient({ nostrWalletConnectUrl: process.env.NWC_URL });',
    `const answer = await fetch402(${js(request.url)}, ${init(request)}, { wallet, maxAmount: 100 });`,
    'console.log(answer.status, await answer.text());',
    'wallet.close();',
  ].join('\n');
}

/** Pays by ecash of one of the mints that the request names (NUT-24). */
function cashuTs(request: TakenRequest): string {
  return [
    "import { decodePaymentRequest, getEncodedToken, Wallet } from '@cashu/cashu-ts';",
    '',
    `const url = ${js(request.url)};`,
    `const init = ${init(request)};`,
    'const asked = await fetch(url, init);',
    "const asks = decodePaymentRequest(asked.headers.get('X-Cashu') ?? '');",
    'const { amount, unit, mints, nut10 } = asks;',
    '// Some requests want ecash that is locked to a key of theirs (NUT-11).',
    "const lock = nut10?.kind === 'P2PK' && { type: 'p2pk', options: { pubkey: nut10.data } };",
    'const outputs = lock ? { send: lock } : undefined;',
    'const wallet = new Wallet(mints[0], { unit });',
    'await wallet.loadMint();',
    '// The ecash that you have from this mint.',
    "const proofs = JSON.parse(process.env.PROOFS ?? '[]');",
    'const { send } = await wallet.send(amount, proofs, { includeFees: true }, outputs);',
    'const token = getEncodedToken({ mint: mints[0], unit, proofs: send });',
    "const headers = [...(init.headers ?? []), ['X-Cashu', token]];",
    'const answer = await fetch(url, { ...init, headers });',
    'console.log(answer.status, await answer.text());',
  ].join('\n');
}

/** The code of each client, of a request. */
export const CODE: Readonly<Record<Client, (request: TakenRequest) => string>> = {
  '@x402/fetch': x402Fetch,
  mppx,
  '@getalby/lightning-tools': lightningTools,
  '@cashu/cashu-ts': cashuTs,
};

/** What of an offer says which client can pay it. */
export type PayableBy = Pick<Offer, 'protocol' | 'method' | 'network' | 'rail'>;

const LIGHTNING: readonly string[] = ['x402', 'mpp', 'l402', 'lightning'];

/** Whether the code as it stands can pay such an offer. */
const FITS: Readonly<Record<Client, (offer: PayableBy) => boolean>> = {
  '@x402/fetch': ({ protocol, method, network }) =>
    protocol === 'x402' && method === 'exact' && network?.startsWith('eip155:') === true,
  mppx: ({ protocol, method }) => protocol === 'mpp' && /^(?:evm|tempo)\b/.test(method),
  '@getalby/lightning-tools': ({ protocol, rail }) =>
    rail?.kind === 'lightning' && LIGHTNING.includes(protocol),
  '@cashu/cashu-ts': ({ protocol, rail }) =>
    protocol === 'cashu' && rail?.kind === 'ecash' && rail.mints.length > 0,
};

/** Code that makes the request and pays one of the offers, of each client that can; none where none can. */
export function clientCode(
  request: TakenRequest,
  offers: readonly PayableBy[],
): readonly { readonly client: Client; readonly code: string }[] {
  return (Object.keys(CODE) as Client[])
    .filter((client) => offers.some(FITS[client]))
    .map((client) => ({ client, code: CODE[client](request) }));
}
