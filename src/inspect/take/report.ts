import type { Finding } from '../../checks/index.ts';
import { writtenOut } from '../../core/encoding/written-out.ts';
import type { RecordedAnswer } from '../../core/exchange/exchange.ts';
import type { ExchangeView } from '../../messages/index.ts';
import { timelineOf } from '../money/timeline.ts';
import { challengeTree } from '../tree/challenge-tree.ts';
import type { TreeNode } from '../tree/node.ts';

/** One exchange of a report, with what the checks found. */
export type Reported = { readonly view: ExchangeView; readonly findings: readonly Finding[] };

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text of sites made fit for HTML, in an element or an attribute: what cannot be seen is written out. */
function html(text: string): string {
  return writtenOut(text.replaceAll('\r\n', '\n')).replace(
    /[&<>"']/g,
    (char) => ESCAPES[char] ?? char,
  );
}

const STYLE = `
:root{color-scheme:light dark}
body{max-width:60rem;margin:2rem auto;padding:0 1rem;font:0.9rem/1.5 system-ui,sans-serif}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2.5rem;overflow-wrap:anywhere}h3{font-size:1rem}
pre{padding:.75rem;border:1px solid;border-radius:.4rem;white-space:pre-wrap;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}th,td{padding:.3rem .5rem;border-bottom:1px solid;text-align:left;vertical-align:top;overflow-wrap:anywhere}
li{overflow-wrap:anywhere}
`;

function tree(nodes: readonly TreeNode[]): string {
  if (nodes.length === 0) return '';
  const items = nodes.map(({ field, value, encoding, children = [] }) => {
    const shown = children.length > 0 ? (encoding ?? '') : (value ?? '');
    return `<li><code>${html(field)}</code> ${html(shown)}${tree(children)}</li>`;
  });
  return `<ul>${items.join('')}</ul>`;
}

function answer(title: string, { response }: RecordedAnswer): string {
  const { status, headers, body } = response;
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  const parts = challengeTree(response)
    .filter(({ nodes }) => nodes.length > 0)
    .map(({ where, nodes }) => `<h4>${html(where)}</h4>${tree(nodes)}`);
  const raw = [`HTTP ${status}`, ...lines, ...(body === undefined ? [] : ['', body])].join('\n');
  return `<h3>${html(title)}</h3><pre>${html(raw)}</pre>${parts.join('')}`;
}

function section({ view, findings }: Reported): string {
  const { exchange, payment } = view;
  const { asked, paid, landed, initiator } = exchange;
  const rows = findings.map(
    ({ level, check, field, reason, fix, link }) =>
      `<tr><td>${html(level)}</td><td>${html(check)}</td><td>${html(field)}</td><td>${html(reason)} ${html(fix.text)} <a href="${html(link)}">Specification</a></td></tr>`,
  );
  const steps = timelineOf(view).map(
    ({ step, at, took }) =>
      `<tr><td>${html(step)}</td><td>${new Date(at).toISOString()}</td><td>+${took} ms</td></tr>`,
  );
  return [
    `<section><h2>${html(exchange.method)} ${html(exchange.url)}</h2>`,
    `<p>${html(exchange.type)}${initiator === undefined ? '' : `, asked by ${html(initiator)}`}</p>`,
    rows.length === 0
      ? ''
      : `<h3>Checks</h3><table><tr><th>Level</th><th>Check</th><th>Field</th><th>Finding</th></tr>${rows.join('')}</table>`,
    asked === undefined ? '' : answer('The answer that asks for money', asked),
    paid === undefined ? '' : answer('The answer to the proof', paid),
    landed === undefined ? '' : answer('The answer after the redirect', landed),
    payment === undefined
      ? ''
      : `<h3>Payment: ${html(payment.state)}</h3><table><tr><th>Step</th><th>Time</th><th>After</th></tr>${steps.join('')}</table>`,
    '</section>',
  ].join('\n');
}

/**
 * One HTML file about exchanges: no script, nothing loaded from anywhere, and a policy that says so. English. Takes along
 * what it is given: redact it before. `at`: ms.
 */
export function reportHtml(reported: readonly Reported[], version: string, at: number): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>HTTP 402 report</title><style>${STYLE}</style></head><body><main>`,
    `<h1>HTTP 402 report</h1><p>Farebox ${html(version)}, ${new Date(at).toISOString()}, ${reported.length} ${reported.length === 1 ? 'request' : 'requests'}</p>`,
    ...reported.map(section),
    '</main></body></html>',
    '',
  ].join('\n');
}
