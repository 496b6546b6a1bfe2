// `npm run dev [-- --firefox]`: builds, watches, and reloads the extension. Chrome loads dist/chrome, which vite keeps
// up to date; for Firefox, web-ext starts a browser with a profile of its own and reloads the extension after each build.
import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { browserPath } from './browsers.mjs';
import { asProgram, dist, installPackages, root, SetupError, setup } from './setup.mjs';
import { bin, show, webExt } from './steps.mjs';

/** @param {string[]} words Further options of `web-ext run`. @returns {Promise<number>} */
async function inFirefox(words) {
  const firefox = browserPath('firefox');
  if (firefox === undefined) throw new SetupError('Not found: firefox.');
  installPackages(webExt);
  const outDir = join(dist, 'firefox');
  const manifest = join(outDir, 'manifest.json');
  rmSync(manifest, { force: true });
  const watch = ['build', '--mode', 'firefox', '--watch', '--outDir', outDir];
  const build = spawn(bin('vite'), watch, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  try {
    while (build.exitCode === null && !existsSync(manifest)) await setTimeout(100);
    if (build.exitCode !== null) return build.exitCode;
    const run = ['run', '--no-config-discovery', '--no-input', '--source-dir', outDir];
    return await show(join(webExt, 'node_modules/.bin/web-ext'), [
      ...run,
      '--firefox',
      firefox,
      ...words,
    ]);
  } finally {
    build.kill();
  }
}

await asProgram(async () => {
  setup();
  const words = process.argv.slice(2);
  const rest = words.filter((word) => word !== '--firefox');
  process.exitCode = words.includes('--firefox')
    ? await inFirefox(rest)
    : await show(bin('vite'), rest);
});
