import { createECDH, createPrivateKey, type KeyObject, sign as nodeSign } from 'node:crypto';
import { privateKeyToAccount } from 'viem/accounts';
import { describe, expect, it } from 'vitest';
import { encodeBase64, encodeBase64Url } from '../../../src/core/encoding/base64.ts';
import { parseJws, verifyJws } from '../../../src/inspect/money/jws.ts';
import { jwkKey, keyInId } from '../../../src/inspect/money/jws-key.ts';
import { signedChecks } from '../../../src/inspect/money/signed.ts';
import { paidX402, URL_402 } from '../../fixtures/exchanges.ts';

// Signed offers and receipts as JWS, signed by Node's OpenSSL. The class: where its key is, and what of it is known.

const base64Url = (value: object) => encodeBase64Url(JSON.stringify(value));

type Pair = { readonly alg: string; readonly key: KeyObject; readonly jwk: Record<string, string> };

function curveKey(alg: string, crv: string, name: string, seed: string): Pair {
  const ecdh = createECDH(name);
  ecdh.setPrivateKey(Buffer.from(seed.repeat(32), 'hex'));
  const point = ecdh.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => encodeBase64Url(part));
  const jwk = { kty: 'EC', crv, x: x ?? '', y: y ?? '' };
  const d = encodeBase64Url(ecdh.getPrivateKey());
  return { alg, key: createPrivateKey({ key: { ...jwk, d }, format: 'jwk' }), jwk };
}

function edwardsKey(seed: string): Pair {
  const d = Buffer.from(seed.repeat(32), 'hex');
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), d]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const { x = '' } = key.export({ format: 'jwk' });
  return { alg: 'EdDSA', key, jwk: { kty: 'OKP', crv: 'Ed25519', x } };
}

const SECP = curveKey('ES256K', 'secp256k1', 'secp256k1', '11');
const OTHER = curveKey('ES256K', 'secp256k1', 'secp256k1', '22');
const NIST = curveKey('ES256', 'P-256', 'prime256v1', '33');
const EDWARDS = edwardsKey('44');
const ADDRESS = privateKeyToAccount(`0x${'11'.repeat(32)}`).address;

const didJwk = ({ jwk }: Pair) => `did:jwk:${base64Url(jwk)}#0`;

const PAYLOAD = {
  ...{ version: 1, network: 'eip155:84532', resourceUrl: URL_402 },
  ...{ issuedAt: 1_773_500_970, payer: '' },
};

