import { getRequestListener } from '@hono/node-server';
import { HTTPFacilitatorClient } from '@x402/core/server';
import { ExactEvmScheme } from '@x402/evm/exact/server';
import { paymentMiddleware, x402ResourceServer } from '@x402/hono';
import { Hono } from 'hono';
import { article } from './page.ts';
import { PAYEE } from './shop-v2.ts';
import { type Server, startServer } from './web.ts';

const NETWORK = 'eip155:84532';
const accepts = { scheme: 'exact', price: '$0.01', network: NETWORK, payTo: PAYEE } as const;

/** The reference v2 server for Hono (@x402/hono): a page at `/article`, and `POST /order`, which answers with what it got. */
export async function startShopHono(facilitatorUrl: string): Promise<Server> {
  const facilitator = new HTTPFacilitatorClient({ url: facilitatorUrl });
  const resources = new x402ResourceServer(facilitator).register(NETWORK, new ExactEvmScheme());
  const app = new Hono();
  const routes = {
    'GET /article': { accepts, description: 'The boatman and the basket', mimeType: 'text/html' },
    'POST /order': { accepts, description: 'An order', mimeType: 'application/json' },
  };
  app.use(paymentMiddleware(routes, resources));
  app.get('/article', (call) => call.html(article('The boatman and the basket')));
  app.post('/order', async (call) => call.json({ ordered: await call.req.text() }));
  const listener = getRequestListener(app.fetch);
  return startServer(listener);
}
