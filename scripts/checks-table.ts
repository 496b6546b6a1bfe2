import { readFileSync, writeFileSync } from 'node:fs';
import { FAMILIES, LEVELS } from '../src/checks/index.ts';

const FILE = 'docs/checks.md';
const BEGIN = '<!-- drawn by npm run docs:checks -->';
const END = '<!-- end -->';

/** The table of every check, with where its pair of exchanges stands. */
function table(): string {
  const rows = FAMILIES.flatMap(({ name, checks }) =>
    checks.map(({ id, level, title, fix, link }) => {
      const code = Object.keys(fix.code ?? {}).join(', ');
      const fixture = `[${name}](../test/fixtures/checks/${name}.ts)`;
      return `| \`${id}\` | ${level} | ${title} ([why](${link})) | ${code} | ${fixture} |`;
    }),
  );
  const counts = LEVELS.map((level) => {
    const count = FAMILIES.flatMap(({ checks }) => checks).filter((check) => check.level === level);
    return `${count.length} ${level}s`;
  });
  return [
    `${rows.length} checks: ${counts.join(', ')} (some findings are milder or graver than their check).`,
    '',
    '| check | level | finds | fix as code for | exchanges |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** The page with its table as the checks have it now. */
export function withTable(page: string): string {
  const [head = '', rest = ''] = page.split(BEGIN);
  const [, tail = ''] = rest.split(END);
  return `${head}${BEGIN}\n\n${table()}\n\n${END}${tail}`;
}

if (process.argv[1]?.endsWith('checks-table.ts')) {
  const page = readFileSync(FILE, 'utf8');
  if (!process.argv.includes('--check')) writeFileSync(FILE, withTable(page));
  else if (page !== withTable(page)) {
    console.error(`${FILE} is stale: run npm run docs:checks`);
    process.exit(1);
  }
}
