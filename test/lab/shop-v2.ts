import { HTTPFacilitatorClient } from '@x402/core/server';
import { ExactEvmScheme } from '@x402/evm/exact/server';
import { paymentMiddleware, x402ResourceServer } from '@x402/express';
import express from 'express';
import { article, page } from './page.ts';
import { type Server, startServer } from './web.ts';

/** Where every shop's money goes. */
export const PAYEE = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';

const sepolia = 'eip155:84532';

const price = (amount: string, network: `${string}:${string}` = sepolia) => ({
  scheme: 'exact',
  price: amount,
  network,
  payTo: PAYEE,
});

const paywall = page(
  'A subscription, perhaps?',
  `<h1>This story costs a cent</h1><p class="lead" id="paywall">The shop's own paywall page.</p>`,
);

const form = page(
  'Guest book',
  `<h1>Guest book</h1><form method="post" action="/form"><input name="name" value="Ada">
<button>Sign (0.01 USDC)</button></form>`,
);

const routes = {
  'GET /article': {
    accepts: price('$0.01'),
    description: 'The boatman and the basket',
    mimeType: 'text/html',
    customPaywallHtml: paywall,
  },
  'GET /plain': { accepts: price('$0.01'), description: 'A page', mimeType: 'text/html' },
  'GET /weather': {
    accepts: price('$0.001'),
    description: 'Weather',
    mimeType: 'application/json',
  },
  'GET /several': {
    accepts: [
      { ...price('$0.02', 'eip155:8453') },
      { ...price('$0.01'), maxTimeoutSeconds: 60 },
      { ...price('$0.01'), extra: { assetTransferMethod: 'permit2' } },
    ],
    description: 'Several ways to pay',
    mimeType: 'text/html',
    serviceName: 'Lab Weather',
    tags: ['weather'],
    iconUrl: 'http://127.0.0.1/icon.png',
  },
  'GET /preview': {
    accepts: price('$0.01'),
    description: 'Preview for programs',
    mimeType: 'application/json',
    unpaidResponseBody: async () => ({
      contentType: 'application/json',
      body: { preview: 'The first line is free.' },
    }),
  },
  'POST /form': { accepts: price('$0.01'), description: 'Guest book', mimeType: 'text/html' },
  'GET /big': { accepts: price('$5000.00'), description: 'A boat', mimeType: 'text/html' },
  'GET /broken': { accepts: price('$0.01'), description: 'Breaks when paid' },
};

/** The reference v2 server (@x402/express) with one route for each thing that it can do. */
export async function startShopV2(facilitatorUrl: string): Promise<Server> {
  const facilitator = new HTTPFacilitatorClient({ url: facilitatorUrl });
  const resources = new x402ResourceServer(facilitator)
    .register('eip155:84532', new ExactEvmScheme())
    .register('eip155:8453', new ExactEvmScheme());
  const app = express();
  app.get('/form', (_request, response) => void response.send(form));
  app.use(paymentMiddleware(routes, resources, { appName: 'Lab Street', testnet: true }));
  app.get('/article', (_request, response) => {
    response.send(article('The boatman and the basket'));
  });
  app.get('/plain', (_request, response) => void response.send(article('A plain page')));
  app.get('/weather', (_request, response) => void response.json({ weather: 'sunny' }));
  app.get('/several', (_request, response) => void response.send(article('Several ways')));
  app.get('/preview', (_request, response) => void response.json({ text: 'All of it.' }));
  app.post('/form', (_request, response) => void response.send(article('Thank you for signing')));
  app.get('/big', (_request, response) => void response.send(article('A boat')));
  app.get('/broken', (_request, response) => {
    response.status(500).send(page('Broken', '<h1>The shop broke</h1>'));
  });
  return startServer(app);
}
