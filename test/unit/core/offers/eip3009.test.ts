import { describe, expect, test } from 'vitest';
import { assetOf } from '../../../../src/core/money/assets.ts';
import {
  isOfferOf,
  LONGEST_VALIDITY,
  signedTransfer,
  transferRequest,
} from '../../../../src/core/offers/eip3009.ts';
import type { Offer } from '../../../../src/core/offers/offer.ts';
import type { Account, RailRequest, RailResult } from '../../../../src/core/offers/rail.ts';

// What a signature moves: an offer, a request and a signed transfer that differ in one thing are refused.

const NETWORK = 'eip155:8453';
const asset = assetOf(NETWORK, '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913');
if (asset === undefined) throw new Error('no USDC at Base');
const OTHER = '0x60a3E35Cc302bFA44Cb288Bc5a4F316Fdb1adb42';
const payee = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
const owner = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const nonce = `0x${'01'.repeat(32)}`;

const rail = { kind: 'eip3009', network: NETWORK, asset: asset.address } as const;
const price = { amount: 10_000n, currency: 'USDC', decimals: 6, asset: asset.address };
const offer: Offer = {
  id: 'x402:0',
  protocol: 'x402',
  method: 'exact',
  network: NETWORK,
  price,
  payee,
  rail,
  payable: true,
  cautions: [],
  terms: {},
};
const { price: _, ...priceless } = offer;
const { rail: __, ...railless } = offer;

describe('an offer names this token, amount and payee', () => {
  test.each<[string, Offer, boolean]>([
    ['all the same', offer, true],
    ['no rail', railless, false],
    ['another rail', { ...offer, rail: { kind: 'lightning', network: 'mainnet' } }, false],
    ['another network of the rail', { ...offer, rail: { ...rail, network: 'eip155:1' } }, false],
    ['another token of the rail', { ...offer, rail: { ...rail, asset: OTHER } }, false],
    ['another network', { ...offer, network: 'eip155:1' }, false],
    ['no price', priceless, false],
    ['a price in another token', { ...offer, price: { ...price, asset: OTHER } }, false],
    ['a higher price', { ...offer, price: { ...price, amount: 10_001n } }, false],
    ['a lower price', { ...offer, price: { ...price, amount: 9_999n } }, false],
    ['a price of other decimals', { ...offer, price: { ...price, decimals: 18 } }, false],
    ['another payee', { ...offer, payee: owner }, false],
  ])('%s: %#', (_name, other, same) => {
    expect(isOfferOf(other, asset, 10_000n, payee)).toBe(same);
  });
});

const transfer = { asset, value: '10000', payee };
const account: Account = { rail: 'eip3009', address: owner };
const request = transferRequest(transfer, account, 1_700_000_600, nonce);

describe('a request to sign', () => {
  test('is in the domain of our table, usable from now on', () => {
    expect(request).toEqual({
      rail: 'eip3009',
      network: NETWORK,
      domain: {
        name: 'USD Coin',
        version: '2',
        chainId: 8453,
        verifyingContract: asset.address,
      },
      message: {
        from: owner,
        to: payee,
        value: '10000',
        validAfter: '0',
        validBefore: '1700000600',
        nonce,
      },
    });
    expect(LONGEST_VALIDITY).toBe(600);
  });

  test.each<[string, () => unknown]>([
    ['an account of another rail', () => transferRequest(transfer, { rail: 'ecash' }, 1, nonce)],
    ['no address', () => transferRequest(transfer, { ...account, address: '0x12' }, 1, nonce)],
    ['the payee itself', () => transferRequest(transfer, { ...account, address: payee }, 1, nonce)],
    [
      'the payee itself, in other letters',
      () => transferRequest(transfer, { ...account, address: payee.toLowerCase() }, 1, nonce),
    ],
    ['half a second', () => transferRequest(transfer, account, 1.5, nonce)],
    ['no end', () => transferRequest(transfer, account, Number.POSITIVE_INFINITY, nonce)],
    [
      'a network without a chain number',
      () => {
        const there = { ...asset, network: 'solana:mainnet' } as unknown as typeof asset;
        return transferRequest({ ...transfer, asset: there }, account, 1, nonce);
      },
    ],
  ])('is refused for %s', (_name, make) => {
    expect(make).toThrow('error_terms');
  });
});

describe('a signed transfer', () => {
  const signature = `0x${'aB'.repeat(65)}`;
  const signed: RailResult = { rail: 'eip3009', signature };
  const result = (text: string): RailResult => ({ rail: 'eip3009', signature: text });

  test('can be used until its end, in milliseconds', () => {
    expect(signedTransfer(transfer, request, signed)).toEqual({
      message: request.message,
      signature,
      validUntil: 1_700_000_600_000,
    });
  });

  const changed = (more: object): RailRequest => ({ ...request, ...more });
  test.each<[string, RailRequest, RailResult]>([
    ['of a request of another rail', changed({ rail: 'ecash' }), signed],
    ['of a result of another rail', request, { ...signed, rail: 'ecash' } as unknown as RailResult],
    ['of another network', changed({ network: 'eip155:1' }), signed],
    [
      'of another token',
      changed({ domain: { ...request.domain, verifyingContract: OTHER } }),
      signed,
    ],
    ['of more', changed({ message: { ...request.message, value: '10001' } }), signed],
    ['to another payee', changed({ message: { ...request.message, to: owner } }), signed],
    ['without a signature', request, result('')],
    ['with half a signature', request, result(`0x${'ab'.repeat(64)}`)],
    ['with more than a signature', request, result(`${signature}ab`)],
    ['with something before the signature', request, result(` ${signature}`)],
    ['with a signature that is no hex', request, result(`0x${'xy'.repeat(65)}`)],
  ])('%s is refused', (_name, asked, given) => {
    expect(() => signedTransfer(transfer, asked, given)).toThrow('error_terms');
  });
});
