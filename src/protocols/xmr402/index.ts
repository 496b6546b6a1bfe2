import { parseBaseUnits } from '../../core/money/money.ts';
import type { Caution, Offer } from '../../core/offers/offer.ts';
import { EMPTY_RESPONSE, type Problem } from '../../core/offers/parsed-response.ts';
import type { HttpResponse } from '../../core/web/http.ts';
import { isSecure } from '../../core/web/origin.ts';
import { type AuthChallenge, challengesOf } from '../../core/web/www-authenticate.ts';
import type { ReadOnlyProtocol } from '../protocol.ts';
import { moneroNetwork } from './address.ts';

/** What a proof of payment is bound to: the address, the amount and the server's nonce. */
export type Terms = {
  readonly address: string;
  /** Piconero. */
  readonly amount: string;
  readonly message: string;
  readonly timestamp?: string;
};

/** Piconero are the twelfth decimal. */
const MONERO = { currency: 'XMR', decimals: 12 } as const;
const NONCE = /^[\x20-\x7e]{1,512}$/;

/** XMR402: send Monero, then show the transaction's proof (https://kyc.rip). Read, not paid. */
export const xmr402 = {
  id: 'xmr402',
  name: 'XMR402',
  specification: 'https://kyc.rip',
  found: { schemes: ['xmr402'] },
  networks: { monero: 'Monero' },
  read(response: HttpResponse) {
    if (response.status !== 402) return EMPTY_RESPONSE;
    const challenges = challengesOf(response, 'xmr402');
    if (challenges.length === 0) return EMPTY_RESPONSE;
    const insecure = !isSecure(response.url);
    const offers: Offer[] = [];
    const problems: Problem[] = [];
    for (const challenge of challenges) {
      const result = readChallenge(challenge, insecure);
      if ('reason' in result) problems.push({ protocol: 'xmr402', ...result });
      else offers.push({ ...result, id: `xmr402:${offers.length}` });
    }
    return { offers, notices: [], problems };
  },
} as const satisfies ReadOnlyProtocol;

function readChallenge(
  { params, fault, faultAt }: AuthChallenge,
  insecure: boolean,
): Omit<Offer, 'id'> | Omit<Problem, 'protocol'> {
  if (fault !== undefined) return { field: faultAt ?? 'XMR402', reason: `The challenge ${fault}.` };
  const address = params.get('address') ?? '';
  const network = moneroNetwork(address);
  if (network === undefined) return { field: 'address', reason: 'This is no Monero address.' };
  const amount = parseBaseUnits(params.get('amount'));
  if (amount === undefined) {
    return { field: 'amount', reason: 'The amount is not a whole number of piconero.' };
  }
  const message = params.get('message') ?? '';
  if (!NONCE.test(message)) return { field: 'message', reason: 'The message is no nonce.' };
  const timestamp = params.get('timestamp');
  if (timestamp !== undefined && !/^\d{1,16}$/.test(timestamp)) {
    return { field: 'timestamp', reason: 'The timestamp is not a number.' };
  }
  const cautions: Caution[] = network === 'mainnet' ? [] : ['caution_test_network'];
  if (insecure) cautions.push('caution_insecure');
  const terms: Terms = {
    address,
    amount: amount.toString(),
    message,
    ...(timestamp === undefined ? {} : { timestamp }),
  };
  return {
    protocol: 'xmr402',
    method: 'transfer',
    price: { amount, ...MONERO },
    payee: address,
    network: `monero:${network}`,
    payable: false,
    why: amount === 0n ? 'reason_amount_zero' : 'reason_no_wallet',
    cautions,
    terms,
  };
}
