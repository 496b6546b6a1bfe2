import type { BrowserName } from '../../e2e/driver/driver.ts';

/**
 * One deliberate fault in code that only a browser can try, and the browser test that must fail with it.
 * `npm run mutants -- --browser` builds the extension with each and runs that test.
 */
export type BrowserMutant = {
  /** What the fault takes away, in a few words. */
  readonly id: string;
  readonly file: string;
  /** This text, which stands in the file exactly once, … */
  readonly find: string;
  /** … becomes this. */
  readonly replace: string;
  /** The test file and a part of the test's full name (vitest's `-t`, a regular expression). */
  readonly test: string;
  readonly name: string;
  /** Default `e2e`. */
  readonly project?: 'e2e' | 'pages';
  /** Where only this browser can tell, or one is enough. Default Chromium. */
  readonly browser?: BrowserName | 'both';
};
