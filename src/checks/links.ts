// Where findings lead to: sections of specifications, each named once. Headings without an anchor are found by their
// text (https://wicg.github.io/scroll-to-text-fragment/).

const X402 = 'https://github.com/coinbase/x402/blob/main/specs';
const X402_V2 = `${X402}/x402-specification-v2.md`;
const X402_HTTP = `${X402}/transports-v2/http.md`;
const MPP = 'https://datatracker.ietf.org/doc/html/draft-ryan-httpauth-payment';
const FETCH = 'https://fetch.spec.whatwg.org';
const RFC = 'https://www.rfc-editor.org/rfc';

export const SPEC = {
  x402Required: `${X402_V2}#:~:text=5.1.2%20Field%20Descriptions`,
  x402Settled: `${X402_V2}#:~:text=5.3.2%20Field%20Descriptions`,
  x402Header: `${X402_HTTP}#payment-required-signaling`,
  x402Signature: `${X402_HTTP}#payment-payload-transmission`,
  x402Response: `${X402_HTTP}#settlement-response-delivery`,
  x402Errors: `${X402_HTTP}#error-handling`,
  x402V1: `${X402}/x402-specification-v1.md`,
  x402Evm: `${X402}/schemes/exact/scheme_exact_evm.md`,
  x402Svm: `${X402}/schemes/exact/scheme_exact_svm.md`,
  x402SignIn: `${X402}/extensions/sign-in-with-x.md`,
  x402Permit2: `${X402}/schemes/exact/scheme_exact_evm.md#:~:text=Permit2`,
  mppChallenge: `${MPP}#name-challenge-www-authenticate`,
  mppRequired: `${MPP}#name-required-parameters`,
  mppOptional: `${MPP}#name-optional-parameters`,
  mppDigest: `${MPP}#name-request-body-digest-binding`,
  mppReceipt: `${MPP}#name-payment-receipt-header`,
  mppErrors: `${MPP}#name-error-response-format`,
  mppStatus: `${MPP}#name-status-codes`,
  mppSize: `${MPP}#name-size-considerations`,
  l402Challenge:
    'https://github.com/lightninglabs/L402/blob/master/protocol-specification.md#http-specification',
  l402Macaroon: 'https://github.com/lightninglabs/L402/blob/master/macaroon-spec.md',
  bolt11: 'https://github.com/lightning/bolts/blob/master/11-payment-encoding.md',
  nut18: 'https://github.com/cashubtc/nuts/blob/main/18.md#payment-request',
  nut24: 'https://github.com/cashubtc/nuts/blob/main/24.md#server-response',
  nut11: 'https://github.com/cashubtc/nuts/blob/main/11.md',
  corsExpose: `${FETCH}/#http-access-control-expose-headers`,
  corsOrigin: `${FETCH}/#http-access-control-allow-origin`,
  corsCredentials: `${FETCH}/#cors-protocol-and-credentials`,
  corsPreflight: `${FETCH}/#cors-preflight-fetch`,
  mixedContent: 'https://www.w3.org/TR/mixed-content/#should-block-fetch',
  httpCaching: `${RFC}/rfc9111.html#section-5.2.2`,
  httpShared: `${RFC}/rfc9111.html#section-3.5`,
  http402: `${RFC}/rfc9110.html#section-15.5.3`,
  httpAuth: `${RFC}/rfc9110.html#section-11.6.1`,
  httpFields: `${RFC}/rfc9110.html#section-5.5`,
  httpRedirects: `${RFC}/rfc9110.html#section-15.4`,
  httpContentType: `${RFC}/rfc9110.html#section-8.3`,
  problemDetails: `${RFC}/rfc9457.html#section-3.1`,
  nodeHeaderSize: 'https://nodejs.org/api/cli.html#--max-http-header-sizesize',
  secPurpose: 'https://fetch.spec.whatwg.org/#sec-purpose-header',
  openapi: 'https://paymentauth.org/#discovery',
  stripeErrors: 'https://docs.stripe.com/api/errors',
  jsonKeys: `${RFC}/rfc8259.html#section-4`,
  jcs: `${RFC}/rfc8785.html#section-3.2.3`,
} as const;
