// The x402 v1 reference server (x402-express) as a process of its own: its packages are not ours.
import express from 'express';
import { paymentMiddleware } from 'x402-express';

const payee = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
const price = { price: '$0.01', network: 'base-sepolia' };

const app = express();
app.use(
  paymentMiddleware(
    payee,
    {
      'GET /weather': {
        ...price,
        config: { description: 'Weather', mimeType: 'application/json' },
      },
      'GET /page': { ...price, config: { description: 'A page', mimeType: 'text/html' } },
    },
    { url: process.env.FACILITATOR_URL },
    { appName: 'Lab Street, first year' },
  ),
);
app.get('/weather', (_request, response) => response.json({ weather: 'sunny' }));
app.get('/page', (_request, response) => response.send('<h1 id="paid">A paid page</h1>'));

const server = app.listen(0, '127.0.0.1', () => {
  console.log(`Listening on http://127.0.0.1:${server.address().port}`);
});
