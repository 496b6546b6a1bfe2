import { NothingChecked } from './options.ts';
import { startPractice } from './practice/practice.ts';
import { run, toldOf } from './run.ts';

const [command, ...rest] = process.argv.slice(2);

if (command === 'practice' && !rest.some((arg) => arg === '--help' || arg === '-h')) {
  try {
    process.stdout.write((await startPractice(rest)).text);
  } catch (error) {
    if (!(error instanceof NothingChecked)) throw error;
    process.stderr.write(toldOf(error));
    process.exitCode = 2;
  }
} else {
  const { out, error, status } = await run(process.argv.slice(2));
  process.stdout.write(out);
  process.stderr.write(error);
  process.exitCode = status;
}
