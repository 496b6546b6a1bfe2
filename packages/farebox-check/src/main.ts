import { UsageError } from './options.ts';
import { startPractice } from './practice/practice.ts';
import { run } from './run.ts';
import { USAGE } from './texts.ts';

const [command, ...rest] = process.argv.slice(2);

if (command === 'practice' && !rest.includes('--help')) {
  try {
    process.stdout.write((await startPractice(rest)).text);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  }
} else {
  const { out, error, status } = await run(process.argv.slice(2));
  process.stdout.write(out);
  process.stderr.write(error);
  process.exitCode = status;
}
