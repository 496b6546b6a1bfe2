import { expect } from 'vitest';
import { mpp } from '../../../../src/protocols/mpp/index.ts';
import { BASE_USDC, PAYEE } from '../../../fixtures/mpp-terms.ts';
import { challenged } from '../../../fixtures/payment.ts';

/** A request for a thousandth of a dollar, to be broken one member at a time. */
export const REQUEST = {
  amount: '1000',
  currency: BASE_USDC,
  methodDetails: { chainId: 8453 },
  recipient: PAYEE,
};
export const withDetails = (details: object): object => ({
  ...REQUEST,
  methodDetails: { ...REQUEST.methodDetails, ...details },
});

export function read(...lines: readonly string[]) {
  return mpp.read(challenged(...lines));
}

/** The one problem of a line that must not become an offer. */
export function problemOf(line: string) {
  const { offers, problems } = read(line);
  expect(offers).toEqual([]);
  expect(problems).toHaveLength(1);
  return problems[0];
}

export function offerOf(line: string) {
  const { offers, problems } = read(line);
  expect(problems).toEqual([]);
  expect(offers).toHaveLength(1);
  return offers[0];
}
