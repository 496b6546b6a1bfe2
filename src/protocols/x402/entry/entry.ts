import { type Json, type JsonObject, member } from '../../../core/encoding/json.ts';
import { isAddress, isChecksumOk, isSameAddress } from '../../../core/money/address.ts';
import { type Asset, assetByAddress, assetOf } from '../../../core/money/assets.ts';
import {
  familyOf,
  type Network,
  networkById,
  networkByName,
} from '../../../core/money/networks.ts';
import type { Price, ReasonKey } from '../../../core/offers/offer.ts';
import { type Term, termsOf } from '../challenge/names.ts';
import { amountOf, priceOf, symbolAsset } from './amount.ts';
import { extraOf, schemeReason, transferReason } from './schemes.ts';

export type Version = 1 | 2;

/** One entry of `accepts`, checked. What is wrong is absent; `why` is the first reason not to pay it. */
export type Entry = {
  readonly scheme?: string;
  /** As the server wrote it. */
  readonly networkText?: string;
  readonly network?: Network;
  readonly amount?: bigint;
  readonly price?: Price;
  readonly asset?: Asset;
  /** Our table names the token, be it by its symbol only. */
  readonly isNamed: boolean;
  readonly payTo?: string;
  /** Whole seconds. */
  readonly timeout?: number;
  readonly why?: ReasonKey;
  /** In a form that the reference reader would refuse. */
  readonly lenient: boolean;
};

/** Seconds: with less, the site's check would come after the end of what was signed. */
const SHORTEST_TIMEOUT = 10;
const ROLE = /^[A-Za-z][A-Za-z_-]{0,31}$/;
const ZERO = /^0x0{40}$/;

function textOf(term: Term | undefined): string | undefined {
  return typeof term?.value === 'string' ? term.value : undefined;
}

function networkReason(
  id: string | undefined,
  network: Network | undefined,
): ReasonKey | undefined {
  if (id === undefined) return 'reason_network_missing';
  if (familyOf(id) === 'solana') return 'reason_solana';
  return familyOf(id) === 'eip155' && network !== undefined ? undefined : 'reason_network';
}

function assetReason(
  asset: Asset | undefined,
  assetText: string | undefined,
): ReasonKey | undefined {
  if (asset?.transfer === 'eip3009') return undefined;
  if (asset !== undefined) return asset.transfer === 'permit2' ? 'reason_permit2' : 'reason_asset';
  if (assetText === undefined) return 'reason_asset_missing';
  return isAddress(assetText) ? 'reason_asset' : 'reason_asset_form';
}

/** The domain is signed from our table; a server that means another one would only get a useless signature. */
function domainReason(extra: JsonObject, asset: Asset | undefined): ReasonKey | undefined {
  const name = member(extra, 'name') ?? asset?.name;
  const version = member(extra, 'version') ?? asset?.version;
  return name === asset?.name && version === asset?.version ? undefined : 'reason_domain';
}

function payToReason(payTo: string | undefined, asset: Asset | undefined): ReasonKey | undefined {
  if (payTo === undefined) return 'reason_pay_to_missing';
  if (!isAddress(payTo)) {
    return ROLE.test(payTo) ? 'reason_pay_to_role' : 'reason_pay_to';
  }
  const isToken = asset !== undefined && isSameAddress(payTo, asset.address);
  return isToken || ZERO.test(payTo) || !isChecksumOk(payTo) ? 'reason_pay_to' : undefined;
}

function timeoutOf(value: Json | undefined): number | undefined {
  const isTime = typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
  return isTime ? value : undefined;
}

function timeoutReason(timeout: number | undefined): ReasonKey | undefined {
  if (timeout === undefined) return 'reason_timeout';
  return timeout < SHORTEST_TIMEOUT ? 'reason_timeout_short' : undefined;
}

/**
 * Checks an entry of `accepts` (x402 version 2, section PaymentRequirements, and version 1) that asks for a
 * token on a chain. Undefined when it says next to nothing. What stands under a name that is not x402's is
 * shown and not paid. An unknown version gives `reason_version`.
 */
export function readEntry(entry: JsonObject, version: Version | undefined): Entry | undefined {
  const terms = termsOf(entry);
  const named = {
    scheme: terms.of('scheme'),
    network: terms.of('network'),
    asset: terms.of('asset'),
    payTo: terms.of('payTo'),
    maxTimeoutSeconds: terms.of('maxTimeoutSeconds'),
  };
  const money = amountOf(terms, version);
  const said = Object.values(named).filter((term) => term !== undefined);
  if (said.length + (money.why === 'reason_amount_missing' ? 0 : 1) < 2) return undefined;

  // Some give the number of the chain. It is shown: what is echoed must be what a reference client would echo.
  const isNumber = typeof named.network?.value === 'number';
  const networkText = isNumber ? String(named.network?.value) : textOf(named.network);
  const byCaip2 = networkText === undefined ? undefined : networkById(networkText);
  const network = byCaip2 ?? (networkText === undefined ? undefined : networkByName(networkText));
  const id = network?.id ?? networkText;
  const assetText = textOf(named.asset);
  const asset = assetText === undefined || id === undefined ? undefined : assetOf(id, assetText);
  // A token by its address alone is named, where only one network has it; it is not paid.
  const known = asset ?? (network === undefined ? assetByAddress(assetText) : undefined);
  const price = priceOf(money, id, known, assetText);
  const scheme = textOf(named.scheme);
  const payTo = textOf(named.payTo);
  const timeout = timeoutOf(named.maxTimeoutSeconds?.value);
  const extra = extraOf(entry);
  const isMoved = [named.network, named.asset, named.payTo].some((term) => term?.name === 'other');

  const why =
    (version === undefined ? 'reason_version' : undefined) ??
    schemeReason(scheme) ??
    networkReason(id, network) ??
    (extra === undefined ? 'reason_domain' : transferReason(extra)) ??
    assetReason(asset, assetText) ??
    domainReason(extra ?? {}, asset) ??
    money.why ??
    (isMoved || isNumber ? 'reason_field' : undefined) ??
    payToReason(payTo, asset) ??
    timeoutReason(timeout);

  const isLegacy = networkText !== undefined && network?.legacy?.includes(networkText) === true;
  const inOwnManner = version === 1 ? isLegacy : byCaip2 !== undefined;
  return {
    ...(scheme === undefined ? {} : { scheme }),
    ...(networkText === undefined ? {} : { networkText }),
    ...(network === undefined ? {} : { network }),
    ...(money.amount === undefined ? {} : { amount: money.amount }),
    ...(price === undefined ? {} : { price }),
    ...(asset === undefined ? {} : { asset }),
    isNamed: (known ?? symbolAsset(id, assetText)) !== undefined,
    ...(payTo === undefined ? {} : { payTo }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(why === undefined ? {} : { why }),
    lenient:
      money.lenient ||
      said.some(({ name }) => name !== 'own') ||
      (network !== undefined && !inOwnManner),
  };
}
