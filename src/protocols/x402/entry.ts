import { isAddress, isChecksumOk, isSameAddress } from '../../core/address.ts';
import { type Asset, assetOf } from '../../core/assets.ts';
import { isObject, type Json, type JsonObject, member } from '../../core/json.ts';
import { parseBaseUnits } from '../../core/money.ts';
import { familyOf, type Network, networkById, networkByLegacyName } from '../../core/networks.ts';
import type { ReasonKey } from '../../core/reading.ts';

export type Version = 1 | 2;

/** One entry of `accepts`, checked. What is wrong is absent; `why` is the first reason not to pay it. */
export type Entry = {
  readonly scheme: string;
  /** As the server wrote it. */
  readonly networkText: string;
  readonly network?: Network;
  readonly amount?: bigint;
  readonly assetText?: string;
  readonly asset?: Asset;
  readonly payTo?: string;
  /** Whole seconds. */
  readonly timeout?: number;
  readonly why?: ReasonKey;
  /** Names its network in the manner of the other version. */
  readonly lenient: boolean;
};

const SCHEMES: ReadonlyMap<string, ReasonKey> = new Map([
  ['upto', 'reason_upto'],
  ['batch-settlement', 'reason_batch_settlement'],
  ['auth-capture', 'reason_auth_capture'],
]);
const METHODS: ReadonlyMap<Json, ReasonKey> = new Map<Json, ReasonKey>([
  ['permit2', 'reason_permit2'],
  ['erc7710', 'reason_erc7710'],
]);
const ROLE = /^[A-Za-z][A-Za-z_-]{0,31}$/;
const ZERO = /^0x0{40}$/;

function text(entry: JsonObject, name: string): string | undefined {
  const value = member(entry, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function schemeReason(scheme: string): ReasonKey | undefined {
  return scheme === 'exact' ? undefined : (SCHEMES.get(scheme) ?? 'reason_scheme');
}

function networkReason(id: string, network: Network | undefined): ReasonKey | undefined {
  if (familyOf(id) === 'solana') return 'reason_solana';
  return familyOf(id) === 'eip155' && network !== undefined ? undefined : 'reason_network';
}

/** `extra` may be absent or null; its members too. */
function extraReason(extra: Json, asset: Asset | undefined): ReasonKey | undefined {
  const members = extra === null ? {} : extra;
  if (!isObject(members)) return 'reason_domain';
  const method = member(members, 'assetTransferMethod') ?? 'eip3009';
  if (method !== 'eip3009') return METHODS.get(method) ?? 'reason_transfer_method';
  const flow = member(members, 'paymentFlow') ?? 'authorization';
  if (flow !== 'authorization') return 'reason_payment_flow';
  if (asset === undefined) return 'reason_asset';
  if (asset.transfer !== 'eip3009') return 'reason_permit2';
  // The domain is signed from our table; a server that means another one would only get a useless signature.
  const name = member(members, 'name') ?? asset.name;
  const version = member(members, 'version') ?? asset.version;
  return name === asset.name && version === asset.version ? undefined : 'reason_domain';
}

function payToReason(payTo: string | undefined, asset: Asset | undefined): ReasonKey | undefined {
  if (!isAddress(payTo)) {
    return payTo !== undefined && ROLE.test(payTo) ? 'reason_pay_to_role' : 'reason_pay_to';
  }
  const isToken = asset !== undefined && isSameAddress(payTo, asset.address);
  return isToken || ZERO.test(payTo) || !isChecksumOk(payTo) ? 'reason_pay_to' : undefined;
}

/** A number instead of a string is shown but not paid: servers compare the echo with a string. */
function readAmount(value: Json | undefined): bigint | undefined {
  const isCount = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  return parseBaseUnits(isCount ? String(value) : value);
}

/**
 * Checks an entry of `accepts` (x402 version 2, section PaymentRequirements, and version 1). Undefined when
 * it names no scheme or network. An unknown version gives `reason_version`.
 */
export function readEntry(entry: JsonObject, version: Version | undefined): Entry | undefined {
  const scheme = text(entry, 'scheme');
  const networkText = text(entry, 'network');
  if (scheme === undefined || networkText === undefined) return undefined;
  const byCaip2 = networkById(networkText);
  const network = byCaip2 ?? networkByLegacyName(networkText);
  const id = network?.id ?? networkText;

  const own = member(entry, version === 1 ? 'maxAmountRequired' : 'amount');
  const amount = readAmount(own ?? member(entry, version === 1 ? 'amount' : 'maxAmountRequired'));
  const assetText = text(entry, 'asset');
  const asset = assetText === undefined ? undefined : assetOf(id, assetText);
  const payTo = text(entry, 'payTo');
  const seconds = member(entry, 'maxTimeoutSeconds');
  const timeout =
    typeof seconds === 'number' && Number.isSafeInteger(seconds) && seconds > 0
      ? seconds
      : undefined;

  const why =
    (version === undefined ? 'reason_version' : undefined) ??
    schemeReason(scheme) ??
    networkReason(id, network) ??
    extraReason(member(entry, 'extra') ?? null, asset) ??
    (typeof own === 'string' && amount !== undefined ? undefined : 'reason_amount') ??
    (amount === 0n ? 'reason_amount_zero' : undefined) ??
    payToReason(payTo, asset) ??
    (timeout === undefined ? 'reason_timeout' : undefined);

  return {
    scheme,
    networkText,
    ...(network === undefined ? {} : { network }),
    ...(amount === undefined ? {} : { amount }),
    ...(assetText === undefined ? {} : { assetText }),
    ...(asset === undefined ? {} : { asset }),
    ...(payTo === undefined ? {} : { payTo }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(why === undefined ? {} : { why }),
    lenient: network !== undefined && (version === 1) === (byCaip2 !== undefined),
  };
}
