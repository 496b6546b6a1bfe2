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

const protocol = (name: string, file = 'proof', tests = 'proof*'): Group => ({
  name: `protocols/${name}`,
  rules: [`src/protocols/${name}/${file}.ts`],
  tests: [`test/unit/protocols/${name}/${tests}.test.ts`],
});

const core = (name: string, files: string, tests = '*'): Group => ({
  name: `core/${name}`,
  rules: [`src/core/${name}/${files}.ts`],
  tests: [`test/unit/core/${name}/${tests}.test.ts`],
});

const payment = (name: string, files: string, tests: readonly string[]): Group => ({
  name: `payment/${name}`,
  rules: [`src/core/payment/${files}.ts`],
  tests: tests.map((each) => `test/unit/${each}.test.ts`),
});

export const groups: readonly Group[] = [
  // Static mutants (tables, schemas) are tried on all tests of their group: small groups keep that short.
  core('money', '{decimal,money}'),
  core('web', 'origin', 'origin'),
  core('offers', '{invoice/invoice-payment,proof/proof,refusal-reasons}', '**/*'),
  {
    name: 'core/eip3009',
    rules: ['src/core/offers/eip3009.ts'],
    tests: ['test/unit/core/offers/eip3009.test.ts'],
  },
  core('rules', '{auto-pay,consent,limits,stricter}'),
  // One group for each part of the state machine: most mutants of its tables are static.
  payment('evidence', '{evidence,summary}', ['core/payment/{evidence,never-left,payment,summary}']),
  payment('machine', '{machine,step}', ['core/payment/*']),
  payment('rows-answer', 'rows/answer', [
    'core/payment/*',
    'background/payments/{film,landed,pay}',
  ]),
  payment('rows-arm', 'rows/arm', ['core/payment/*', 'background/payments/armed']),
  payment('rows-look-up', 'rows/look-up', ['core/payment/*', 'background/payments/pay']),
  payment('rows-pay', 'rows/pay', ['core/payment/*', 'background/payments/{before-money,mishaps}']),
  payment('rows-press', 'rows/{press,sendable}', ['core/payment/*', 'background/payments/pay']),
  payment('rows-send', 'rows/send', ['core/payment/*', 'background/payments/{armed,pay}']),
  payment('rows-start', 'rows/start', ['core/payment/*', 'background/payments/{mishaps,pay}']),
  {
    name: 'outcome',
    rules: ['src/background/payments/outcome.ts'],
    tests: [
      'test/unit/background/payments/outcome*.test.ts',
      'test/unit/core/payment/landing.test.ts',
    ],
  },
  {
    name: 'platform/attachment',
    rules: ['src/platform/attach/attachment.ts'],
    tests: ['test/unit/platform/attach*.test.ts'],
  },
  protocol('cashu', 'proof', '*'),
  protocol('l402'),
  protocol('lightning'),
  protocol('mpp', '{proof,proof-evm,proof-lightning}'),
  protocol('x402', 'proof/{eip3009,lightning,proof}', '{lightning,proof}'),
  protocol('web-payments', 'pay-header', '*'),
  {
    name: 'wallets/evm',
    rules: ['src/wallets/evm/{check-request,chain-reader}.ts'],
    tests: ['test/unit/wallets/evm/*.test.ts', 'test/unit/wallets/purse/wallet.test.ts'],
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
