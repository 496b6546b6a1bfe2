import type { IncomingMessage } from 'node:http';
import { PAYEE } from './shop-v2.ts';
import { USDC } from './usdc.ts';

/** What a facilitator says of a settlement, as it goes into PAYMENT-RESPONSE. */
export type Settled = {
  readonly success: boolean;
  readonly errorReason?: string;
  readonly transaction: string;
};

/** x402 v2 PaymentRequirements for USDC on Base Sepolia. `amount`: base units. */
export const requirements = (amount: string) => ({
  scheme: 'exact',
  network: 'eip155:84532',
  amount,
  asset: USDC,
  payTo: PAYEE,
  maxTimeoutSeconds: 60,
  extra: { name: 'USDC', version: '2' },
});

/** x402 v2 PaymentRequired as JSON text. */
export const paymentRequired = (
  url: string,
  accepts: readonly object[],
  error = 'Payment required',
): string =>
  JSON.stringify({
    x402Version: 2,
    error,
    resource: { url, description: 'An odd thing', mimeType: 'text/html' },
    accepts,
  });

/** Standard base64 of UTF-8 text. */
export const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** The proof of a request under a header name, decoded; undefined: none, or not decodable. */
export function proofOf(request: IncomingMessage, header: string): object | undefined {
  const value = request.headers[header];
  if (typeof value !== 'string') return undefined;
  try {
    return JSON.parse(Buffer.from(value, 'base64').toString('utf8')) as object;
  } catch {
    return undefined;
  }
}

async function ask<Out>(url: string, version: 1 | 2, proof: object, terms: object): Promise<Out> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      x402Version: version,
      paymentPayload: proof,
      paymentRequirements: terms,
    }),
  });
  if (!response.ok) throw new Error(`facilitator: ${response.status}`);
  return (await response.json()) as Out;
}

/** The seller's side of one payment: verifies a proof and settles it. Never throws. */
export async function redeem(
  facilitatorUrl: string,
  version: 1 | 2,
  proof: object,
  terms: object,
): Promise<Settled> {
  try {
    const verified = await ask<{ isValid: boolean; invalidReason?: string }>(
      `${facilitatorUrl}/verify`,
      version,
      proof,
      terms,
    );
    if (!verified.isValid) {
      const errorReason = verified.invalidReason ?? 'invalid_payload';
      return { success: false, errorReason, transaction: '' };
    }
    return await ask<Settled>(`${facilitatorUrl}/settle`, version, proof, terms);
  } catch {
    return { success: false, errorReason: 'unexpected_settle_error', transaction: '' };
  }
}
