import { FRAMEWORKS, type Framework, LEVELS, type Level } from '../../../src/checks/index.ts';
import { type HeaderLine, normalMethod } from '../../../src/core/web/http.ts';
import { TEXTS } from './texts.ts';

/** What the command line asks for. */
export type Options = {
  /** An address, a file, or `-`. */
  readonly input: string;
  readonly method: string;
  /** Whether `--method` says it. */
  readonly isMethodSaid: boolean;
  readonly headers: readonly HeaderLine[];
  readonly body?: string;
  readonly origin?: string;
  readonly url?: string;
  readonly openapi: boolean;
  /** Asks twice, and compares. */
  readonly twice: boolean;
  readonly level: Level;
  readonly json: boolean;
  /** In what fixes are shown as code, where there is code for it. */
  readonly framework?: Framework;
  /** How long one answer may take, whole. */
  readonly seconds: number;
};

/** Why nothing could be checked (no file, no answer, no 402): what is told, with exit status 2. */
export class NothingChecked extends Error {}

/** Wrong use: how the command is used is told as well. */
export class UsageError extends NothingChecked {}

const WITH_VALUE = [
  ...['--method', '--header', '--body', '--origin', '--url'],
  ...['--level', '--framework', '--timeout'],
];
const FLAGS = ['--json', '--openapi', '--twice'];
/** What says how an address is asked: a saved answer was asked for already. */
const REQUEST_OPTIONS = ['--header', '--body', '--origin', '--openapi', '--twice'];

export const isAddress = (input: string): boolean => /^https?:\/\//i.test(input);

/** The word of a list that a value is; throws a UsageError with `wrong`. */
function oneOf<Word extends string>(words: readonly Word[], value: string, wrong: string): Word {
  const word = words.find((one) => one === value);
  if (word === undefined) throw new UsageError(wrong);
  return word;
}

const levelOf = (value: string): Level => oneOf(LEVELS, value, TEXTS.badLevel(value));
const frameworkOf = (value: string): Framework =>
  oneOf(FRAMEWORKS, value, TEXTS.badFramework(value, FRAMEWORKS));

function secondsOf(value: string): number {
  const seconds = Number(value);
  if (!/^\d+(?:\.\d+)?$/.test(value) || seconds <= 0 || seconds > 3_600)
    throw new UsageError(TEXTS.badTimeout(value));
  return seconds;
}

function headerOf(text: string): HeaderLine {
  const colon = text.indexOf(':');
  if (colon < 1) throw new UsageError(TEXTS.badHeader(text));
  return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}

function httpUrl(text: string): string {
  const isHttp = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  if (!isHttp) throw new UsageError(TEXTS.badUrl(text));
  return text;
}

/** `--name value` and `--name=value`; throws a UsageError. */
export function optionsOf(args: readonly string[]): Options {
  const values = new Map<string, string[]>();
  const inputs: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    const [, name = arg, own] = /^(--[a-z]+)=(.*)$/s.exec(arg) ?? [];
    if (!/^-./.test(name)) inputs.push(arg);
    else if (FLAGS.includes(name)) values.set(name, ['']);
    else if (WITH_VALUE.includes(name)) {
      const value = own ?? args[++at];
      if (value === undefined) throw new UsageError(TEXTS.noValue(name));
      values.set(name, [...(values.get(name) ?? []), value]);
    } else throw new UsageError(TEXTS.unknownOption(name));
  }
  const [input, ...others] = inputs;
  if (input === undefined) throw new UsageError(TEXTS.noInput);
  if (others.length > 0) throw new UsageError(TEXTS.severalInputs);
  const last = (name: string) => values.get(name)?.at(-1);
  const [body, origin, url] = [last('--body'), last('--origin'), last('--url')];
  const framework = last('--framework');
  const options: Options = {
    input,
    method: normalMethod(last('--method') ?? 'GET'),
    isMethodSaid: values.has('--method'),
    headers: (values.get('--header') ?? []).map(headerOf),
    ...(body === undefined ? {} : { body }),
    ...(origin === undefined ? {} : { origin: new URL(httpUrl(origin)).origin }),
    ...(url === undefined ? {} : { url: httpUrl(url) }),
    openapi: values.has('--openapi'),
    twice: values.has('--twice'),
    level: levelOf(last('--level') ?? 'error'),
    json: values.has('--json'),
    ...(framework === undefined ? {} : { framework: frameworkOf(framework) }),
    seconds: secondsOf(last('--timeout') ?? String(TEXTS.seconds)),
  };
  if (isAddress(input) && url !== undefined) throw new UsageError(TEXTS.onlySaved('--url', input));
  const idle = isAddress(input) ? undefined : REQUEST_OPTIONS.find((name) => values.has(name));
  if (idle !== undefined) throw new UsageError(TEXTS.onlyAsking(idle, input));
  return options;
}
