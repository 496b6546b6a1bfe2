import type { BrowserMutant } from './mutant.ts';

const PROOF = 'test/e2e/safety-proof.test.ts';
const RACES = 'test/e2e/safety-races.test.ts';
const JOURNAL = 'src/background/journal/journal.ts';
const APPROVE = 'src/background/requests/approve.ts';

/** The order in which things are written down and done, and what holds when two things happen at once. */
export const journal: readonly BrowserMutant[] = [
  {
    id: 'journal: the proof waits for its request before that is written down',
    file: 'src/background/payments/effects.ts',
    find: `  return {
    event: { type: 'walletPaid', ...made,`,
    replace: `  const { id, quote } = payment;
  const { headers } = made.proof;
  if (target !== undefined) await deps.port.attach({ id, ...target, url: quote.url, headers });
  return {
    event: { type: 'walletPaid', ...made,`,
    test: PROOF,
    name: 'each step is written down before what it speaks of is done',
  },
  {
    id: 'journal: the proof is not written down',
    file: 'src/core/payment/rows/pay.ts',
    find: "const proved = moveTo(payment, 'proved', now, { ...stepOf(event), ...seen });",
    replace:
      "const proved = moveTo(payment, 'proved', now, { ...stepOf(event), proof: { headers: [], reusable: false } });",
    test: 'test/e2e/killed.test.ts',
    name: 'call %i of %s|after call 1 of tabs.reload',
  },
  {
    id: 'double press: the same quote twice',
    file: JOURNAL,
    find: `        if (same !== undefined || taken) {
          throw new FareboxError('error_already_paying');
        }`,
    replace: '',
    test: RACES,
    name: 'two tabs of one address that are paid for at once make one payment',
  },
  {
    id: 'double press: one address in two tabs',
    file: JOURNAL,
    find: 'if (same !== undefined || taken) {',
    replace: 'if (same !== undefined) {',
    test: 'test/e2e/consent.test.ts',
    name: 'what is being paid for in one tab cannot be paid for in another',
  },
  {
    id: 'limits: looked at before the journal’s turn',
    file: APPROVE,
    find: `        context.payments.begin(
          approved,
          allowed === undefined
            ? { spent: isWithin }
            : (facts) => {
                isWithin(facts);
                allowed(facts);
              },
        ),`,
    replace: `        context.journal.facts(quote).then((facts) => {
          isWithin(facts);
          allowed?.(facts);
          return context.payments.begin(approved);
        }),`,
    test: 'test/e2e/limits.test.ts',
    name: 'of payments that race, no more go through than the day allows',
  },
  {
    id: 'limits: not looked at',
    file: APPROVE,
    find: 'practice ? undefined : checkLimits(quote, spent, settings.limits);',
    replace: 'undefined;',
    test: 'test/e2e/limits.test.ts',
    name: 'a price over the limit for one payment is shown, and not paid',
  },
];
