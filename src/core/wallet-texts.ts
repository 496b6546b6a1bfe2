/**
 * The texts that the popup shows for a wallet, as keys of `_locales`. A wallet names them in its own folder, so that
 * no page knows wallets by their ids. `test/unit/wallets/registry.test.ts` checks that each key has a text.
 */
export type WalletTexts = {
  /** What it is called while it has no name of its own. */
  readonly name: string;
  /** The label of the row that shows its balance, where that says which wallet it is; absent: "Wallet" and its name. */
  readonly row?: string;
  /** It holds too little for what is asked. Filled in: `$1` its name, `$2` what it holds. */
  readonly notEnough: string;
  /** The same in one line, beside an offer among several. */
  readonly notCovered: string;
  /** It has been asked to pay, and has not answered yet. */
  readonly paying: string;
  /** The link that leads to its settings to add money; absent: money is added in the wallet itself. */
  readonly topUp?: string;
};
