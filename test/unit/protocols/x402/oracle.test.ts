import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { getPublicKey, hashes, sign } from '@noble/secp256k1';
import { decodePaymentRequiredHeader, decodePaymentSignatureHeader } from '@x402/core/http';
import { parsePaymentPayload, parsePaymentRequired } from '@x402/core/schemas';
import { DEFAULT_ASSETS, findDefaultAsset } from '@x402/evm';
import { ExactEvmScheme } from '@x402/evm/exact/client';
import { EVM_NETWORK_CHAIN_ID_MAP } from '@x402/evm/v1';
import fc from 'fast-check';
import { hashTypedData, recoverTypedDataAddress, verifyTypedData } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import * as chains from 'viem/chains';
import { describe, expect, test } from 'vitest';
import { ASSETS, assetOf } from '../../../../src/core/money/assets.ts';
import { NETWORKS } from '../../../../src/core/money/network-table.ts';
import { chainIdOf, networkByLegacyName } from '../../../../src/core/money/networks.ts';
import type { Offer } from '../../../../src/core/offers/offer.ts';
import type { Eip3009Request } from '../../../../src/core/offers/rail.ts';
import { x402 } from '../../../../src/protocols/x402/index.ts';
import {
  authorizationOf,
  blob,
  CHALLENGE,
  challenged,
  PAYEE,
  response,
} from '../../../fixtures/x402/weather.ts';

hashes.sha256 = sha256;
hashes.hmacSha256 = (key, message) => hmac(sha256, key, message);

type Hex = `0x${string}`;
function hex(text: string): Hex {
  if (!/^0x[0-9a-fA-F]*$/.test(text)) throw new Error(`not hex: ${text}`);
  return text as Hex;
}

const KEY = Uint8Array.from({ length: 32 }, (_, index) => index + 1);
const account = privateKeyToAccount(hex(`0x${Buffer.from(KEY).toString('hex')}`));
const context = {
  account: { rail: 'eip3009', address: account.address },
  now: new Date(1_790_000_000_000),
  random: (length: number) => Uint8Array.from({ length }, (_, index) => 255 - index),
} as const;

function typedData({ domain, message }: Eip3009Request) {
  return {
    domain: { ...domain, verifyingContract: hex(domain.verifyingContract) },
    types: {
      TransferWithAuthorization: [
        { name: 'from', type: 'address' },
        { name: 'to', type: 'address' },
        { name: 'value', type: 'uint256' },
        { name: 'validAfter', type: 'uint256' },
        { name: 'validBefore', type: 'uint256' },
        { name: 'nonce', type: 'bytes32' },
      ],
    },
    primaryType: 'TransferWithAuthorization',
    message: {
      from: hex(message.from),
      to: hex(message.to),
      value: BigInt(message.value),
      validAfter: BigInt(message.validAfter),
      validBefore: BigInt(message.validBefore),
      nonce: hex(message.nonce),
    },
  } as const;
}

/** Signs as the purse does: noble over the EIP-712 digest. */
function signWithNoble(request: Eip3009Request): Hex {
  const digest = Buffer.from(hashTypedData(typedData(request)).slice(2), 'hex');
  const [recovery, ...rs] = sign(digest, KEY, { prehash: false, format: 'recovered' });
  return hex(`0x${Buffer.from(rs).toString('hex')}${((recovery ?? 0) + 27).toString(16)}`);
}

const usable = ASSETS.filter(({ transfer }) => transfer === 'eip3009');
const entries = fc
  .record({
    asset: fc.constantFrom(...usable),
    amount: fc.bigInt({ min: 1n, max: 2n ** 256n - 1n }),
    maxTimeoutSeconds: fc.integer({ min: 10, max: 100_000 }),
    withDomain: fc.boolean(),
    // A token's name that is no text makes an entry unpayable, and is another test's subject.
    extra: fc.dictionary(
      fc.string({ minLength: 1, maxLength: 5 }).filter((key) => key !== 'name'),
      fc.jsonValue({ maxDepth: 2 }),
      { maxKeys: 2 },
    ),
  })
  .map(({ asset, amount, maxTimeoutSeconds, withDomain, extra }) => ({
    scheme: 'exact',
    network: asset.network,
    amount: amount.toString(),
    asset: asset.address,
    payTo: PAYEE,
    maxTimeoutSeconds,
    extra: { ...extra, ...(withDomain ? { name: asset.name, version: asset.version } : {}) },
  }));
