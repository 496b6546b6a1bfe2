import { expect, test } from 'vitest';
import { inBothBrowsers } from './helpers.ts';

const CENT = 10_000n;

inBothBrowsers((stage) => {
  const doors: readonly (readonly [name: string, url: () => string, amount: bigint])[] = [
    ['v2 with the shop’s own HTML', () => `${stage().street.v2}/article`, CENT],
    ['v2 with the fallback HTML', () => `${stage().street.v2}/plain`, CENT],
    ['v2 with a JSON body of {}', () => `${stage().street.v2}/weather`, CENT / 10n],
    ['v2 with several ways to pay', () => `${stage().street.v2}/several`, CENT],
    ['v2 with a preview as body', () => `${stage().street.v2}/preview`, CENT],
    ['v2 without a body', () => `${stage().street.odd}/empty`, CENT],
    ['v2 in the body only', () => `${stage().street.odd}/dialect/body-only`, CENT],
    ['v1 as JSON', () => `${stage().street.v1}/json`, CENT],
    ['v1 as a page for people', () => `${stage().street.v1}/page`, CENT],
  ];

  test.each(doors)('pays for %s, once, and shows it', async (_name, url, amount) => {
    const visit = await stage().visit(stage().once(url()));
    const popup = await stage().payFor(visit);
    expect(await stage().spent()).toMatchObject([{ amount }]);
    await visit.tab.waitFor(() => /You paid|sunny|All of it/.test(document.body.innerText));
    expect(await popup.text()).toContain('Paid');
  });
});
