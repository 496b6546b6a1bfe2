import { privateKeyToAccount } from 'viem/accounts';
import { describe, expect, it } from 'vitest';
import { encodeBase64, encodeBase64Url } from '../../../src/core/encoding/base64.ts';
import type { EcashRequest } from '../../../src/core/offers/rail.ts';
import { chainChecks } from '../../../src/inspect/money/chain-checks.ts';
import { ecashChecks } from '../../../src/inspect/money/ecash-checks.ts';
import { receiptChecks } from '../../../src/inspect/money/receipt-checks.ts';
import { signedChecks } from '../../../src/inspect/money/signed.ts';
import type { ExchangeView } from '../../../src/messages/index.ts';
import { cbor } from '../../fixtures/cashu-encode.ts';
import { paidX402, REQUIRED, URL_402 } from '../../fixtures/exchanges.ts';

// Receipts of every kind, those that hold and those that do not.

const payee = privateKeyToAccount(`0x${'11'.repeat(32)}`);
const other = privateKeyToAccount(`0x${'22'.repeat(32)}`);
const view = paidX402();
const { message } = requestOf(view);

function requestOf({ exchange }: ExchangeView) {
  const request = exchange.sent?.request;
  if (request?.rail !== 'eip3009') throw new Error('no request');
  return request;
}

const uint = (name: string) => ({ name, type: 'uint256' });
const text = (name: string) => ({ name, type: 'string' });
// As @x402/extensions 2.27 signs them.
const TYPES = {
  Offer: [
    uint('version'),
    ...['resourceUrl', 'scheme', 'network', 'asset', 'payTo', 'amount'].map(text),
    uint('validUntil'),
  ],
  Receipt: [
    uint('version'),
    ...['network', 'resourceUrl', 'payer'].map(text),
    uint('issuedAt'),
    text('transaction'),
  ],
};

const OFFER = {
  ...{ version: 1, resourceUrl: URL_402, scheme: 'exact', network: 'eip155:84532' },
  ...{ asset: REQUIRED.accepts[0]?.asset ?? '', payTo: payee.address, amount: '1000' },
  validUntil: 1_773_500_966,
};
const RECEIPT = {
  ...{ version: 1, network: 'eip155:84532', resourceUrl: URL_402, payer: message.from },
  ...{ issuedAt: 1_773_500_970, transaction: '' },
};

type Kind = 'Offer' | 'Receipt';

async function sign(kind: Kind, payload: object, by = payee, chainId = 1, types: object = TYPES) {
  const signature = await by.signTypedData({
    domain: { name: `x402 ${kind.toLowerCase()}`, version: '1', chainId },
    types: types as typeof TYPES,
    primaryType: kind,
    message: payload as Record<string, unknown>,
  });
  return { format: 'eip712', payload, signature };
}

/** The paid exchange whose payee is `payee`, with a signed offer or receipt in its headers. */
function withSigned(kind: Kind, artifact: object): ExchangeView {
  const { exchange, payment } = view;
  const { asked, paid } = exchange;
  if (payment === undefined || asked === undefined || paid === undefined) throw new Error('unpaid');
  const info = kind === 'Offer' ? { offers: [artifact].flat() } : { receipt: artifact };
  const extended = { extensions: { 'offer-receipt': { info } } };
  const header = (name: string) => [[name, encodeBase64(JSON.stringify(extended))] as const];
  const changed =
    kind === 'Offer'
      ? {
          asked: { ...asked, response: { ...asked.response, headers: header('PAYMENT-REQUIRED') } },
        }
      : { paid: { ...paid, response: { ...paid.response, headers: header('PAYMENT-RESPONSE') } } };
  const quote = { ...payment.quote, offer: { ...payment.quote.offer, payee: payee.address } };
  return { exchange: { ...exchange, ...changed }, payment: { ...payment, quote } };
}

const checksOf = async (kind: Kind, artifact: object | Promise<object>) =>
  (await signedChecks(withSigned(kind, await artifact))).map(({ check, holds }) => [check, holds]);

