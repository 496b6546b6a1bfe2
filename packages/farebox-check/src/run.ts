import { readFileSync } from 'node:fs';
import { type Exchange, findingsOf, LEVELS } from '../../../src/checks/index.ts';
import { askFor } from './ask.ts';
import { withEarlier } from './earlier.ts';
import { isAddress, NothingChecked, type Options, optionsOf, UsageError } from './options.ts';
import { asJson, type Checked, plain, readable } from './print.ts';
import { savedIn } from './saved.ts';
import { TEXTS, USAGE } from './texts.ts';

/** What a run prints, and its exit status. */
export type Result = { readonly out: string; readonly error: string; readonly status: 0 | 1 | 2 };

/** Statuses of answers that are checked. A 401 asks for a login as often. */
const CHECKED_STATUSES = [402, 412];

function textOf(input: string): string {
  try {
    return readFileSync(input === '-' ? 0 : input, 'utf8');
  } catch (error) {
    throw new NothingChecked(notRead(input, error as NodeJS.ErrnoException));
  }
}

function notRead(input: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return TEXTS.noFile(input);
  return code === 'EISDIR' ? TEXTS.isFolder(input) : TEXTS.notRead(input, message);
}

async function exchangesOf(options: Options, now: number): Promise<readonly Exchange[]> {
  const { input } = options;
  if (isAddress(input)) {
    const exchange = await askFor(input, options, now);
    if (!isChecked(exchange))
      throw new NothingChecked(TEXTS.no402(exchange.url, exchange.answer.status));
    return [exchange];
  }
  const saved = savedIn(textOf(input), input, options, now);
  const other = saved.find(({ method }) => options.isMethodSaid && method !== options.method);
  if (other !== undefined) {
    throw new UsageError(TEXTS.ownMethod(input, other.method, options.method));
  }
  const checked = withEarlier(saved).filter(isChecked);
  if (checked.length === 0) throw new NothingChecked(TEXTS.none402);
  return checked;
}

/** An answer that asks for payment, or holds a challenge with a status that asks for nothing. */
const isChecked = (exchange: Exchange) =>
  CHECKED_STATUSES.includes(exchange.answer.status) ||
  findingsOf(exchange).some(({ check }) => check === 'place-status');

/** Runs the command with its arguments, without the program's name. */
export async function run(args: readonly string[], now = Date.now()): Promise<Result> {
  if (args.includes('--help') || args.includes('-h')) return { out: USAGE, error: '', status: 0 };
  try {
    const options = optionsOf(args);
    const exchanges = await exchangesOf(options, now);
    const checked: Checked[] = exchanges.map((exchange) => ({
      exchange,
      findings: findingsOf(exchange),
    }));
    const grave = LEVELS.slice(0, LEVELS.indexOf(options.level) + 1);
    const isFound = checked.some(({ findings }) =>
      findings.some(({ level }) => grave.includes(level)),
    );
    const out = `${options.json ? asJson(checked) : readable(checked, options.framework)}\n`;
    return { out, error: notCompared(options, exchanges), status: isFound ? 1 : 0 };
  } catch (error) {
    if (!(error instanceof NothingChecked)) throw error;
    return { out: '', error: toldOf(error), status: 2 };
  }
}

/** Why nothing was checked; for wrong use with how the command is used. */
export function toldOf(error: NothingChecked): string {
  const why = `${plain(error.message)}\n`;
  return error instanceof UsageError ? `${why}\n${USAGE}` : why;
}

/** Prices were to be compared, and there was nothing to compare them with. */
function notCompared({ openapi }: Options, [exchange]: readonly Exchange[]): string {
  if (!openapi || exchange === undefined || exchange.openapi !== undefined) return '';
  return `${TEXTS.noOpenapi(new URL('/openapi.json', exchange.url).href)}\n`;
}
