import { sanitize } from '../../core/encoding/sanitize-text.ts';
import { Unsure } from '../../core/errors.ts';

/** What can be asked (https://eips.ethereum.org/EIPS/eip-1193). Rejects with an `RpcError`, or an `Unsure` for no answer. */
export type Provider = {
  /** As it calls itself, cleaned; absent where it has no name. */
  readonly name?: string;
  /** Its picture as it says: a `data:` address of an image. */
  readonly icon?: string;
  /** The page's scripts stand between: they see what is signed, and can answer in the wallet's place. */
  readonly throughPage: boolean;
  request(method: string, params: readonly unknown[]): Promise<unknown>;
  close(): void;
};

/** An error that the wallet answered. */
export class RpcError extends Error {
  readonly code: number;
  constructor(code: unknown, message: unknown) {
    super(sanitize(message) ?? '');
    this.code = typeof code === 'number' ? code : 0;
  }
}

/** The user said no (EIP-1193). */
export const DECLINED = 4001;
/** The wallet does not know the chain (EIP-3326). */
export const UNKNOWN_CHAIN = 4902;

/** As the promise; rejects with an `Unsure` where there is no answer within so many ms. */
export async function inTime<Value>(promise: Promise<Value>, ms: number): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unsure('error_wallet_silent')), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
