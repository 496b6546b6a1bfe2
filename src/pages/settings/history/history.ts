import type { Answer, PaymentList } from '../../../messages/index.ts';
import { send } from '../../../platform/pages/extension-page.ts';
import { PAGE } from '../model.ts';

/** The newest `wanted` payments, read page by page; `next` where there are more. */
export async function readHistory(wanted: number): Promise<Answer<PaymentList>> {
  let answer = await send('payment.list', { limit: PAGE });
  while (answer.ok && answer.out.next !== undefined && answer.out.payments.length < wanted) {
    const { payments, next } = answer.out;
    const more = await send('payment.list', { before: next, limit: PAGE });
    if (!more.ok) return more;
    answer = { ok: true, out: { ...more.out, payments: [...payments, ...more.out.payments] } };
  }
  return answer;
}
