// `npm run bench [-- --strict] [-- --only load,in-place,read,pay,popup,size,inspector,recorder]`: the budgets, measured in one run.
import { asProgram, setup } from './setup.mjs';
import { bin, show } from './steps.mjs';

await asProgram(async () => {
  setup({ browsers: true });
  process.exitCode = await show(bin('tsx'), ['test/bench/main.ts', ...process.argv.slice(2)]);
});
