/** The error codes of the Cashu NUTs that this mint knows. */
export const CODES = {
  /** nutshell and cdk refuse these; the NUTs name no code of their own for them. */
  noInputs: [11000, 'no inputs provided'],
  noOutputs: [11000, 'no outputs provided'],
  notVerified: [10001, 'Proof could not be verified'],
  spent: [11001, 'Token already spent.'],
  pending: [11002, 'Proofs are pending'],
  outputsSigned: [11003, 'Outputs have already been signed before.'],
  notBalanced: [11005, 'Transaction is not balanced'],
  outOfLimits: [11006, 'Amount outside of the allowed range'],
  twiceIn: [11007, 'Duplicate inputs'],
  twiceOut: [11008, 'Duplicate outputs'],
  manyUnits: [11009, 'Inputs and outputs of more than one unit'],
  unit: [11013, 'Unit is not supported'],
  keyset: [12001, 'Keyset is not known'],
  keysetInactive: [12002, 'Keyset is inactive, cannot sign messages'],
  notPaid: [20001, 'Quote request is not paid'],
  issued: [20002, 'Tokens have already been issued for this quote'],
  noRoute: [20004, 'Lightning payment failed'],
  quotePending: [20005, 'Quote is pending'],
  alreadyPaid: [20006, 'Invoice already paid'],
  expired: [20007, 'Quote is expired'],
  noQuote: [20000, 'Quote is not known'],
  form: [10000, 'Request has the wrong form'],
} as const satisfies Record<string, readonly [code: number, detail: string]>;

/** What the mint answers with status 400. */
export class MintError extends Error {
  readonly code: number;
  constructor(name: keyof typeof CODES) {
    const [code, detail] = CODES[name];
    super(detail);
    this.code = code;
  }
}