const challenges = fc.record(
  {
    x402Version: fc.constant(2),
    error: fc.string({ unit: 'binary', maxLength: 40 }),
    resource: fc.record({
      url: fc.webUrl(),
      description: fc.string({ unit: 'binary', maxLength: 300 }),
    }),
    accepts: fc.array(entries, { minLength: 1, maxLength: 4 }),
    extensions: fc.dictionary(
      fc.string({ minLength: 1, maxLength: 9 }),
      fc.jsonValue({ maxDepth: 3 }),
      { maxKeys: 3 },
    ),
  },
  { requiredKeys: ['x402Version', 'accepts'] },
);

function offersOf(challenge: unknown): readonly Offer[] {
  return x402.read(challenged(challenge)).offers;
}

describe('the reference client of x402 2.27', () => {
  test('reads the same from any challenge', () => {
    fc.assert(
      fc.property(challenges, (challenge) => {
        const header = blob(challenge);
        const theirs = decodePaymentRequiredHeader(header);
        const offers = offersOf(header);
        expect(offers).toHaveLength(theirs.accepts.length);
        offers.forEach((offer, index) => {
          const accepted = theirs.accepts[index];
          const { extensions, resource } = theirs;
          expect(offer.price?.amount.toString()).toBe(accepted?.amount);
          expect(offer.network).toBe(accepted?.network);
          expect(offer.payee).toBe(accepted?.payTo);
          expect(offer.timeoutSeconds).toBe(accepted?.maxTimeoutSeconds);
          expect(offer.payable).toBe(true);
          expect(JSON.stringify(offer.terms)).toBe(
            JSON.stringify({ x402Version: 2, accepted, resource, extensions }),
          );
        });
      }),
      { numRuns: 300 },
    );
  });

  test('agrees on which challenges have the right form', () => {
    const wrong = fc.tuple(
      challenges,
      fc.constantFrom('scheme', 'network', 'amount', 'asset', 'payTo', 'maxTimeoutSeconds'),
      fc.constantFrom<unknown>(undefined, null, '', 0, -1, {}, []),
    );
    fc.assert(
      fc.property(wrong, ([challenge, name, value]) => {
        const accepts = challenge.accepts.map((entry) => ({ ...entry, [name]: value }));
        const changed = { ...challenge, accepts };
        // What their schema refuses we never pay.
        if (parsePaymentRequired(changed).success) return;
        expect(offersOf(changed).filter(({ payable }) => payable)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('decodes our PAYMENT-SIGNATURE, and viem verifies what is in it', async () => {
    await fc.assert(
      fc.asyncProperty(challenges, async (challenge) => {
        const [offer] = offersOf(challenge);
        const header = decodePaymentRequiredHeader(blob(challenge));
        if (offer === undefined) throw new Error('no offer');
        const request = authorizationOf(offer, context);
        const signature = signWithNoble(request);
        const { headers } = x402.proof(offer, request, { rail: 'eip3009', signature });
        const payload = decodePaymentSignatureHeader(headers[0]?.[1] ?? '');
        expect(payload).toEqual({
          x402Version: 2,
          // Beside what the reference client sends; its schema, its server and its facilitator pass them over.
          scheme: 'exact',
          network: offer.network,
          ...(header.resource === undefined ? {} : { resource: header.resource }),
          accepted: header.accepts[0],
          payload: { signature, authorization: request.message },
          ...(header.extensions === undefined ? {} : { extensions: header.extensions }),
        });
        expect(parsePaymentPayload(payload).success).toBe(true);
        const { address } = account;
        expect(await verifyTypedData({ address, signature, ...typedData(request) })).toBe(true);
      }),
      { numRuns: 25 },
    );
    expect(Buffer.from(getPublicKey(KEY)).length).toBe(33);
  });

  test('signs the same domain and types for every asset that we pay with', async () => {
    for (const asset of usable) {
      const { network, address, name, version } = asset;
      const entry = {
        scheme: 'exact',
        network,
        amount: '1',
        asset: address,
        payTo: PAYEE,
        maxTimeoutSeconds: 60,
        extra: { name, version },
      };
      const scheme = new ExactEvmScheme(account);
      const theirs = await scheme.createPaymentPayload(2, entry);
      const made = theirs.payload as {
        signature: string;
        authorization: Eip3009Request['message'];
      };
      const [offer] = offersOf({ ...CHALLENGE, accepts: [entry] });
      if (offer === undefined) throw new Error('no offer');
      const request = authorizationOf(offer, context);
      const { from, to, value, validAfter } = request.message;
      expect(made.authorization).toMatchObject({ from, to, value, validAfter });
      const signed = typedData({ ...request, message: made.authorization });
      const signer = await recoverTypedDataAddress({ ...signed, signature: hex(made.signature) });
      expect(signer).toBe(account.address);
    }
  });

  test('pays a challenge of ours in the same envelope', async () => {
    const { x402Client, x402HTTPClient } = await import('@x402/core/client');
    const client = new x402Client().register('eip155:84532', new ExactEvmScheme(account));
    const http = new x402HTTPClient(client);
    const required = decodePaymentRequiredHeader(blob(CHALLENGE));
    const theirs = await client.createPaymentPayload(required);
    const names = Object.keys(http.encodePaymentSignatureHeader(theirs));
    const [offer] = offersOf(CHALLENGE);
    if (offer === undefined) throw new Error('no offer');
    const request = authorizationOf(offer, context);
    const ours = x402.proof(offer, request, {
      rail: 'eip3009',
      signature: signWithNoble(request),
    });
    expect(ours.headers.map(([name]) => name)).toEqual(names);
    const decoded = decodePaymentSignatureHeader(ours.headers[0]?.[1] ?? '');
    const named = { scheme: 'exact', network: 'eip155:84532' };
    expect({ ...decoded, payload: 0 }).toEqual({ ...theirs, ...named, payload: 0 });
    expect(Object.keys(decoded.payload).sort()).toEqual(Object.keys(theirs.payload).sort());
  });

  test('reads the settlement that we read', () => {
    const settled = { success: true, transaction: `0x${'a'.repeat(64)}`, network: 'eip155:8453' };
    const line = ['PAYMENT-RESPONSE', blob(settled)] as const;
    expect(x402.receipt(response([line], { status: 200 }))).toEqual({
      outcome: 'settled',
      transaction: settled.transaction,
      network: settled.network,
    });
  });
});

describe('the tables', () => {
  test('hold every default asset of @x402/evm, with the same domain', () => {
    const all = Object.entries(DEFAULT_ASSETS).flatMap(([network, assets]) =>
      assets.map((asset) => ({ network, asset })),
    );
    expect(all.length).toBeGreaterThan(25);
    for (const { network, asset } of all) {
      expect({ network, ...assetOf(network, asset.asset) }).toMatchObject({
        network,
        address: asset.asset,
        name: asset.name,
        version: asset.version,
        decimals: asset.decimals,
        transfer: asset.assetTransferMethod ?? 'eip3009',
      });
    }
    expect(findDefaultAsset('0x0000000000000000000000000000000000000001', 'eip155:8453')).toBe(
      undefined,
    );
  });

  test('know every network name of version 1', () => {
    const names = Object.entries(EVM_NETWORK_CHAIN_ID_MAP);
    expect(names.length).toBeGreaterThan(15);
    for (const [name, chainId] of names) {
      expect(networkByLegacyName(name)?.id).toBe(`eip155:${chainId}`);
    }
  });

  test('call a network a test network when viem does', () => {
    // A number that a dead test network had may be a main network's today.
    const known = new Map<number, { testnet?: boolean | undefined }>();
    for (const chain of Object.values(chains)) {
      if (typeof chain !== 'object' || !('id' in chain)) continue;
      if (chain.testnet !== true || !known.has(chain.id)) known.set(chain.id, chain);
    }
    let compared = 0;
    for (const { id, testnet } of NETWORKS) {
      const chainId = chainIdOf(id);
      const chain = chainId === undefined ? undefined : known.get(chainId);
      // viem has SKALE Base as a test network; its dollars are real.
      if (chain === undefined || chainId === 31337 || chainId === 1187947933) continue;
      expect([id, chain.testnet === true]).toEqual([id, testnet]);
      compared++;
    }
    expect(compared).toBeGreaterThan(35);
  });
});
