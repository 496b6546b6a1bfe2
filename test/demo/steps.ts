import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Tab } from '../e2e/driver/driver.ts';

/** Prints what happens with its time, and keeps pictures of it in `folder`. */
export class Steps {
  private count = 0;

  constructor(readonly folder: string) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }

  /** Does one step; prints its name and its time in ms. A failure is told with the step's name. */
  async step<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const start = performance.now();
    try {
      const result = await work();
      const time = `${Math.round(performance.now() - start)} ms`;
      console.log(`${time.padStart(9)}  ${name}`);
      return result;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`${name}: ${why}`, { cause: error });
    }
  }

  /** Photographs a tab: `1-front.png`, `2-…`. */
  async picture(tab: Tab, name: string): Promise<void> {
    this.count += 1;
    await tab.screenshot(join(this.folder, `${this.count}-${name}.png`));
  }
}

/** Base units of USDC as a person writes them: `4.99 USDC`. */
export function usdc(amount: bigint): string {
  const digits = amount.toString().padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0{1,4}$/, '');
  return `${digits.slice(0, -6)}.${fraction} USDC`;
}