function jwsOf({ alg, key }: Pair, kid: string, more: object = {}, payload: object = PAYLOAD) {
  const text = `${base64Url({ alg, kid, ...more })}.${base64Url(payload)}`;
  const hash = alg === 'EdDSA' ? null : 'sha256';
  const signature = nodeSign(hash, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
  return `${text}.${encodeBase64Url(signature)}`;
}

async function verified(text: string) {
  const jws = parseJws(text);
  return jws === undefined ? undefined : verifyJws(jws);
}

/** A JWS whose payload says something else than what was signed. */
function changed(text: string): string {
  const [header, , signature] = text.split('.');
  return [header, base64Url({ ...PAYLOAD, issuedAt: 1 }), signature].join('.');
}

/** The same signature with the other half of s, which RFC 8812 allows. */
function otherHalf(text: string): string {
  const [header, payload, signature = ''] = text.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  const n = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
  const s = n - BigInt(`0x${bytes.subarray(32).toString('hex')}`);
  const half = Buffer.from(s.toString(16).padStart(64, '0'), 'hex');
  return [header, payload, encodeBase64Url(Buffer.concat([bytes.subarray(0, 32), half]))].join('.');
}

const PKH = `did:pkh:eip155:8453:${ADDRESS}`;

describe('a JWS is verified by the key', () => {
  it.each<[string, string]>([
    ['in its header, ES256K', jwsOf(SECP, 'did:web:a.example#1', { jwk: SECP.jwk })],
    ['in its header, ES256', jwsOf(NIST, 'did:web:a.example#1', { jwk: NIST.jwk })],
    ['in its header, EdDSA', jwsOf(EDWARDS, 'did:web:a.example#1', { jwk: EDWARDS.jwk })],
    ['of did:jwk, ES256K', jwsOf(SECP, didJwk(SECP))],
    ['of did:jwk, ES256', jwsOf(NIST, didJwk(NIST))],
    ['of did:jwk, EdDSA', jwsOf(EDWARDS, didJwk(EDWARDS))],
    ['of both, where they are the same', jwsOf(NIST, didJwk(NIST), { jwk: NIST.jwk })],
    ['of the address in did:pkh', jwsOf(SECP, PKH)],
    ['of the address in did:pkh, in lower case', jwsOf(SECP, `${PKH.toLowerCase()}#controller`)],
    ['in its header and by its address', jwsOf(SECP, PKH, { jwk: SECP.jwk })],
    ['with the other half of s', otherHalf(jwsOf(SECP, didJwk(SECP)))],
    ['with the other half of s, by its address', otherHalf(jwsOf(SECP, PKH))],
  ])('%s', async (_, text) => {
    expect(await verified(text)).toMatchObject({ state: 'right' });
    expect(await verified(changed(text))).toEqual({ state: 'wrong' });
  });

  it.each<[string, string]>([
    ['another key than its header’s', jwsOf(OTHER, 'did:web:a.example', { jwk: SECP.jwk })],
    ['another key than did:jwk’s', jwsOf(OTHER, didJwk(SECP))],
    ['another address than did:pkh’s', jwsOf(OTHER, PKH)],
    ['a header whose key is not that of its id', jwsOf(OTHER, didJwk(SECP), { jwk: OTHER.jwk })],
    ['a header whose key is not of its address', jwsOf(OTHER, PKH, { jwk: OTHER.jwk })],
    ['no signature', jwsOf(SECP, didJwk(SECP)).replace(/[^.]+$/, '')],
    ['half a signature', jwsOf(SECP, didJwk(SECP)).slice(0, -43)],
    ['the algorithm none', `${base64Url({ alg: 'none', kid: PKH })}.${base64Url(PAYLOAD)}.`],
    [
      'a point that is none',
      jwsOf(NIST, 'x', { jwk: { ...NIST.jwk, y: encodeBase64Url(new Uint8Array(32)) } }),
    ],
  ])('and with %s it is wrong', async (_, text) => {
    expect(await verified(text)).toEqual({ state: 'wrong' });
  });

  it.each<[string, string, string]>([
    ['did:web is kept elsewhere', jwsOf(SECP, 'did:web:a.example#key-1'), 'elsewhere'],
    ['a key at an address', jwsOf(SECP, 'https://a.example/keys#1'), 'elsewhere'],
    ['did:pkh of another chain', jwsOf(SECP, 'did:pkh:solana:5eykt:abc'), 'unknown'],
    ['no id', jwsOf(SECP, ''), 'unknown'],
    ['an algorithm of another curve', jwsOf({ ...SECP, alg: 'ES256' }, didJwk(SECP)), 'unknown'],
    ['a secret', jwsOf({ ...SECP, alg: 'HS256' }, didJwk(SECP)), 'unknown'],
    [
      'a curve that is not known',
      jwsOf(SECP, 'x', { jwk: { ...SECP.jwk, crv: 'P-521' } }),
      'unknown',
    ],
    ['a did:key that is none', jwsOf(SECP, 'did:key:z6Mk0OIl'), 'unknown'],
    ['what is critical and not known', jwsOf(SECP, PKH, { crit: ['b64'], b64: false }), 'unknown'],
  ])('%s: it is not verified', async (_, text, state) => {
    expect(await verified(text)).toEqual({ state });
  });

  it.each(['', 'a.b', 'a.b.c', `${base64Url({})}.W10.c2ln`, `${base64Url({})}.e30.c2ln.x`])(
    '%j is no JWS',
    (text) => {
      expect(parseJws(text)).toBeUndefined();
    },
  );
});

// The examples of the did:key method, https://w3c-ccg.github.io/did-key-spec/#test-vectors, and keys of ours.
describe('did:key', () => {
  it.each([
    [
      'did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp',
      { crv: 'Ed25519', x: 'O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik' },
    ],
    [
      'did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme#x',
      {
        crv: 'secp256k1',
        x: 'h0wVx_2iDlOcblulc8E5iEw1EYh5n1RYtLQfeSTyNc0',
        y: 'O2EATIGbu6DezKFptj5scAIRntgfecanVNXxat1rnwE',
      },
    ],
    [
      'did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169',
      {
        crv: 'P-256',
        x: 'fyNYMN0976ci7xqiSdag3buk-ZCwgXU4kz9XNkBlNUI',
        y: 'hW2ojTNfH7Jbi8--CJUo3OCbH3y5n91g-IMA9MLMbTU',
      },
    ],
  ])('%s', (id, key) => {
    expect(keyInId(id)).toEqual(key);
  });

  it.each(['did:key:', 'did:key:z', 'did:key:f00', 'did:key:z111', `did:key:z${'z'.repeat(4000)}`])(
    '%s has no key',
    (id) => {
      expect(keyInId(id)).toBeUndefined();
    },
  );

  it.each([null, [], {}, { crv: 'P-256', x: 'AA' }, { crv: 'P-256', x: NIST.jwk['x'] }])(
    '%j is no key',
    (jwk) => {
      expect(jwkKey(jwk as never)).toBeUndefined();
    },
  );
});

describe('a signed offer or receipt as a JWS', () => {
  const view = paidX402();
  const { exchange, payment } = view;
  const request = exchange.sent?.request;
  if (request?.rail !== 'eip3009' || payment === undefined || exchange.paid === undefined) {
    throw new Error('unpaid');
  }
  const receipt = { ...PAYLOAD, payer: request.message.from };

  /** What is said of a receipt in the answer to a payment to this payee. */
  async function said(signature: string, payee = ADDRESS as string) {
    const settled = {
      extensions: { 'offer-receipt': { info: { receipt: { format: 'jws', signature } } } },
    };
    const headers = [['PAYMENT-RESPONSE', encodeBase64(JSON.stringify(settled))]] as const;
    const paid = exchange.paid && {
      ...exchange.paid,
      response: { ...exchange.paid.response, headers },
    };
    const quote = payment && { ...payment.quote, offer: { ...payment.quote.offer, payee } };
    const [result] = await signedChecks({
      exchange: { ...exchange, ...(paid === undefined ? {} : { paid }) },
      ...(payment === undefined || quote === undefined ? {} : { payment: { ...payment, quote } }),
    });
    return result;
  }

  it('by the key of the payee’s address is verified', async () => {
    for (const kid of [PKH, didJwk(SECP)]) {
      expect(await said(jwsOf(SECP, kid, {}, receipt))).toMatchObject({ holds: true, said: kid });
    }
    const web = jwsOf(SECP, 'did:web:a.example', { jwk: SECP.jwk }, receipt);
    expect(await said(web)).toMatchObject({ holds: true });
    // On Solana the address is the key.
    const solana = 'FVdnakemjhcemfWUgNR2AERbk5Pog7zJ1UF2LjbocBUj';
    const result = await said(jwsOf(EDWARDS, didJwk(EDWARDS), {}, receipt), solana);
    expect(result).toMatchObject({ holds: true, expected: solana });
  });

  it.each<[string, string, object]>([
    [
      'by another key is right, and bound to no one',
      jwsOf(NIST, didJwk(NIST), {}, receipt),
      { why: 'unbound' },
    ],
    [
      'by the key of another address, too',
      jwsOf(OTHER, didJwk(OTHER), {}, receipt),
      { why: 'unbound' },
    ],
    [
      'by a key in its header alone, too',
      jwsOf(EDWARDS, 'x', { jwk: EDWARDS.jwk }, receipt),
      { why: 'unbound' },
    ],
    [
      'by a key that is kept elsewhere is not checked',
      jwsOf(SECP, 'did:web:a.example', {}, receipt),
      { why: 'elsewhere' },
    ],
  ])('%s', async (_, jws, expected) => {
    const result = await said(jws);
    expect(result).toMatchObject(expected);
    expect(result?.holds).toBeUndefined();
  });

  it('by another key than it names, or about something else, does not match', async () => {
    expect(await said(jwsOf(OTHER, PKH, {}, receipt))).toMatchObject({
      holds: false,
      why: 'signature',
    });
    const other = { ...receipt, payer: ADDRESS };
    expect(await said(jwsOf(SECP, PKH, {}, other))).toMatchObject({
      holds: false,
      said: `payer ${ADDRESS}`,
    });
  });

  it('where nothing says who is to be paid is bound to no one', async () => {
    const headers = [
      [
        'PAYMENT-RESPONSE',
        encodeBase64(
          JSON.stringify({
            extensions: {
              'offer-receipt': {
                info: { receipt: { format: 'jws', signature: jwsOf(NIST, didJwk(NIST)) } },
              },
            },
          }),
        ),
      ],
    ] as const;
    const { sent: _, asked: __, ...bare } = exchange;
    const paid = exchange.paid && {
      ...exchange.paid,
      response: { ...exchange.paid.response, headers },
    };
    const [result] = await signedChecks({
      exchange: { ...bare, ...(paid === undefined ? {} : { paid }) },
    });
    expect(result).toMatchObject({ why: 'unbound' });
  });
});
