import {
  getEncodedToken,
  getTokenMetadata,
  isMintOperationError,
  type Proof,
  sumProofs,
  Wallet,
} from '@cashu/cashu-ts';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { getPublicKey } from '@noble/secp256k1';

/** What a shop asks for (NUT-18), and where its money goes. Amount in base units of `unit`. */
export type Price = {
  readonly mints: readonly string[];
  readonly unit: string;
  readonly amount: bigint;
  /** Tokens must be locked to the shop's key (NUT-11). */
  readonly locked: boolean;
};

/** The key of the shop's locks. */
export const SHOP_KEY = `${'00'.repeat(31)}2a`;
export const SHOP_PUBLIC_KEY = bytesToHex(getPublicKey(hexToBytes(SHOP_KEY)));

/** Takes tokens with the reference client, as other people's shops do. */
export type Till = {
  /** What is wrong with a token; undefined when it may be redeemed. Touches no mint. */
  fault(token: string, price: Price): string | undefined;
  /** Swaps a token for ecash of its own; what the mint said when it did not. */
  redeem(token: string): Promise<string | undefined>;
  /** A token of so much of what it holds, as change. */
  giveBack(mint: string, unit: string, amount: bigint): Promise<string>;
  /** Base units, by unit. */
  takings(): Record<string, bigint>;
};

function lockFault(proofs: readonly { readonly secret: string }[]): string | undefined {
  const locked = proofs.every(({ secret }) => {
    try {
      const [kind, { data }] = JSON.parse(secret) as [string, { data: string }];
      return kind === 'P2PK' && data === SHOP_PUBLIC_KEY;
    } catch {
      return false;
    }
  });
  return locked ? undefined : 'Token is not locked to our key';
}

/** An empty till. */
export function openTill(): Till {
  const wallets = new Map<string, Promise<Wallet>>();
  const taken = new Map<string, Proof[]>();
  const walletFor = (mint: string, unit: string) => {
    const key = `${unit} ${mint}`;
    const open = async () => {
      const wallet = new Wallet(mint, { unit });
      await wallet.loadMint();
      return wallet;
    };
    const wallet = wallets.get(key) ?? open();
    wallets.set(key, wallet);
    // A mint that was away may be back next time.
    wallet.catch(() => wallets.delete(key));
    return wallet;
  };
  return {
    fault: (token, price) => {
      try {
        const { mint, unit, amount, incompleteProofs } = getTokenMetadata(token);
        if (!price.mints.includes(mint)) return 'Mint is not accepted';
        if (unit !== price.unit) return 'Unit is not accepted';
        if (amount.toBigInt() < price.amount) return 'Amount is too low';
        return price.locked ? lockFault(incompleteProofs) : undefined;
      } catch {
        return 'Token cannot be read';
      }
    },
    redeem: async (token) => {
      try {
        const { mint, unit } = getTokenMetadata(token);
        const wallet = await walletFor(mint, unit);
        const proofs = await wallet.receive(token, { privkey: SHOP_KEY });
        taken.set(unit, [...(taken.get(unit) ?? []), ...proofs]);
        return undefined;
      } catch (error) {
        return isMintOperationError(error) ? error.message : 'Mint does not answer';
      }
    },
    giveBack: async (mint, unit, amount) => {
      const wallet = await walletFor(mint, unit);
      const { keep, send } = await wallet.send(Number(amount), taken.get(unit) ?? []);
      taken.set(unit, keep);
      return getEncodedToken({ mint, unit, proofs: send });
    },
    takings: () =>
      Object.fromEntries([...taken].map(([unit, list]) => [unit, sumProofs(list).toBigInt()])),
  };
}
