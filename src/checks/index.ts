import type { Family } from './check.ts';
import { cors } from './cors.ts';
import type { Exchange } from './exchange.ts';
import { factsOf } from './facts.ts';
import { type Finding, LEVELS } from './finding.ts';
import { x402Amount } from './x402-amount.ts';

export type { Answer, Exchange, Hop, Initiator, PaidRequest } from './exchange.ts';
export type { Finding, Fix, Framework, Level } from './finding.ts';

/** Every check, by subject. To add one: an entry in its family's file, two fixtures (test/fixtures/checks), `npm run docs:checks`. */
export const FAMILIES: readonly Family[] = [cors, x402Amount];

/** Everything that the checks find in an exchange, the gravest first. Pure; never throws. */
export function findingsOf(exchange: Exchange): readonly Finding[] {
  const facts = factsOf(exchange);
  const findings = FAMILIES.flatMap(({ checks }) =>
    checks.flatMap(({ id, level, fix, link, find }) =>
      find(facts).map((found): Finding => ({ check: id, level, fix, link, ...found })),
    ),
  );
  return LEVELS.flatMap((level) => findings.filter((finding) => finding.level === level));
}
