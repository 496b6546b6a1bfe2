import type { IncomingMessage, ServerResponse } from 'node:http';
import { article, page } from './page.ts';
import { PAYEE } from './shop-v2.ts';
import { base64, proofOf, redeem } from './till.ts';
import { USDC } from './usdc.ts';
import { type Server, startServer } from './web.ts';

/** A v1 seller by the spec: the challenge is in the body and nowhere else (x402 v1, section 5). */
const terms = (resource: string) => ({
  scheme: 'exact',
  network: 'base-sepolia',
  maxAmountRequired: '10000',
  resource,
  description: 'A page from the first year of x402',
  mimeType: 'text/html',
  payTo: PAYEE,
  maxTimeoutSeconds: 60,
  asset: USDC,
  extra: { name: 'USDC', version: '2' },
});

const challenge = (resource: string, error: string) =>
  JSON.stringify({ x402Version: 1, error, accepts: [terms(resource)] });

/** The paywall of the v1 reference server keeps the terms in an inline script, as this one does. */
const paywall = (resource: string) =>
  page(
    'Payment required',
    `<h1>Payment required</h1><p id="paywall">This page wants 0.01 USDC.</p>
<script>window.x402 = ${JSON.stringify({ amount: 0.01, paymentRequirements: [terms(resource)], testnet: true, currentUrl: new URL(resource).pathname })};</script>`,
  );

function refuse(request: IncomingMessage, response: ServerResponse, error: string): void {
  const resource = `http://${request.headers.host}${request.url}`;
  const unpaid = request.headers['x-payment'] === undefined;
  const browser = (request.headers.accept ?? '').includes('text/html');
  const html = unpaid && browser && !(request.url ?? '').startsWith('/json');
  response.writeHead(402, { 'content-type': html ? 'text/html' : 'application/json' });
  response.end(html ? paywall(resource) : challenge(resource, error));
}

/** `/page`: JSON for programs, HTML for browsers. `/json`: JSON for both. Settles for real. */
export async function startShopV1(facilitatorUrl: string): Promise<Server> {
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const proof = proofOf(request, 'x-payment');
    if (proof === undefined) return refuse(request, response, 'X-PAYMENT header is required');
    const resource = `http://${request.headers.host}${request.url}`;
    const settled = await redeem(facilitatorUrl, 1, proof, terms(resource));
    if (!settled.success) return refuse(request, response, settled.errorReason ?? 'failed');
    response.writeHead(200, {
      'content-type': 'text/html',
      'x-payment-response': base64(JSON.stringify(settled)),
    });
    response.end(article('A page from the first year'));
  };
  return startServer(serve);
}
