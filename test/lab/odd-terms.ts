import { html, type Oddity, PRICE, proof, receipt } from './odd.ts';
import { article } from './page.ts';
import { base64, paymentRequired, redeem, requirements } from './till.ts';

/** USDC on Base: real money, which no test has. */
const onBase = (amount: string) => ({
  ...requirements(amount),
  network: 'eip155:8453',
  asset: '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913',
  extra: { name: 'USD Coin', version: '2' },
});

/** Offers these terms in this order, and settles a proof of any of them for what it accepts. */
function sells(terms: (visit: number) => readonly object[]): Oddity {
  return async (call) => {
    const offered = terms(call.visits);
    const given = proof(call) as { readonly accepted?: object } | undefined;
    const settled =
      given?.accepted && (await redeem(call.facilitatorUrl, 2, given, given.accepted));
    if (settled?.success) return html(call, article('As agreed'), receipt(settled));
    const text = paymentRequired(call.url, offered, settled?.errorReason);
    call.response.writeHead(402, { 'PAYMENT-REQUIRED': base64(text) }).end();
  };
}

const withTimeout = (maxTimeoutSeconds: number) =>
  sells(() => [{ ...requirements(PRICE), maxTimeoutSeconds }]);

/** An address that only this visit is asked to pay. */
const freshPayee = (visit: number) =>
  `0x${(0x5a00 + visit).toString(16).padStart(4, '0').repeat(10)}`;

/** Honest shops whose terms are what is odd: several prices, little time, another payee at each request. */
export const oddTerms: Record<string, Oddity> = {
  '/prices/dear-first': sells(() => [requirements('900000'), requirements('10000')]),
  '/prices/cheap-first': sells(() => [requirements('10000'), requirements('900000')]),
  '/prices/cheap-between': sells(() => ['500000', '10000', '900000'].map(requirements)),
  '/prices/real-and-test': sells(() => [
    onBase('20000'),
    requirements('30000'),
    onBase('15000'),
    requirements('10000'),
  ]),
  '/timeout/10': withTimeout(10),
  '/timeout/5': withTimeout(5),
  '/payee/fresh': sells((visit) => [{ ...requirements(PRICE), payTo: freshPayee(visit) }]),
};
