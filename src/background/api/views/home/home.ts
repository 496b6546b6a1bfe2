import { blockedBy } from '../../../../core/rules/policy.ts';
import type { Limits } from '../../../../core/rules/settings-schema.ts';
import { siteOf } from '../../../../core/web/origin.ts';
import type { HomeView, SiteStatus } from '../../../../messages/index.ts';
import type { Context } from '../../../context.ts';
import { paymentOf } from '../payment.ts';
import { heldOf } from './held.ts';
import { spendingOf } from './spending.ts';

/** Payments that the popup shows while nothing is asked for. */
const NEWEST = 3;

/**
 * What the popup shows while nothing is asked for. It reads totals and indexes of the journal, so that it takes as long
 * with 100,000 payments as with ten, and waits for no network.
 */
export async function homeOf(context: Context, tabId: number): Promise<HomeView> {
  const settings = await context.settings();
  const { grants, limits } = settings;
  const [site, spending, { payments }, wallets] = await Promise.all([
    siteStatusOf(context, tabId, settings),
    spendingOf(context),
    context.journal.page({ limit: NEWEST }),
    heldOf(context),
  ]);
  return {
    ...(site === undefined ? {} : { site }),
    limits: allOf(limits),
    spending,
    payments: payments.map((payment) => paymentOf(context, payment, grants)),
    wallets,
  };
}

function allOf({ perDay, perMonth }: Limits): HomeView['limits'] {
  return {
    ...(perDay === undefined ? {} : { perDay }),
    ...(perMonth === undefined ? {} : { perMonth }),
  };
}

async function siteStatusOf(
  { port, journal, now }: Context,
  tabId: number,
  settings: Awaited<ReturnType<Context['settings']>>,
): Promise<SiteStatus | undefined> {
  const url = (await port.tabOf(tabId))?.url ?? '';
  const site = siteOf(url);
  if (site === undefined) return undefined;
  const { month, testMonth } = await journal.spentAtSite(url);
  const by = blockedBy(url, settings);
  return {
    site,
    blocked: by !== undefined,
    ...(by === 'organisation' ? { forbidden: true } : {}),
    // A grant for calls is kept under two origins: that of the page and that of what it calls.
    grants: Object.entries(settings.grants)
      .filter(([key, { until }]) => key.split(' ').includes(site.origin) && until > now())
      .map(([key, grant]) => ({ key, ...grant })),
    spent: { month: month.toString(), testMonth: testMonth.toString() },
  };
}
