/** A chain by CAIP-2, such as `eip155:8453`. */
export type Caip2 = `${string}:${string}`;

/** What a wallet must be able to do to serve an offer. Protocols and wallets meet here and nowhere else. */
export type Rail = { readonly kind: 'eip3009'; readonly network: Caip2; readonly asset: string };
export type RailKind = Rail['kind'];

/** Who pays, as a wallet names itself on a rail: for EIP-3009 a 20-byte address, 0x and 40 hex digits. */
export type Account = { readonly rail: 'eip3009'; readonly address: string };

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
export type RailRequest = Eip3009Request;

/** What the wallet gave for a request: for EIP-3009 a 65-byte signature, 0x and 130 hex digits, v 27 or 28. */
export type RailResult = { readonly rail: 'eip3009'; readonly signature: string };
