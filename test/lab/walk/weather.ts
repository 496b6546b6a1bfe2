import { PAYEE } from '../shop-v2.ts';
import { base64, proofOf, redeem } from '../till.ts';
import { USDC } from '../usdc.ts';
import { type Server, startServer } from '../web.ts';

/** A server of a walk-through in docs/developers.md: broken until it is mended. */
export type WalkServer = Server & { mend(): void };

/** Sells the weather for 0.01 USDC by x402, and writes the price as people say it: "0.01". */
export async function startWeather(facilitatorUrl: string): Promise<WalkServer> {
  let amount = '0.01';
  const server = await startServer(async (request, response) => {
    const terms = {
      scheme: 'exact',
      network: 'eip155:84532',
      amount,
      asset: USDC,
      payTo: PAYEE,
      maxTimeoutSeconds: 300,
      extra: { name: 'USDC', version: '2' },
    };
    const resource = {
      url: `http://${request.headers.host}${request.url}`,
      description: 'The weather of today',
      mimeType: 'text/html',
    };
    const proof = proofOf(request, 'payment-signature');
    const settled = proof && (await redeem(facilitatorUrl, 2, proof, terms));
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Cache-Control', 'no-store');
    if (settled?.success !== true) {
      const error = settled?.errorReason ?? 'Payment required';
      const required = { x402Version: 2, error, resource, accepts: [terms] };
      response.writeHead(402, { 'PAYMENT-REQUIRED': base64(JSON.stringify(required)) });
      response.end('<!doctype html><title>Weather</title><p>The weather costs a cent.');
      return;
    }
    response.writeHead(200, { 'PAYMENT-RESPONSE': base64(JSON.stringify(settled)) });
    response.end('<!doctype html><title>Weather</title><p id="paid">Rain from noon, 7 °C.');
  });
  const mend = () => {
    amount = '10000';
  };
  return { ...server, mend };
}
