import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '../../../src/core/encoding/base64.ts';
import { challengeTree, headerTree } from '../../../src/inspect/tree/challenge-tree.ts';
import type { TreeNode, TreePart } from '../../../src/inspect/tree/node.ts';
import {
  BILL,
  BROKEN,
  CASHU,
  L402,
  MPP,
  PREIMAGE,
  paidL402,
  paidX402,
  SIGNATURE,
  X402,
  X402_BODY,
} from '../../fixtures/exchanges.ts';

// A challenge as a tree: each field with its value, its meaning, and the section that specifies it.

/** Every line of some parts, by its path. */
function paths(parts: readonly TreePart[]): Map<string, TreeNode> {
  const found = new Map<string, TreeNode>();
  const walk = (nodes: readonly TreeNode[], path: string): void => {
    for (const node of nodes) {
      const here = `${path}/${node.field}`;
      found.set(here, node);
      walk(node.children ?? [], here);
    }
  };
  for (const { where, nodes } of parts) walk(nodes, where);
  return found;
}

describe('the fields of a challenge', () => {
  it.each([
    ['x402 in a header', X402, 'PAYMENT-REQUIRED/accepts/[0]/payTo', /^0x3C44/, 'means_pay_to'],
    ['x402 in a header', X402, 'PAYMENT-REQUIRED/resource/url', /^https:/, 'means_url'],
    ['x402 version 1', X402_BODY, 'body/accepts/[0]/maxAmountRequired', /^1000$/, 'means_amount'],
    ['L402', L402, 'WWW-Authenticate/l402/invoice/amount', /^21000 msat$/, 'means_invoice_amount'],
    [
      'L402',
      L402,
      'WWW-Authenticate/l402/token/payment_hash',
      /^[0-9a-f]{64}$/,
      'means_payment_hash',
    ],
    ['Payment', MPP, 'WWW-Authenticate/payment/request/amount', /^21$/, 'means_amount'],
    ['Payment', MPP, 'WWW-Authenticate/payment/realm', /^shop/, 'means_realm'],
    ['Cashu', CASHU, 'X-Cashu/mints', /^https:\/\/mint/, 'means_mints'],
  ])('%s: %s', (_, response, path, value, meaning) => {
    const node = paths(challengeTree(response)).get(path);
    expect(node?.value).toMatch(value);
    expect(node?.meaning).toBe(meaning);
    expect(node?.link).toMatch(/^https:\/\//);
  });

  it('stand beside the bytes as they came', () => {
    const [part] = challengeTree(X402);
    expect(part?.raw).toBe(X402.headers[1]?.[1]);
  });

  it('of what no one can decode are none, and the bytes are there all the same', () => {
    expect(challengeTree(BROKEN)).toMatchObject([{ where: 'PAYMENT-REQUIRED', nodes: [] }]);
    expect(challengeTree({ ...X402, headers: [], body: '<h1>Pay</h1>' })).toMatchObject([
      { where: 'body', raw: '<h1>Pay</h1>', nodes: [] },
    ]);
  });

  it('have no meaning where no specification here names them', () => {
    const node = paths(challengeTree(BILL)).get('body/error/code');
    expect(node).toMatchObject({ value: 'card_declined' });
    expect(node?.meaning).toBeUndefined();
  });

  it('say what is wrong with an invoice or a challenge', () => {
    const wrong = {
      ...L402,
      headers: [['WWW-Authenticate', 'L402 token="a", invoice="lnbc1x"'] as const],
    };
    expect(paths(challengeTree(wrong)).get('WWW-Authenticate/l402/invoice/!')?.value).toMatch(
      /^The invoice /,
    );
    const open = { ...L402, headers: [['WWW-Authenticate', 'Payment id="a'] as const] };
    expect(paths(challengeTree(open)).get('WWW-Authenticate/payment/!')?.value).toContain(
      'unterminated',
    );
  });

  it('end somewhere, however deep or long the JSON is', () => {
    const many = encodeBase64(JSON.stringify({ accepts: Array.from({ length: 5_000 }, () => 1) }));
    const tree = challengeTree({ ...X402, headers: [['PAYMENT-REQUIRED', many]] });
    expect(paths(tree).size).toBeLessThan(300);
    const nested = Array.from({ length: 9 }).reduce<string>(
      (inner) => encodeBase64(JSON.stringify({ a: inner })),
      '{}',
    );
    expect(
      paths(challengeTree({ ...X402, headers: [['PAYMENT-REQUIRED', nested]] })).size,
    ).toBeLessThan(10);
  });
});

describe('proofs and receipts', () => {
  it.each([
    ['x402', paidX402(), 'PAYMENT-SIGNATURE/payload/signature', SIGNATURE, 'means_signature'],
    ['x402', paidX402(), 'PAYMENT-SIGNATURE/payload/authorization/value', '1000', 'means_amount'],
    ['L402', paidL402(), 'Authorization/L402/preimage', PREIMAGE, 'means_preimage'],
  ])('%s: %s %s', (_, { exchange }, path, value, meaning) => {
    const node = paths(headerTree(exchange.sent?.headers ?? [])).get(path);
    expect(node).toMatchObject({ value, meaning });
  });

  it('a settlement', () => {
    const tree = paths(headerTree(paidX402().exchange.paid?.response.headers ?? []));
    expect(tree.get('PAYMENT-RESPONSE/transaction')?.meaning).toBe('means_transaction');
    expect(tree.get('PAYMENT-RESPONSE/success')?.value).toBe('true');
  });
});
