import { isObject, type Json, type JsonObject, member } from '../../../core/encoding/json.ts';
import type { ReasonKey } from '../../../core/offers/offer.ts';

// Schemes of the specification and its proposals (https://github.com/x402-foundation/x402, specs/schemes) and
// of other servers: recognised, so that the reason says what they are.
const SCHEMES: ReadonlyMap<string, ReasonKey> = new Map<string, ReasonKey>([
  ['upto', 'reason_upto'],
  ['batch-settlement', 'reason_batch_settlement'],
  ['deferred', 'reason_batch_settlement'],
  ['auth-capture', 'reason_auth_capture'],
  ['authcapture', 'reason_auth_capture'],
  ['escrow', 'reason_auth_capture'],
  ['session', 'reason_session'],
  ['channel', 'reason_session'],
  ['stream', 'reason_session'],
  ['prepaid', 'reason_session'],
  ['subscribe', 'reason_subscription'],
  ['subscription', 'reason_subscription'],
  ['sepa', 'reason_bank'],
  ['ach', 'reason_bank'],
  ['auth-capture_card', 'reason_card'],
  ['card', 'reason_card'],
  ['shared-payment-token', 'reason_card'],
  ['basket', 'reason_basket'],
]);
const METHODS: ReadonlyMap<Json, ReasonKey> = new Map<Json, ReasonKey>([
  ['permit2', 'reason_permit2'],
  ['erc7710', 'reason_erc7710'],
]);

/** Circle's Gateway: the signature spends a balance that was paid in before. Domain name of its contract. */
const GATEWAY = /^GatewayWallet/;

/** Why a scheme is not paid; undefined for `exact`, also where its name is missing. */
export function schemeReason(scheme: string | undefined): ReasonKey | undefined {
  if (scheme === undefined) return 'reason_scheme_missing';
  return scheme === 'exact' ? undefined : (SCHEMES.get(scheme) ?? 'reason_scheme');
}

/** Members of `extra`, which may be absent or null; undefined when it is no object. */
export function extraOf(entry: JsonObject): JsonObject | undefined {
  const extra = member(entry, 'extra') ?? {};
  return isObject(extra) ? extra : undefined;
}

/** Why the way to move the token that `extra` names is not ours; undefined for EIP-3009 without detours. */
export function transferReason(extra: JsonObject): ReasonKey | undefined {
  const name = member(extra, 'name');
  if (typeof name === 'string' && GATEWAY.test(name)) return 'reason_gateway';
  const method = member(extra, 'assetTransferMethod') ?? 'eip3009';
  if (method !== 'eip3009') return METHODS.get(method) ?? 'reason_transfer_method';
  const flow = member(extra, 'paymentFlow') ?? 'authorization';
  return flow === 'authorization' ? undefined : 'reason_payment_flow';
}
