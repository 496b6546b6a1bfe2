// Where findings lead to: sections of specifications, each named once.

const X402_V2 = 'https://github.com/coinbase/x402/blob/main/specs/x402-specification-v2.md';

export const X402_REQUIREMENTS = `${X402_V2}#512-field-descriptions`;
export const CORS_EXPOSE = 'https://fetch.spec.whatwg.org/#http-access-control-expose-headers';
