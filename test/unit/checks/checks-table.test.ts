import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withTable } from '../../../scripts/checks-table.ts';

const page = readFileSync('docs/checks.md', 'utf8');

test('docs/checks.md lists every check as it is', () => {
  expect(withTable(page)).toBe(page);
});

test('a table that lacks a check is drawn anew', () => {
  const lines = page.split('\n').filter((line) => !line.includes('`x402-amount-decimal`'));
  expect(withTable(lines.join('\n'))).toBe(page);
});
