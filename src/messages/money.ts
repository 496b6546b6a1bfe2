/** An amount ready to draw. JSON: base units as a decimal string. */
export type MoneyView = {
  /** Base units. */
  readonly amount: string;
  /** Absent for an asset that our table does not know: draw base units and the asset's address. */
  readonly decimals?: number;
  /** Vouched-for symbol, else the raw id. */
  readonly currency: string;
  readonly asset?: string;
};

/** What an ecash payment costs, taken apart; in the currency of its money, which is all of it together. */
export type ExtraView = {
  /** What the site asks for. */
  readonly price: MoneyView;
  /** What the mint takes. */
  readonly fee: MoneyView;
  /** What the site adds for a mint that it does not list. */
  readonly surcharge?: MoneyView;
};

export type NetworkView = {
  /** CAIP-2. */
  readonly id: string;
  /** `Base Sepolia`, or the raw id of an unknown one. */
  readonly name: string;
  readonly testnet: boolean;
};
