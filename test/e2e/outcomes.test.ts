import { expect, test } from 'vitest';
import { proofsOf, requestsOf } from '../lab/remote.ts';
import { until } from './driver/until.ts';
import { inBothBrowsers } from './helpers.ts';

// A class of answers: what a paid request brings when it is not simply the page.
inBothBrowsers((stage, browser) => {
  const odd = () => stage().street.odd;

  const buy = async (path: string) => {
    const visit = await stage().visit(stage().once(odd() + path));
    await stage().press(visit);
    return visit;
  };

  /** Opens the popup, and waits until it says this. Resolves with all that it says then. */
  const says = async (visit: { id: number }, words: string) => {
    const popup = await stage().driver.popup(visit.id);
    await until(async () => (await popup.text()).includes(words), { what: words });
    const said = await popup.text();
    await popup.close();
    return said;
  };

  /** Where proofs have gone since a moment. */
  const proofsSince = async (before: number) =>
    (await requestsOf(odd()))
      .slice(before)
      .filter((request) => proofsOf(request).length > 0)
      .map(({ target }) => target.replace(/\?.*$/s, ''));

  const REDIRECTS = [301, 302, 303, 307, 308];

  const OPEN = 'Paid, the page is open';
  const ELSEWHERE = 'Paid; the site led to';

  test.each([
    // Each status in each browser, with a receipt in one and without in the other.
    ...REDIRECTS.map((status, at) =>
      (at % 2 === 0) === (browser === 'chromium')
        ? ([`/on/${status}`, ELSEWHERE] as const)
        : ([`/on/${status}-silent`, OPEN] as const),
    ),
    ['/on/several', ELSEWHERE],
    ['/on/itself', OPEN],
  ] as const)(
    'a redirect (%s) that ends in a page is said as it ended: %s',
    async (path, words) => {
      const before = (await requestsOf(odd())).length;
      const visit = await buy(path);
      await visit.tab.waitFor('#paid');
      const { payment } = await stage().shows(visit, 'receipt');
      await says(visit, words);
      expect(payment.state).toBe('settled');
      expect(await proofsSince(before)).toEqual([path]);
      expect(await stage().spent()).toHaveLength(1);
      await until(async () => (await stage().badge(visit)) === 'T✓', { what: 'the badge' });
    },
  );

  test.each([
    ['/on/to-404', 'unknown', 'error 404'],
    ['/on/to-500', 'unknown', 'error 500'],
    ['/on/to-402', 'unknown', 'asks for a payment of its own'],
    ['/on/to-break', 'unknown', 'no answer came from there'],
    ['/on/to-404-receipt', 'receipt', 'error 404'],
  ] as const)('a redirect (%s) whose end fails is said as that', async (path, kind, words) => {
    const before = (await requestsOf(odd())).length;
    const visit = await buy(path);
    await stage().shows(visit, kind);
    expect(await says(visit, words)).not.toContain('page is open');
    expect(await proofsSince(before)).toEqual([path]);
    expect(await stage().spent()).toHaveLength(1);
  });

  test.each([
    ['/on/to-login', '#login', 'Paid; now the site asks you to log in'],
    ['/on/to-front', '#front', 'Paid; the site led to its front page'],
    ['/on/302', '#paid', 'That is another site.'],
  ])(
    'a redirect (%s) that ends elsewhere is said as that, and stops auto-pay',
    async (path, end, words) => {
      const visit = await buy(path);
      await visit.tab.waitFor(end);
      await stage().shows(visit, 'receipt');
      expect(await says(visit, words)).not.toContain('page is open');
      expect(await stage().spent()).toHaveLength(1);
      const { payment } = await stage().shows(visit, 'receipt');
      // Auto-pay granted after that: Farebox still asks until the user has read how this payment ended.
      await stage().command('auto-pay.grant', {
        paymentId: payment.id,
        perPayment: '50000',
        perDay: '500000',
        days: 1,
      });
      const next = await stage().visit(stage().once(`${odd()}/empty`));
      const { request } = await stage().shows(next, 'offers');
      expect(request.whyAsked).toEqual({ reason: 'refused' });
      await stage().command('auto-pay.revoke', { origin: new URL(odd()).origin });
      expect(await stage().spent()).toHaveLength(1);
    },
  );

  test.each([
    ['/came/204', 'Accepted; the site sent no page'],
    ['/came/205', 'Accepted; the site sent no page'],
    ['/came/attachment', 'the download has begun'],
    ['/came/zip', 'the download has begun'],
    ['/on/to-file', 'the download has begun'],
  ])('what leaves the tab as it was (%s) is said as that', async (path, words) => {
    const visit = await stage().visit(stage().once(`${stage().street.odd}/landing`));
    await visit.tab.goto(stage().once(odd() + path));
    await stage().press(visit);
    await stage().shows(visit, 'receipt');
    const said = await says(visit, words);
    expect(said).not.toMatch(/page is open|Payment Required/);
    expect(said).toContain('still shows the page that asked');
    expect(await stage().spent()).toHaveLength(1);
    await until(async () => (await stage().badge(visit)) === 'T✓', { what: 'the badge' });
    const popup = await stage().popup(visit, 'receipt');
    await popup.click('[data-act=back]');
    await visit.tab.waitFor('#landing');
    await stage().shows(visit, 'nothing');
  });

  // What a browser saves has no list; what it draws has. The 402 before it may be a document that can be asked, or not.
  const SAVED = [
    '/came/unknown-type',
    '/came/as/application/vnd.acme.book',
    '/came/as/text/csv',
    '/came/page-as/application/x-farebox',
    '/came/page-as/model/gltf-binary',
  ];
  const DRAWN = [
    '/came/as/application/json',
    '/came/as/image/png',
    '/came/page-as/text/plain',
    '/came/page-as/application/ld+json',
  ];

  test.each(SAVED)('a type that no browser draws (%s) is a file', async (path) => {
    const visit = await buy(path);
    await stage().shows(visit, 'receipt');
    expect(await says(visit, 'the download has begun')).not.toContain('page is open');
    expect(await stage().spent()).toHaveLength(1);
  });

  test.each(DRAWN)('a type that browsers draw (%s) is a page', async (path) => {
    const visit = await buy(path);
    await stage().shows(visit, 'receipt');
    expect(await says(visit, 'Paid, the page is open')).not.toContain('download');
    expect(await stage().spent()).toHaveLength(1);
  });

  test('a page with a name for a file (/came/inline) is a page', async () => {
    const visit = await buy('/came/inline');
    await visit.tab.waitFor('#paid');
    await stage().shows(visit, 'receipt');
    await says(visit, 'Paid, the page is open');
  });
});
