import { type HttpResponse, headerValues } from '../../core/web/http.ts';
import { type AuthChallenge, parseChallenges } from '../../core/web/www-authenticate.ts';
import { registry } from '../../protocols/index.ts';
import type { Vocabulary } from './meanings.ts';
import type { TreeNode, TreePart } from './node.ts';
import { decode, valueNode } from './values.ts';

/** Names of headers that carry challenges, proofs or receipts under whatever name. */
const MONEY = /payment|x402|l402|cashu|lightning|lsat|402/i;

/** Whose fields the value of a header is, by its name in lower case. */
const BY_HEADER: Readonly<Record<string, Vocabulary>> = {
  'payment-required': 'x402',
  'x-payment-required': 'x402',
  'payment-signature': 'x402',
  'x-payment': 'x402',
  'payment-response': 'x402-receipt',
  'x-payment-response': 'x402-receipt',
  'payment-receipt': 'payment',
  'x-cashu': 'cashu',
};

const BY_SCHEME: Readonly<Record<string, Vocabulary>> = {
  payment: 'payment',
  l402: 'l402',
  lsat: 'l402',
  x402: 'x402',
};

/** All that a response says of money, each header line and the body by itself, beside the bytes that it was read from. */
export function challengeTree(response: HttpResponse): readonly TreePart[] {
  return [...headerTree(response.headers), ...bodyTree(response)];
}

/** The same of header lines alone, of an answer or of a request. */
export function headerTree(headers: HttpResponse['headers']): readonly TreePart[] {
  return headers.flatMap(([where, raw]): TreePart[] => {
    const name = where.toLowerCase();
    if (name === 'www-authenticate') return [{ where, raw, nodes: authenticate(raw) }];
    if (name === 'authorization' || name === 'payment-authorization') {
      return [{ where, raw, nodes: credential(raw) }];
    }
    if (!MONEY.test(name) && !registry.isChallengeHeader(name)) return [];
    const vocabulary = BY_HEADER[name];
    const decoded = decode(vocabulary, name, raw.trim());
    return [{ where, raw, nodes: decoded?.children ?? [] }];
  });
}

function bodyTree(response: HttpResponse): TreePart[] {
  const { body } = response;
  if (body === undefined || body === '') return [];
  const text = body.replace(/^\ufeff/, '').trim();
  const isProblem = /problem\+json/i.test(headerValues(response, 'content-type')[0] ?? '');
  const vocabulary = /"accepts"|x402Version/.test(text) ? 'x402' : undefined;
  const decoded = /^[{[]/.test(text)
    ? decode(isProblem ? undefined : vocabulary, 'body', text)
    : undefined;
  return [{ where: 'body', raw: body, nodes: decoded?.children ?? [] }];
}

function authenticate(raw: string): readonly TreeNode[] {
  return parseChallenges(raw).map(schemeNode);
}

function schemeNode({ scheme, token68, params, fault }: AuthChallenge): TreeNode {
  const vocabulary = BY_SCHEME[scheme];
  const children = [...params].map(([name, value]) => valueNode(vocabulary, name, value));
  if (token68 !== undefined) children.push(valueNode(vocabulary, 'token68', token68));
  if (fault !== undefined) children.push({ field: '!', value: `The challenge ${fault}.` });
  return { field: scheme, children };
}

/** `Payment <base64 of JSON>`, `L402 <token>:<preimage>`. */
function credential(raw: string): readonly TreeNode[] {
  const [, scheme = '', rest = ''] = /^(\S+)\s+(.+)$/s.exec(raw.trim()) ?? [];
  const vocabulary = BY_SCHEME[scheme.toLowerCase()];
  if (vocabulary === undefined) return [];
  if (vocabulary !== 'l402') {
    return [{ field: scheme, children: decode(vocabulary, 'credential', rest)?.children ?? [] }];
  }
  const colon = rest.lastIndexOf(':');
  const [token, preimage] = colon < 0 ? [rest, ''] : [rest.slice(0, colon), rest.slice(colon + 1)];
  const children = [
    valueNode(vocabulary, 'token', token),
    valueNode(vocabulary, 'preimage', preimage),
  ];
  return [{ field: scheme, children }];
}
