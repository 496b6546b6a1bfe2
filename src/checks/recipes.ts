import type { Fix } from './finding.ts';

// Code that several fixes show, by framework. Each is a few lines to put in, not a program.

type Code = NonNullable<Fix['code']>;

/** What answers ask and confirm in: x402 (versions 2 and 1), MPP and L402, Cashu, X-Lightning. */
const EXPOSED = [
  'PAYMENT-REQUIRED',
  'PAYMENT-RESPONSE',
  'X-PAYMENT-RESPONSE',
  'WWW-Authenticate',
  'Payment-Receipt',
  'X-Cashu',
  'X-Lightning',
];
/** What clients send their proofs in. */
const ALLOWED = [
  'PAYMENT-SIGNATURE',
  'X-PAYMENT',
  'Authorization',
  'Payment-Authorization',
  'X-Cashu',
  'X-Lightning',
  'Content-Type',
];
const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';

function corsCode(allowed: readonly string[]) {
  const listed = (names: readonly string[], quote: string) =>
    names.map((name) => `${quote}${name}${quote}`).join(', ');
  const middleware = (
    paying: string,
    allow: string,
    expose: string,
  ) => `// before ${paying}, so that 402s and preflights get it too
app.use(cors({
  origin: ['https://app.example'], // named, with Vary: Origin; '*' only without credentials
  credentials: true, // cookies
  ${allow}: [${listed(allowed, "'")}],
  ${expose}: [${listed(EXPOSED, "'")}],
}));`;
  return {
    express: middleware('paymentMiddleware', 'allowedHeaders', 'exposedHeaders'),
    hono: middleware('the payment middleware', 'allowHeaders', 'exposeHeaders'),
    next: `// next.config.js; Next answers OPTIONS of route handlers itself
headers: async () => [{ source: '/api/:path*', headers: [
  { key: 'Access-Control-Allow-Origin', value: 'https://app.example' }, // '*' only without credentials
  { key: 'Access-Control-Allow-Credentials', value: 'true' }, // cookies
  { key: 'Vary', value: 'Origin' },
  { key: 'Access-Control-Allow-Methods', value: '${METHODS}' },
  { key: 'Access-Control-Allow-Headers', value: '${allowed.join(', ')}' },
  { key: 'Access-Control-Expose-Headers', value: '${EXPOSED.join(', ')}' },
] }],`,
    mppx: `// mppx answers in a Response: put CORS round it
const cors = {
  'Access-Control-Allow-Origin': 'https://app.example', // '*' only without credentials
  'Access-Control-Allow-Credentials': 'true', // cookies
  'Vary': 'Origin',
  'Access-Control-Allow-Methods': '${METHODS}',
  'Access-Control-Allow-Headers': '${allowed.join(', ')}',
  'Access-Control-Expose-Headers': '${EXPOSED.join(', ')}',
};
if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: cors });
const result = await mppx.charge({ amount: '0.01' })(request);
const answer = result.status === 402 ? result.challenge : result.withReceipt(page);
for (const [name, value] of Object.entries(cors)) answer.headers.set(name, value);
return answer;`,
    fastapi: `# after every other add_middleware: the last one added runs first
app.add_middleware(CORSMiddleware,
    allow_origins=["https://app.example"],  # named, with Vary: Origin; "*" only without credentials
    allow_credentials=True,  # cookies
    allow_methods=["*"],
    allow_headers=[${listed(allowed, '"')}],
    expose_headers=[${listed(EXPOSED, '"')}])`,
  } satisfies Code;
}

/** Lets pages of an origin, with their cookies, read the challenge and send the proof. */
export const CORS_CODE = corsCode(ALLOWED);

/** The same for clients that send Access-Control-Expose-Headers. */
export const CORS_CODE_FOR_OLD_CLIENTS = corsCode([...ALLOWED, 'Access-Control-Expose-Headers']);

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
