import { expect, test } from 'vitest';
import { groupOffers } from '../../../../src/core/offers/group-offers.ts';
import { offer, PAYEE } from '../../background/fakes.ts';

const ids = (offers: Parameters<typeof groupOffers>[0]) =>
  groupOffers(offers).map((group) => [group.offer.id, ...group.also.map(({ id }) => id)]);

test('the same money under several protocols is one row, and the payable one stands for it', () => {
  const mpp = offer({ id: 'mpp:0', protocol: 'mpp', method: 'evm', payable: false });
  expect(ids([mpp, offer()])).toEqual([['x402:0', 'mpp:0']]);
});

test('the case of an address makes no difference', () => {
  expect(ids([offer(), offer({ id: 'b', payee: PAYEE.toLowerCase() })])).toEqual([['x402:0', 'b']]);
});

test.each([
  ['payee', { payee: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8' }],
  ['amount', { price: { amount: 10_001n, currency: 'USDC' } }],
  ['network', { network: 'eip155:8453' }],
])('another %s is another row', (_, change) => {
  expect(ids([offer(), offer({ id: 'b', ...change })])).toEqual([['x402:0'], ['b']]);
});

test('what does not say whom or how much stands alone', () => {
  const { payee: _, ...nobody } = offer();
  expect(ids([nobody, { ...nobody, id: 'b' }])).toEqual([['x402:0'], ['b']]);
});