describe('a signed offer or receipt', () => {
  it('of the payee, about this payment, is verified', async () => {
    expect(await checksOf('Offer', sign('Offer', OFFER))).toEqual([['signed_offer', true]]);
    expect(await checksOf('Receipt', sign('Receipt', RECEIPT))).toEqual([['signed_receipt', true]]);
    const named = { ...RECEIPT, transaction: view.payment?.receipt?.transaction };
    expect(await checksOf('Receipt', sign('Receipt', named))).toEqual([['signed_receipt', true]]);
  });

  it.each([
    ['another key', sign('Receipt', RECEIPT, other)],
    ['another payer', sign('Receipt', { ...RECEIPT, payer: other.address })],
    ['another address', sign('Receipt', { ...RECEIPT, resourceUrl: 'https://other.example/' })],
    ['another network', sign('Receipt', { ...RECEIPT, network: 'eip155:8453' })],
    ['another transaction', sign('Receipt', { ...RECEIPT, transaction: `0x${'00'.repeat(32)}` })],
  ])('of %s does not match', async (_, artifact) => {
    expect(await checksOf('Receipt', artifact)).toEqual([['signed_receipt', false]]);
  });

  it('with a word changed after it was signed does not match', async () => {
    const signed = await sign('Offer', OFFER);
    const changed = { ...signed, payload: { ...OFFER, validUntil: OFFER.validUntil + 1 } };
    expect(await checksOf('Offer', changed)).toEqual([['signed_offer', false]]);
    const cheaper = sign('Offer', { ...OFFER, amount: '1' });
    expect(await checksOf('Offer', cheaper)).toEqual([['signed_offer', false]]);
  });

  it.each([
    [
      'an address of hex in capitals',
      { payTo: payee.address.toUpperCase().replace('0X', '0x') },
      [true],
    ],
    ['an address of hex in small letters', { payTo: payee.address.toLowerCase() }, [true]],
    ['a network in capitals', { network: 'EIP155:84532' }, []],
  ])('of %s is about this payment, or not', async (_, changes, holds) => {
    const signed = await checksOf('Offer', sign('Offer', { ...OFFER, ...changes }));
    expect(signed.map(([, each]) => each)).toEqual(holds);
  });

  it.each([
    ['as it is', (text: string) => text, 1],
    ['in small letters', (text: string) => text.toLowerCase(), 0],
    ['in capitals', (text: string) => text.toUpperCase(), 0],
  ])('for a payee on Solana counts %s', async (_, written, count) => {
    const payTo = '4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T';
    const signed = withSigned('Offer', await sign('Offer', { ...OFFER, payTo: written(payTo) }));
    const { payment } = signed;
    if (payment === undefined) throw new Error('unpaid');
    const quote = { ...payment.quote, offer: { ...payment.quote.offer, payee: payTo } };
    const checks = await signedChecks({ ...signed, payment: { ...payment, quote } });
    expect(checks).toHaveLength(count);
  });

  it('about the address in another case is about another address', async () => {
    const signed = sign('Receipt', { ...RECEIPT, resourceUrl: URL_402.toUpperCase() });
    expect(await checksOf('Receipt', signed)).toEqual([['signed_receipt', false]]);
  });

  it('is read of the first sixteen offers', async () => {
    const signed = await sign('Offer', OFFER);
    const count = async (offers: number) => {
      const list = Array.from({ length: offers }, () => signed);
      return (await signedChecks(withSigned('Offer', list))).length;
    };
    expect([await count(15), await count(16), await count(17)]).toEqual([15, 16, 16]);
  });

  it('in the first form of the extension is verified, too', async () => {
    const { version: _, ...payload } = RECEIPT;
    const types = { Receipt: TYPES.Receipt.slice(1) };
    const signed = sign('Receipt', payload, payee, 84532, types);
    expect(await checksOf('Receipt', signed)).toEqual([['signed_receipt', true]]);
  });

  it('as a JWS is neither verified nor wrong, unless it is about something else', async () => {
    const jws = (payload: object) => ({
      format: 'jws',
      signature: [{ alg: 'ES256K', kid: 'did:web:a.example#1' }, payload]
        .map((part) => encodeBase64Url(JSON.stringify(part)))
        .concat('c2ln')
        .join('.'),
    });
    expect(await checksOf('Receipt', jws(RECEIPT))).toEqual([['signed_receipt', undefined]]);
    const wrong = jws({ ...RECEIPT, payer: other.address });
    expect(await checksOf('Receipt', wrong)).toEqual([['signed_receipt', false]]);
  });

  it.each([
    ['no signature', { format: 'eip712', payload: RECEIPT }],
    ['nonsense', { format: 'eip712', payload: RECEIPT, signature: `0x${'ff'.repeat(65)}` }],
    ['no numbers', { format: 'eip712', payload: { ...RECEIPT, issuedAt: 'x' }, signature: '0x' }],
  ])('with %s does not match', async (_, artifact) => {
    expect(await checksOf('Receipt', artifact)).toEqual([['signed_receipt', false]]);
  });
});

