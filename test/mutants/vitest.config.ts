import { defineConfig } from 'vitest/config';

/** The unit tests of one group of rules (groups.ts), as Stryker runs them. */
export default defineConfig({
  define: { __FIREFOX__: 'false' },
  test: {
    include: (process.env['FAREBOX_MUTANT_TESTS'] ?? 'test/unit/core/**/*.test.ts').split(','),
    testTimeout: 120_000,
  },
});
