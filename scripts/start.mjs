// `npm start [-- --firefox] [--lightning | --ecash]`: real shops, and a browser with Farebox and test money.
import { asProgram, SetupError, setup } from './setup.mjs';
import { bin, show } from './steps.mjs';

await asProgram(async () => {
  setup({ browsers: true });
  if ((await show(bin('tsx'), ['scripts/build.ts'])) !== 0) {
    throw new SetupError('The build failed: see above.');
  }
  // Not by tsx's own program: it would stand between Ctrl-C and the demo that has to clean up.
  const demo = ['--import', 'tsx', 'test/demo/main.ts', ...process.argv.slice(2)];
  process.exitCode = await show(process.execPath, demo);
});
