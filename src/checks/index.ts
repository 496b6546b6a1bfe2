import { problem } from './bills/problem.ts';
import { cashu } from './cashu/cashu.ts';
import type { Family } from './check.ts';
import type { Exchange } from './exchange.ts';
import { factsOf } from './facts/facts.ts';
import { type Finding, LEVELS } from './finding.ts';
import { auth } from './http/auth.ts';
import { cache } from './http/cache.ts';
import { cors } from './http/cors.ts';
import { PAYMENT_STATUSES, place } from './http/place.ts';
import { preflight } from './http/preflight.ts';
import { size } from './http/size.ts';
import { transport } from './http/transport.ts';
import { unreadable } from './http/unreadable.ts';
import { invoice } from './lightning/invoice.ts';
import { l402 } from './lightning/l402.ts';
import { challenge } from './mpp/challenge.ts';
import { request } from './mpp/request.ts';
import { answer } from './paid/answer.ts';
import { before } from './paid/before.ts';
import { amount } from './x402/amount.ts';
import { envelope } from './x402/envelope.ts';
import { network } from './x402/network.ts';
import { payee } from './x402/payee.ts';
import { resource } from './x402/resource.ts';

export type {
  Answer,
  EarlierAnswer,
  Exchange,
  Hop,
  PaidRequest,
  PreflightAnswer,
} from './exchange.ts';
export { type Finding, FRAMEWORKS, type Framework, LEVELS, type Level } from './finding.ts';

/**
 * Every check, by subject. To add one: an entry in its family's file, a pair in test/fixtures/checks, and
 * `npm run docs:checks`.
 */
export const FAMILIES: readonly Family[] = [
  place,
  auth,
  unreadable,
  cors,
  preflight,
  cache,
  size,
  transport,
  envelope,
  amount,
  network,
  payee,
  resource,
  challenge,
  request,
  l402,
  invoice,
  cashu,
  problem,
  answer,
  before,
];

/** A broken challenge is told once: by the check that names its fault, where there is one. */
function withoutEchoes(findings: readonly Finding[]): readonly Finding[] {
  const isNamed = findings.some(
    ({ check, level }) => level === 'error' && /^(?:auth|mpp|l402|invoice)-/.test(check),
  );
  const isEcho = ({ check, reason }: Finding) =>
    check === 'challenge-broken' && /^(?:MPP|L402): /.test(reason);
  return isNamed ? findings.filter((finding) => !isEcho(finding)) : findings;
}

/** Whether an answer of this status may ask for money, so that it is checked as a 402 is. */
export function mayAsk(status: number): boolean {
  return PAYMENT_STATUSES.includes(status);
}

/** Everything that the checks find in an exchange, the gravest first. Pure; never throws. */
export function findingsOf(exchange: Exchange): readonly Finding[] {
  const facts = factsOf(exchange);
  // Another answer is no 402: at most it holds a challenge that no one looks for.
  const isAsked = mayAsk(exchange.answer.status);
  const findings = FAMILIES.flatMap(({ checks }) =>
    checks
      .filter(({ id }) => isAsked || id === 'place-status')
      .flatMap(({ id, level, fix, link, find }) =>
        find(facts).map((found): Finding => ({ check: id, level, fix, link, ...found })),
      ),
  );
  const told = withoutEchoes(findings);
  return LEVELS.flatMap((level) => told.filter((finding) => finding.level === level));
}
