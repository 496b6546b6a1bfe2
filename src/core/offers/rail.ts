import type { LightningNetwork } from '../lightning/bolt11.ts';
import type { Caip2 } from '../money/caip2.ts';

/** EIP-3009: a signature moves a token on a chain. */
export type Eip3009Rail = {
  readonly kind: 'eip3009';
  readonly network: Caip2;
  readonly asset: string;
};
/** An invoice (BOLT 11) of this network is paid. */
export type LightningRail = { readonly kind: 'lightning'; readonly network: LightningNetwork };
/** A token of this unit is handed out, of any one of these mints (NUT-24). */
export type EcashRail = {
  readonly kind: 'ecash';
  readonly mints: readonly string[];
  readonly unit: string;
  /** Other mints are taken too (NUT-18: `mp`, or no list). */
  readonly others?: boolean;
  /**
   * The mint must melt by one of these (NUT-18 `sm`); the lowest fee of those it knows is owed for a mint that is
   * not in `mints`. Base units, decimal.
   */
  readonly methods?: readonly { readonly method: string; readonly fee: string }[];
};

/** What a wallet must be able to do to serve an offer. Protocols and wallets meet here and nowhere else. */
export type Rail = Eip3009Rail | LightningRail | EcashRail;
export type RailKind = Rail['kind'];

/** Who pays, as a wallet names itself on a rail: for EIP-3009 a 20-byte address, 0x and 40 hex digits. */
export type Account =
  | { readonly rail: 'eip3009'; readonly address: string }
  | { readonly rail: 'lightning' }
  | { readonly rail: 'ecash' };

/**
 * EIP-3009 TransferWithAuthorization, ready to be signed as EIP-712 typed data. Numbers are decimal
 * strings (base units, Unix seconds), so that the record in the journal is the very thing that is signed.
 */
export type Eip3009Request = {
  readonly rail: 'eip3009';
  readonly network: Caip2;
  readonly domain: {
    readonly name: string;
    readonly version: string;
    readonly chainId: number;
    readonly verifyingContract: string;
  };
  readonly message: {
    readonly from: string;
    readonly to: string;
    readonly value: string;
    readonly validAfter: string;
    readonly validBefore: string;
    /** 32 random bytes, 0x and 64 hex digits. */
    readonly nonce: string;
  };
};

/** An invoice to be paid once. Amounts in millisatoshi, as decimal strings. */
export type LightningRequest = {
  readonly rail: 'lightning';
  readonly network: LightningNetwork;
  readonly invoice: string;
  /** 64 hex digits, lower case. */
  readonly paymentHash: string;
  readonly amount: string;
  /** What routing may cost at most. */
  readonly maxFee: string;
  /** ms since 1970: the invoice's own end. */
  readonly expiresAt: number;
};

/**
 * Ecash to be handed out, of one of these mints, locked where a lock is asked for: worth exactly this amount to who
 * redeems it, or as little more as the mint's coins allow.
 */
export type EcashRequest = {
  readonly rail: 'ecash';
  readonly mints: readonly string[];
  readonly unit: string;
  /** What is left to the payee after the mint's fee for its inputs (NUT-02). Units of the mint, decimal. */
  readonly amount: string;
  /**
   * The most that may leave the wallet beside the amount, for the mint's fees. Decimal. Absent in requests of version
   * 0.1.0, which showed no fee: nothing then.
   */
  readonly maxFee?: string;
  /** Pay to public key (NUT-11). */
  readonly lock?: {
    readonly kind: 'P2PK';
    readonly data: string;
    readonly tags: readonly (readonly string[])[];
  };
};

export type RailRequest = Eip3009Request | LightningRequest | EcashRequest;

/**
 * A 65-byte signature, 0x and 130 hex digits, v 27 or 28. `seen`: scripts of the page have seen it, and can use it without
 * Farebox.
 */
export type Eip3009Result = {
  readonly rail: 'eip3009';
  readonly signature: string;
  readonly seen?: true;
};
/** The preimage of the payment hash, 64 hex digits in lower case; what routing cost in millisatoshi, if told. */
export type LightningResult = {
  readonly rail: 'lightning';
  readonly preimage: string;
  readonly fee?: string;
};
/** A token as text (NUT-00, `cashuB…`): whoever has it has the money. */
export type EcashResult = { readonly rail: 'ecash'; readonly token: string };

/** What the wallet gave for a request. */
export type RailResult = Eip3009Result | LightningResult | EcashResult;

/**
 * Whether the money of a rail has left the payer once the wallet has done its part. A signature moves nothing
 * before it is used; a preimage is only had for money, and a token is money.
 */
export function isInstantRail(kind: RailKind | undefined): boolean {
  return kind === 'lightning' || kind === 'ecash';
}

/** The least that `mintFeeLimit` allows, about ten satoshi, in the units that the ecash wallet takes. */
const MINT_FEE_FLOOR: Readonly<Record<string, bigint>> = {
  sat: 10n,
  msat: 10_000n,
  usd: 2n,
  eur: 2n,
};

/**
 * The most that a mint's fees may cost for an amount, in the mint's units: as for routing one per cent, and ten
 * satoshi (two cents: one for each of the two swaps) at least.
 */
export function mintFeeLimit(amount: bigint, unit: string): bigint {
  const percent = (amount + 99n) / 100n;
  const floor = (Object.hasOwn(MINT_FEE_FLOOR, unit) ? MINT_FEE_FLOOR[unit] : undefined) ?? 0n;
  return percent > floor ? percent : floor;
}

/** The most that routing may cost for an amount, in millisatoshi: one per cent, and ten satoshi at least. */
export function routingLimit(amount: bigint): bigint {
  const percent = (amount + 99n) / 100n;
  return percent > 10_000n ? percent : 10_000n;
}
