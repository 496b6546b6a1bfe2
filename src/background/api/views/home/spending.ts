import type { SpendingView } from '../../../../messages/index.ts';
import type { Context } from '../../../context.ts';

/** What was spent today and this month, ready to draw. */
export async function spendingOf({ journal }: Pick<Context, 'journal'>): Promise<SpendingView> {
  const { day, month, testDay } = await journal.spending();
  return { day: day.toString(), month: month.toString(), testDay: testDay.toString() };
}
