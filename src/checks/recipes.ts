import type { Fix } from './finding.ts';

// Code that several fixes show, by framework. Each is a few lines to put in, not a program.

type Code = NonNullable<Fix['code']>;

const EXPOSED = "['PAYMENT-REQUIRED', 'PAYMENT-RESPONSE', 'WWW-Authenticate', 'Payment-Receipt']";
const ALLOWED = "['PAYMENT-SIGNATURE', 'Authorization', 'Content-Type']";

/** Lets pages of other origins read the challenge and send the proof. */
export const CORS_CODE: Code = {
  express: `// before paymentMiddleware, so that 402s and preflights get it too
app.use(cors({ exposedHeaders: ${EXPOSED}, allowedHeaders: ${ALLOWED} }));`,
  hono: `// before the payment middleware
app.use(cors({ origin: '*', exposeHeaders: ${EXPOSED}, allowHeaders: ${ALLOWED} }));`,
  next: `// next.config.js
headers: async () => [{ source: '/api/:path*', headers: [
  { key: 'Access-Control-Allow-Origin', value: '*' },
  { key: 'Access-Control-Allow-Headers', value: 'PAYMENT-SIGNATURE, Authorization, Content-Type' },
  { key: 'Access-Control-Expose-Headers', value: 'PAYMENT-REQUIRED, PAYMENT-RESPONSE, WWW-Authenticate, Payment-Receipt' },
] }],`,
  mppx: `// mppx answers in a Response: put CORS round it
const answer = result.status === 402 ? result.challenge : result.withReceipt(page);
answer.headers.set('Access-Control-Allow-Origin', '*');
answer.headers.set('Access-Control-Expose-Headers', 'WWW-Authenticate, Payment-Receipt');`,
  fastapi: `app.add_middleware(CORSMiddleware, allow_origins=["*"],
    allow_headers=["PAYMENT-SIGNATURE", "Authorization", "Content-Type"],
    expose_headers=["PAYMENT-REQUIRED", "PAYMENT-RESPONSE", "WWW-Authenticate", "Payment-Receipt"])`,
};

/** Keeps a 402 out of caches. */
export const NO_STORE_CODE: Code = {
  express: `app.use((request, response, next) => {
  response.setHeader('Cache-Control', 'no-store'); // the handler of the paid page may say otherwise
  next();
});`,
  hono: `app.use(async (c, next) => { await next(); if (c.res.status === 402) c.header('Cache-Control', 'no-store'); });`,
  next: `return new Response(body, { status: 402, headers: { 'Cache-Control': 'no-store', 'PAYMENT-REQUIRED': challenge } });`,
  fastapi: `return JSONResponse({}, status_code=402, headers={"Cache-Control": "no-store", "PAYMENT-REQUIRED": challenge})`,
};

/** Lets the library write what a client needs. */
export const X402_ROUTE_CODE: Code = {
  express: `app.use(paymentMiddleware({ 'GET /weather': {
  accepts: { scheme: 'exact', network: 'eip155:8453', payTo: '0x…', price: '$0.01', maxTimeoutSeconds: 300 },
  description: 'Weather', mimeType: 'application/json',
} }, resourceServer));`,
  hono: `app.use(paymentMiddleware({ 'GET /weather': {
  accepts: { scheme: 'exact', network: 'eip155:8453', payTo: '0x…', price: '$0.01', maxTimeoutSeconds: 300 },
} }, resourceServer));`,
  next: `export const GET = withX402(handler, {
  accepts: { scheme: 'exact', network: 'eip155:8453', payTo: '0x…', price: '$0.01', maxTimeoutSeconds: 300 },
}, resourceServer);`,
  fastapi: `routes = {"GET /weather": RouteConfig(accepts=PaymentOption(
    scheme="exact", network="eip155:8453", pay_to="0x…", price="$0.01", max_timeout_seconds=300))}`,
};

/** Lets a server know the address that its clients see. */
export const PROXY_CODE: Code = {
  express: `app.set('trust proxy', 1); // behind one proxy that ends TLS`,
  hono: `'GET /weather': { accepts, resource: 'https://api.example/weather' } // name the public address`,
  next: `{ accepts, resource: \`\${process.env.PUBLIC_URL}/api/weather\` }`,
  fastapi: `uvicorn.run(app, proxy_headers=True, forwarded_allow_ips="10.0.0.0/8")`,
};

/** Ends a challenge of the Payment scheme in time. */
export const MPP_CHARGE_CODE: Code = {
  mppx: `const mppx = Mppx.create({ realm: 'api.example', secretKey, methods: [tempo({ currency, recipient })] });
const result = await mppx.charge({ amount: '0.01', expires: Expires.minutes(5) })(request);
if (result.status === 402) return result.challenge;
return result.withReceipt(Response.json(data));`,
};

export const APERTURE_PRICE_CODE: Code = {
  aperture: `services:
  - name: "weather"
    hostregexp: "^api.example$"
    price: 10        # satoshi; an invoice without an amount is asked for when it is 0
    timeout: 31557600 # seconds that the token is good for`,
};
