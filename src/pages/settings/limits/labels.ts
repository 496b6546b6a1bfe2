import type { DOLLAR_LIMITS } from '../../../core/rules/limits.ts';
import type { MessageKey } from '../../shared/ui.ts';

/** What each limit in dollars is called. */
export const LIMIT_LABELS = {
  perPayment: 'limit_payment',
  perSiteDay: 'limit_site_day',
  perDay: 'limit_day',
  perMonth: 'limit_month',
} as const satisfies Record<(typeof DOLLAR_LIMITS)[number], MessageKey>;
