import { type ErrorKey, FareboxError } from '../../core/errors.ts';

/** What a wallet says instead of paying (NIP-47, section "Error codes"), in our words. */
const KEYS: Readonly<Record<string, ErrorKey>> = {
  INSUFFICIENT_BALANCE: 'error_nwc_balance',
  QUOTA_EXCEEDED: 'error_nwc_quota',
  RESTRICTED: 'error_nwc_restricted',
  UNAUTHORIZED: 'error_nwc_unauthorized',
  RATE_LIMITED: 'error_nwc_busy',
  NOT_IMPLEMENTED: 'error_nwc_cannot',
  UNSUPPORTED_ENCRYPTION: 'error_nwc_cannot',
};

/** The wallet's refusal, which is certain: nothing was tried. Undefined for all that may have moved money. */
export function refusalOf(code: string): FareboxError | undefined {
  const key = Object.hasOwn(KEYS, code) ? KEYS[code] : undefined;
  return key === undefined ? undefined : new FareboxError(key);
}
