// Servers with the code that a fix shows, as it is copied. Each answers any path with 402 and the headers of `challenge`.
import { getRequestListener } from '@hono/node-server';
import cors from 'cors';
import express from 'express';
import { Hono } from 'hono';
import { cors as honoCors } from 'hono/cors';
import { evm, Mppx } from 'mppx/server';

const AsyncFunction = (async () => undefined).constructor;

const responseOf = (challenge) => new Response('{}', { status: 402, headers: challenge });

function expressApp(code, challenge) {
  const app = express();
  new Function('app', 'cors', code)(app, cors);
  app.use((_, response) => {
    response.status(402);
    for (const [name, value] of challenge) response.append(name, value);
    response.end('{}');
  });
  return app;
}

function honoApp(code, challenge) {
  const app = new Hono();
  new Function('app', 'cors', code)(app, honoCors);
  app.all('*', () => responseOf(challenge));
  return getRequestListener(app.fetch);
}

/** mppx writes its own challenge. */
function mppxApp(code) {
  const method = evm.charge({
    currency: '0x036CbD53842c5426634e7929541eC2318f3dCF7e',
    chainId: 84532,
    decimals: 6,
    authorization: { name: 'USDC', version: '2' },
    recipient: '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
    settle: () => Promise.reject(new Error('it settles nothing')),
  });
  const secretKey = 'the key of the shop in the lab, 32 bytes';
  const mppx = Mppx.create({ methods: [method], secretKey, realm: 'api.lab.test' });
  const answer = new AsyncFunction('request', 'mppx', 'page', code);
  return getRequestListener((request) => answer(request, mppx, new Response('paid')));
}

/** For each framework, how its server with this code answers. */
export const CORS_APPS = { express: expressApp, hono: honoApp, mppx: mppxApp };
