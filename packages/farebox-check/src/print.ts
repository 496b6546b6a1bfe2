import type { Exchange, Finding, Framework } from '../../../src/checks/index.ts';
import { writtenOut } from '../../../src/core/encoding/written-out.ts';
import { TEXTS } from './texts.ts';

/** An exchange and what was found in it. */
export type Checked = { readonly exchange: Exchange; readonly findings: readonly Finding[] };

/**
 * Where a CI's log is taken for a command: `##[…]` and `##vso[…]` anywhere in a line (GitHub, Azure Pipelines), `::…` and
 * `##teamcity[…]` at its beginning.
 */
const COMMAND = /#(?=#[\w-]*\[)|^:(?=:)/g;
/** The same within JSON, whose lines begin with its own signs, and what steers a terminal or turns text round. */
const IN_JSON = /#(?=#[\w-]*\[)|(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** Words of a server: what would steer a terminal or a CI's log, or turn text round, is written as its number. */
export const plain = (text: string) =>
  writtenOut(text)
    .replace(/[\n\t]/g, (at) => JSON.stringify(at).slice(1, -1))
    .replace(COMMAND, (at) => `\\u{${at.charCodeAt(0).toString(16)}}`);

const indent = (text: string, by: string) =>
  text
    .split('\n')
    .map((line) => by + line)
    .join('\n');

/** The framework that the answer's headers name; undefined where they name none. */
function frameworkOf({ answer }: Exchange): Framework | undefined {
  const of = (name: string) =>
    answer.headers.find(([own]) => own.toLowerCase() === name)?.[1] ?? '';
  if (/express/i.test(of('x-powered-by'))) return 'express';
  if (/next/i.test(of('x-powered-by'))) return 'next';
  if (/uvicorn/i.test(of('server'))) return 'fastapi';
  // Aperture answers plain HTTP with the type of gRPC, https://github.com/lightninglabs/aperture/blob/master/proxy/proxy.go.
  return /^application\/grpc\b/i.test(of('content-type')) ? 'aperture' : undefined;
}

/** The code of a fix: for this framework, else for one that there is code for. */
function codeOf({ fix }: Finding, wanted: Framework): readonly [string, string] | undefined {
  const own = fix.code?.[wanted];
  return own === undefined ? Object.entries(fix.code ?? {})[0] : [wanted, own];
}

function findingText(finding: Finding, framework: Framework): string {
  const { level, check, field, reason, fix, link } = finding;
  const [name, code] = codeOf(finding, framework) ?? [];
  return [
    `${level.padEnd(7)} ${check}`,
    `  at      ${plain(field)}`,
    `  because ${plain(reason)}`,
    `  fix     ${fix.text}`,
    ...(code === undefined ? [] : [`          in ${name}:`, indent(code, '          ')]),
    `  see     ${link}`,
  ].join('\n');
}

/** What was found, for people. `framework`: in what fixes are shown; without it the one that the answer names, or express. */
export function readable(checked: readonly Checked[], framework?: Framework): string {
  return checked
    .map(({ exchange, findings }) => {
      const { method, url, answer } = exchange;
      const head = plain(`${method} ${url}: ${answer.status}`);
      const counts = (['error', 'warning', 'note'] as const)
        .map((level) => [findings.filter((one) => one.level === level).length, level] as const)
        .filter(([count]) => count > 0)
        .map(([count, level]) => `${count} ${level}${count === 1 ? '' : 's'}`);
      const shown = framework ?? frameworkOf(exchange) ?? 'express';
      const all = findings.map((finding) => findingText(finding, shown));
      return [head, ...all, counts.join(', ') || TEXTS.nothing].join('\n\n');
    })
    .join('\n\n\n');
}

/** The same for programs: a list with one object for each exchange. */
export function asJson(checked: readonly Checked[]): string {
  const list = checked.map(({ exchange: { method, url, answer }, findings }) => ({
    method,
    url,
    status: answer.status,
    findings,
  }));
  // Escaped, it is the same text for who reads the JSON.
  return JSON.stringify(list, null, 2).replace(IN_JSON, (found) =>
    found.replace(/./gs, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}
