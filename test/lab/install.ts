import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../scripts/setup.mjs';
import { createSingleFlight } from '../../src/core/concurrency.ts';

/** Parts of the lab with an install of their own, because few need them and they are large. */
export type LabPart = 'v1' | 'lightning' | 'oracles';

const oneOfEach = createSingleFlight();

/**
 * Installs a part of the lab if it is not there yet; its folder. Throws when npm fails. Of several that ask for the same
 * part at the same time, one installs it: two would write into the same folder.
 * In a process of its own: it takes minutes, and vitest gives up on a worker that is deaf for one.
 */
export function installLab(part: LabPart): Promise<string> {
  return oneOfEach(part, async () => {
    const setup = join(root, 'scripts/setup.mjs');
    await promisify(execFile)(process.execPath, [setup, '--lab', part]);
    return join(root, 'test/lab', part);
  });
}
