import type { Finding } from '../../checks/index.ts';
import type { RecordedAnswer } from '../../core/exchange/exchange.ts';
import type { ParsedResponse } from '../../core/offers/parsed-response.ts';
import type { ExchangeView } from '../../messages/index.ts';
import { timelineOf } from '../money/timeline.ts';
import { headerTree } from '../tree/challenge-tree.ts';
import type { TreeNode } from '../tree/node.ts';

/** Characters of one value, and of a body: a question to an assistant is short. */
const VALUE = 300;
const BODY = 1_500;

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`;
}

function treeLines(nodes: readonly TreeNode[], depth: number): string[] {
  return nodes.flatMap(({ field, value, encoding, children = [] }) => [
    `${'  '.repeat(depth)}- ${field}${encoding === undefined && value !== undefined ? `: ${cut(value, VALUE)}` : ''}${encoding === undefined ? '' : ` (${encoding})`}`,
    ...treeLines(children, depth + 1),
  ]);
}

function answerLines(title: string, { response, cut: isCut }: RecordedAnswer): string[] {
  const { status, headers, body } = response;
  return [
    `## ${title}: ${status}`,
    ...headers.map(([name, value]) => `${name}: ${cut(value, VALUE)}`),
    ...headerTree(headers).flatMap(({ where, nodes }) =>
      nodes.length === 0 ? [] : [`Decoded ${where}:`, ...treeLines(nodes, 1)],
    ),
    ...(body === undefined
      ? []
      : [`Body${isCut === true ? ' (beginning)' : ''}:`, cut(body, BODY)]),
  ];
}

/**
 * A compact text about one exchange, to ask an assistant or a colleague. English, as the specifications are. Takes along
 * what it is given: redact it before.
 */
export function assistantText(
  view: ExchangeView,
  reading: ParsedResponse,
  findings: readonly Finding[],
): string {
  const { exchange, payment } = view;
  const { asked, paid, landed } = exchange;
  const offers = reading.offers.map(
    ({ protocol, method, network, price, payee, payable, why }) =>
      `- ${protocol} ${method}: ${price === undefined ? 'no price' : `${price.amount} base units of ${price.currency}`}${network === undefined ? '' : ` on ${network}`}${payee === undefined ? '' : ` to ${payee}`}; ${payable ? 'payable' : `not payable (${why ?? 'unknown'})`}`,
  );
  return [
    `# ${exchange.method} ${exchange.url}`,
    `Kind: ${exchange.type}. Initiator: ${exchange.initiator ?? 'none'}.`,
    ...(asked === undefined ? [] : answerLines('Answer that asks for money', asked)),
    '## How Farebox reads it',
    ...(offers.length === 0 ? ['No offer.'] : offers),
    ...reading.problems.map(
      ({ protocol, field, reason }) => `- ${protocol} ${field ?? ''}: ${reason}`,
    ),
    ...reading.notices.map(({ kind, code, message }) => `- ${kind} ${code ?? ''} ${message ?? ''}`),
    ...(findings.length === 0
      ? []
      : [
          '## Checks',
          ...findings.map(
            ({ level, field, reason, fix }) => `- ${level}, ${field}: ${reason} Fix: ${fix.text}`,
          ),
        ]),
    ...(paid === undefined ? [] : answerLines('Answer to the proof', paid)),
    ...(landed === undefined ? [] : answerLines('Answer after the redirect', landed)),
    ...(payment === undefined
      ? []
      : [
          `## Payment: ${payment.state}`,
          ...timelineOf(view).map(({ step, took }) => `- ${step} +${took} ms`),
          ...(payment.ending === undefined ? [] : [`Ending: ${JSON.stringify(payment.ending)}`]),
          ...(payment.receipt === undefined ? [] : [`Receipt: ${JSON.stringify(payment.receipt)}`]),
        ]),
    '',
  ].join('\n');
}
