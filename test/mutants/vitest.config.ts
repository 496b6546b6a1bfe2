import { defineConfig } from 'vitest/config';
import type { RunnerTestCase, RunnerTestFile, Vite, Vitest } from 'vitest/node';

/**
 * Stryker counts failed tests only. A mutant that breaks what a test file does while it is imported leaves no test,
 * and would pass for one that nobody noticed: such a file gets a failed test of its own.
 */
function failsWithItsFile(file: RunnerTestFile): RunnerTestFile {
  if (file.result?.state !== 'fail' || file.tasks.length > 0) return file;
  const failed = {
    id: `${file.id}_import`,
    type: 'test',
    name: 'is imported',
    mode: 'run',
    file,
    result: file.result,
  } as unknown as RunnerTestCase;
  return { ...file, tasks: [failed] };
}

const importFailures: Vite.Plugin = {
  name: 'farebox:import-failures',
  configureVitest: ({ vitest }: { vitest: Vitest }) => {
    const { state } = vitest;
    const getFiles = state.getFiles.bind(state);
    state.getFiles = (keys?: string[]) => getFiles(keys).map(failsWithItsFile);
  },
};

/** The unit tests of one group of rules (groups.ts), as Stryker runs them. */
export default defineConfig({
  plugins: [importFailures],
  define: { __FIREFOX__: 'false' },
  test: {
    include: JSON.parse(
      process.env['FAREBOX_MUTANT_TESTS'] ?? '["test/unit/core/**/*.test.ts"]',
    ) as string[],
    testTimeout: 120_000,
  },
});
