import {
  isObject,
  type Json,
  type JsonObject,
  member,
  parseJson,
} from '../../core/encoding/json.ts';
import { hasRepeatedKeys } from '../../core/encoding/repeated-keys.ts';
import { isAddress } from '../../core/money/address.ts';
import { fiatOf } from '../../core/money/fiat.ts';
import { parseBaseUnits } from '../../core/money/money.ts';
import { type Family, type Found, foundIf } from '../check.ts';
import type { Payment } from '../facts/auth.ts';
import { type Facts, quoted } from '../facts/facts.ts';
import { SPEC } from '../links.ts';
import { MPP_CHARGE_CODE } from '../recipes.ts';

const AT = 'WWW-Authenticate: Payment request';
const METHODS = 'https://paymentauth.org/#methods';

const methodOf = ({ params }: Payment) => params.get('method') ?? '';
const isChain = (payment: Payment) => /^(?:evm|tempo)$/.test(methodOf(payment));
const isCard = (payment: Payment) => /^(?:stripe|card)$/.test(methodOf(payment));

/** Asks the request of every challenge that has one. */
function each(
  { auth }: Facts,
  find: (request: JsonObject, payment: Payment) => readonly Found[],
): Found[] {
  return auth.payments.flatMap((payment) =>
    payment.request === undefined ? [] : find(payment.request, payment),
  );
}

/** JSON as RFC 8785 writes it, for what challenges hold: keys sorted by UTF-16, no spaces. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonical(item)).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(member(value, name) ?? null)}`);
  return `{${members.join(',')}}`;
}

function details(request: JsonObject): JsonObject {
  const value = member(request, 'methodDetails');
  return isObject(value) ? value : {};
}

export const request: Family = {
  name: 'mpp/request',
  checks: [
    {
      id: 'mpp-request-unreadable',
      level: 'error',
      title: 'request is missing, or no base64url of a JSON object',
      link: SPEC.mppRequired,
      fix: {
        text: 'Write base64url, without padding, of the canonical JSON of the request.',
        code: MPP_CHARGE_CODE,
      },
      find: ({ auth }) =>
        auth.payments
          .filter(({ fault, request: object }) => fault === undefined && object === undefined)
          .map(() => ({ field: AT, reason: 'Clients find neither amount nor payee.' })),
    },
    {
      id: 'mpp-request-form',
      level: 'warning',
      title: 'request is padded, in standard base64, or its JSON is not canonical',
      link: SPEC.jcs,
      fix: {
        text: 'Sort the members, leave out spaces (JCS), and encode as base64url without "=": the id is bound to these bytes.',
        code: { mppx: `PaymentRequest.serialize(request) // of mppx: canonical and base64url` },
      },
      find: (facts) =>
        each(facts, (object, { params, text = '' }) => {
          const encoded = params.get('request') ?? '';
          const isCanonical = /^[\w-]+$/.test(encoded) && text === canonical(object);
          const reason = 'A client that encodes it again gets other bytes, and is refused.';
          return foundIf(!isCanonical, AT, reason);
        }),
    },
    {
      id: 'mpp-request-repeated-key',
      level: 'error',
      title: 'The JSON of request names a member twice',
      link: SPEC.jsonKeys,
      fix: { text: 'Name each member once: readers differ in which of two amounts counts.' },
      find: (facts) =>
        each(facts, (_, { text = '' }) => {
          const json = parseJson(text);
          const isTwice = json !== undefined && hasRepeatedKeys(text, json);
          return foundIf(isTwice, AT, 'A client may show one amount and pay another.');
        }),
    },
    {
      id: 'mpp-amount',
      level: 'error',
      title: 'The amount is no string of base units',
      link: METHODS,
      fix: {
        text: 'Write digits in the smallest unit: "10000" is 0.01 USDC, "100" is 1.00 USD. mppx takes whole units and converts.',
        code: MPP_CHARGE_CODE,
      },
      find: (facts) =>
        each(facts, (object, { params }) => {
          const amount = member(object, 'amount');
          if (amount === undefined && params.get('intent') !== 'charge') return [];
          const isWrong = parseBaseUnits(amount) === undefined;
          return foundIf(
            isWrong,
            `${AT}.amount`,
            `${quoted(amount ?? '')} counts no base units: clients refuse it.`,
          );
        }),
    },
    {
      id: 'mpp-currency',
      level: 'error',
      title: 'The currency is not what the method counts in',
      link: METHODS,
      fix: {
        text: 'Write the token address (evm, tempo), sat (lightning), or the currency in lower case (stripe, card).',
      },
      find: (facts) =>
        each(facts, (object, payment) => {
          const currency = member(object, 'currency');
          const field = `${AT}.currency`;
          const found = (is: boolean, want: string) =>
            foundIf(is, field, `${quoted(currency ?? '')} is not ${want}.`);
          if (isChain(payment)) return found(!isAddress(currency), 'the address of a token');
          if (isCard(payment)) {
            return found(
              fiatOf(currency) === undefined || /[A-Z]/.test(String(currency)),
              'a currency of ISO 4217 in lower case',
            );
          }
          return found(methodOf(payment) === 'lightning' && currency !== 'sat', 'sat');
        }),
    },
    {
      id: 'mpp-recipient',
      level: 'error',
      title: 'The recipient is missing or no address',
      link: METHODS,
      fix: { text: "Write the shop's address on the chain.", code: MPP_CHARGE_CODE },
      find: (facts) =>
        each(facts, (object, payment) => {
          const recipient = member(object, 'recipient');
          const isWrong =
            isChain(payment) && (!isAddress(recipient) || /^0x0{40}$/.test(recipient));
          return foundIf(
            isWrong,
            `${AT}.recipient`,
            `${quoted(recipient ?? '')} is no address that can be paid.`,
          );
        }),
    },
    {
      id: 'mpp-chain',
      level: 'error',
      title: 'The chain is not named',
      link: METHODS,
      fix: { text: 'Write methodDetails: { "chainId": 8453 }, a number.', code: MPP_CHARGE_CODE },
      find: (facts) =>
        each(facts, (object, payment) => {
          const id = member(details(object), 'chainId');
          const isRight = typeof id === 'number' && Number.isSafeInteger(id) && id > 0;
          const reason = 'Clients do not know on which chain to pay; drafts differ in the default.';
          const level = methodOf(payment) === 'tempo' && id === undefined ? 'warning' : 'error';
          return foundIf(
            isChain(payment) && !isRight,
            `${AT}.methodDetails.chainId`,
            reason,
            level,
          );
        }),
    },
    {
      id: 'mpp-stripe',
      level: 'error',
      title: 'A Stripe charge names no profile or no payment method types',
      link: METHODS,
      fix: {
        text: 'Write methodDetails: { "networkId": "profile_…", "paymentMethodTypes": ["card"] }.',
      },
      find: (facts) =>
        each(facts, (object, payment) => {
          if (methodOf(payment) !== 'stripe') return [];
          const types = member(details(object), 'paymentMethodTypes');
          const isRight =
            typeof member(details(object), 'networkId') === 'string' &&
            Array.isArray(types) &&
            types.length > 0;
          return foundIf(
            !isRight,
            `${AT}.methodDetails`,
            'No agent can ask Stripe for a token with it.',
          );
        }),
    },
  ],
};
