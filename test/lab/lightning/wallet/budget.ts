import { NWCWalletService, type NWCWalletServiceKeyPair } from '../packages/alby.mjs';

/** What a connection may spend, satoshi; `total` is infinite where there is no budget. */
export type Budget = { readonly used: number; readonly total: number };

const MSAT = 1000;

const resultOf = ({ used, total }: Budget) =>
  total === Number.POSITIVE_INFINITY
    ? {}
    : { used_budget: used * MSAT, total_budget: total * MSAT, renewal_period: 'never' };

/** Alby's service, which has no handler for `get_budget` and answers that it does not know it. */
export class BudgetedService extends NWCWalletService {
  readonly #budget: () => Budget;
  readonly #old: boolean;

  /** `old`: it cannot read NIP-44, and so never answers it. */
  constructor(relayUrl: string, budget: () => Budget, old: boolean) {
    super({ relayUrl });
    this.#budget = budget;
    this.#old = old;
  }

  override decrypt(
    keys: NWCWalletServiceKeyPair,
    content: string,
    encryption: string,
  ): Promise<string> {
    if (this.#old && encryption !== 'nip04') return new Promise<never>(() => undefined);
    return super.decrypt(keys, content, encryption);
  }

  /** Puts our answer in the place of that one, just before it is sealed. */
  override encrypt(
    keys: NWCWalletServiceKeyPair,
    text: string,
    encryption: string,
  ): Promise<string> {
    const { result_type } = JSON.parse(text) as { readonly result_type: string };
    if (result_type !== 'get_budget') return super.encrypt(keys, text, encryption);
    const answer = JSON.stringify({ result_type, result: resultOf(this.#budget()) });
    return super.encrypt(keys, answer, encryption);
  }
}