describe('the chain’s log', () => {
  const { from, to, value, nonce } = message;
  const asset = requestOf(view).domain.verifyingContract;
  const transfer = { asset: asset.toLowerCase(), from: from.toLowerCase(), to, value };
  const authorizations = [{ from, nonce }];
  const failed = (transaction: Parameters<typeof chainChecks>[1]) =>
    chainChecks(view, transaction).flatMap(({ check, holds }) => (holds ? [] : [check]));

  it('with the signed transfer is verified', () => {
    expect(failed({ state: 'done', transfers: [transfer], authorizations })).toEqual([]);
  });

  it.each([
    ['another amount', [{ ...transfer, value: '999' }], ['chain_transfer']],
    ['another payee', [{ ...transfer, to: other.address }], ['chain_transfer']],
    ['another payer', [{ ...transfer, from: other.address }], ['chain_transfer']],
    ['another token', [{ ...transfer, asset: other.address }], ['chain_transfer']],
    ['nothing', [], ['chain_transfer']],
  ])('with %s does not match', (_, transfers, checks) => {
    expect(failed({ state: 'done', transfers, authorizations })).toEqual(checks);
  });

  it('of a transaction that failed, is not there, or used another authorization does not match', () => {
    const stolen = authorizations.map(({ nonce }) => ({ from: other.address, nonce }));
    expect(failed({ state: 'done', transfers: [transfer], authorizations: stolen })).toEqual([
      'chain_nonce',
    ]);
    const used = [{ from, nonce: `0x${'00'.repeat(32)}` }];
    const none = { transfers: [], authorizations: [] };
    expect(failed({ state: 'absent', ...none })).toEqual(['chain_done']);
    expect(failed({ state: 'failed', ...none })).toEqual([
      'chain_done',
      'chain_transfer',
      'chain_nonce',
    ]);
    expect(failed({ state: 'done', transfers: [transfer], authorizations: used })).toEqual([
      'chain_nonce',
    ]);
  });
});

describe('ecash that was sent', () => {
  const MINT = 'https://mint.example';
  const lock = { kind: 'P2PK' as const, data: `02${'ab'.repeat(32)}`, tags: [] };
  const asked: EcashRequest = { rail: 'ecash', mints: [MINT], unit: 'sat', amount: '21' };
  const locked = (data: string) => JSON.stringify(['P2PK', { nonce: 'aa', data, tags: [] }]);
  const tokenA = (amounts: readonly number[], mint = MINT, secret = 'abc') =>
    `cashuA${encodeBase64Url(
      JSON.stringify({
        token: [{ mint, proofs: amounts.map((amount) => ({ id: '00', amount, secret, C: '02' })) }],
        unit: 'sat',
      }),
    )}`;
  const tokenB = (amounts: readonly number[], mint = MINT, secret = 'abc') =>
    `cashuB${encodeBase64Url(
      new Uint8Array(
        cbor({
          ...{ m: mint, u: 'sat' },
          t: [
            {
              i: new Uint8Array(8),
              p: amounts.map((a) => ({ a, s: secret, c: new Uint8Array(33) })),
            },
          ],
        }),
      ),
    )}`;
  const failed = (token: string, request = asked) =>
    ecashChecks(token, request).flatMap(({ check, holds }) => (holds ? [] : [check]));

  it.each([
    ['cashuA', tokenA],
    ['cashuB', tokenB],
  ])('as %s is held against what was asked', (_, token) => {
    expect(ecashChecks(token([16, 4, 1]), asked)).toHaveLength(2);
    expect(failed(token([16, 4, 1]))).toEqual([]);
    expect(failed(token([16, 4]))).toEqual(['ecash_amount']);
    expect(failed(token([16, 4, 1], 'https://other.example'))).toEqual(['ecash_mint']);
    expect(failed(token([16, 4, 1], `${MINT}/`))).toEqual([]);
    const request = { ...asked, lock };
    expect(failed(token([16, 4, 1], MINT, locked(lock.data)), request)).toEqual([]);
    expect(failed(token([16, 4, 1], MINT, locked('03'.repeat(33))), request)).toEqual([
      'ecash_lock',
    ]);
    expect(failed(token([16, 4, 1]), request)).toEqual(['ecash_lock']);
    // A lock of another kind (NUT-14) may name the same data.
    const other = locked(lock.data).replace('P2PK', 'HTLC');
    expect(failed(token([16, 4, 1], MINT, other), request)).toEqual(['ecash_lock']);
  });

  it('is locked with each of its coins', () => {
    const coins = [locked(lock.data), 'abc'].map((secret) => ({
      id: '00',
      amount: 16,
      secret,
      C: '02',
    }));
    const text = encodeBase64Url(JSON.stringify({ token: [{ mint: MINT, proofs: coins }] }));
    expect(failed(`cashuA${text}`, { ...asked, lock })).toEqual(['ecash_lock']);
  });

  it.each(['', 'cashuA', 'cashuAe30', 'cashuBnonsense', 'cashuC'])('%j says nothing', (token) => {
    expect(ecashChecks(token, asked)).toEqual([]);
  });

  it('is looked at where it was the proof', async () => {
    const { exchange } = view;
    const sent = {
      ...{ id: 'a', kind: 'payment' as const, request: asked },
      headers: [['X-Cashu', tokenB([16, 4])] as const],
    };
    const checks = await receiptChecks({ exchange: { ...exchange, sent } });
    expect(checks.map(({ check, holds }) => [check, holds])).toEqual([
      ['ecash_amount', false],
      ['ecash_mint', true],
    ]);
  });
});
