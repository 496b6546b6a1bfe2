import type { MessageKey } from '../ui.ts';

/** A text that a wallet names. A test checks that every text that a wallet of the registry names is there. */
export function walletText(key: string): MessageKey {
  return key as MessageKey;
}
