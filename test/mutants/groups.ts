/**
 * The rules that money depends on, and the unit tests that must notice when one is changed. A mutant is tried on
 * the tests of its group only: a rule that is held by a distant test alone counts as not held.
 */
export type Group = {
  readonly name: string;
  /** Source files, as globs. */
  readonly rules: readonly string[];
  /** Test files, as globs. */
  readonly tests: readonly string[];
};

const protocol = (name: string, file = 'proof'): Group => ({
  name: `protocols/${name}`,
  rules: [`src/protocols/${name}/${file}.ts`],
  tests: [`test/unit/protocols/${name}/**/*.test.ts`],
});

const core = (name: string, files: string, tests = '*'): Group => ({
  name: `core/${name}`,
  rules: [`src/core/${name}/${files}.ts`],
  tests: [`test/unit/core/${name}/${tests}.test.ts`],
});

export const groups: readonly Group[] = [
  // Static mutants (tables, schemas) are tried on all tests of their group: small groups keep that short.
  core('money', '{decimal,money}'),
  core('web', 'origin', 'origin'),
  core('offers', '{invoice/invoice-payment,proof/proof,refusal-reasons}', '**/*'),
  {
    name: 'core/eip3009',
    rules: ['src/core/offers/eip3009.ts'],
    tests: ['test/unit/protocols/{mpp,x402}/**/*.test.ts'],
  },
  core('rules', '{auto-pay,consent,limits,stricter}'),
  {
    name: 'payment',
    rules: ['src/core/payment/{evidence,machine,rows/*,step,summary}.ts'],
    tests: ['test/unit/{core/payment/*,background/payments/*}.test.ts'],
  },
  {
    name: 'outcome',
    rules: ['src/background/payments/outcome.ts'],
    tests: [
      'test/unit/background/payments/outcome*.test.ts',
      'test/unit/core/payment/landing.test.ts',
    ],
  },
  ...['cashu', 'l402', 'lightning', 'mpp'].map((name) => protocol(name)),
  protocol('x402', 'proof/proof'),
  protocol('web-payments', 'pay-header'),
  {
    name: 'wallets/evm',
    rules: ['src/wallets/evm/{check-request,chain-reader}.ts'],
    tests: ['test/unit/wallets/evm/*.test.ts', 'test/unit/wallets/purse/{wallet,sign}*.test.ts'],
  },
  {
    name: 'wallets/nwc',
    rules: ['src/wallets/nwc/invoice.ts'],
    tests: ['test/unit/wallets/nwc/**/*.test.ts'],
  },
  {
    name: 'wallets/ecash',
    rules: ['src/wallets/ecash/proofs/select-proofs.ts'],
    tests: ['test/unit/wallets/ecash/select-proofs.test.ts'],
  },
];
