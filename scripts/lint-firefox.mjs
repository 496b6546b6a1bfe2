// Mozilla's own linter on the Firefox build: what the store would say.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { dist, installPackages } from './setup.mjs';
import { webExt } from './steps.mjs';

// Preact's own code for an attribute that no page of ours uses (Biome's rule noDangerouslySetInnerHtml).
const known = ['UNSAFE_VAR_ASSIGNMENT'];

/** @typedef {{ code: string, message: string, file?: string, line?: number }} Complaint */

/** Lints the Firefox build; 0 when it has nothing to say but what is known. @returns {number} */
export function lintFirefox() {
  installPackages(webExt);
  const { stdout, stderr } = spawnSync(
    join(webExt, 'node_modules/.bin/web-ext'),
    [
      'lint',
      '--no-config-discovery',
      '--self-hosted',
      '--output',
      'json',
      '--source-dir',
      join(dist, 'firefox'),
    ],
    { encoding: 'utf8' },
  );
  /** @type {{ errors: Complaint[], warnings: Complaint[] } | undefined} */
  let report;
  try {
    report = JSON.parse(stdout);
  } catch {
    console.error(stdout, stderr);
  }
  if (report === undefined) return 1;
  const excused = known.map((code) => report.warnings.findIndex((each) => each.code === code));
  const complaints = report.warnings.filter((_, index) => !excused.includes(index));
  complaints.unshift(...report.errors);
  for (const { code, message, file, line } of complaints) {
    console.error(`${code}: ${message} (${file}:${line})`);
  }
  console.log(`web-ext lint: ${complaints.length} complaints`);
  return complaints.length === 0 ? 0 : 1;
}
