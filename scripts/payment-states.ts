import { readFileSync, writeFileSync } from 'node:fs';
import { type EventType, type PaymentState, STATES, TABLE } from '../src/core/payment/index.ts';

const FILE = 'docs/payment-states.md';

type Arrow = { readonly from: PaymentState; readonly to: PaymentState; readonly event: EventType };

function arrows(): Arrow[] {
  return (Object.keys(TABLE) as EventType[]).flatMap((event) =>
    STATES.flatMap((from) =>
      (TABLE[event][from]?.to ?? []).map((to): Arrow => ({ from, to, event })),
    ),
  );
}

function diagram(all: readonly Arrow[]): string[] {
  const moves = new Map<string, EventType[]>();
  for (const { from, to, event } of all) {
    if (from === to) continue;
    const key = `${from} --> ${to}`;
    moves.set(key, [...(moves.get(key) ?? []), event]);
  }
  return [
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> approved',
    ...[...moves].map(([key, events]) => `  ${key} : ${events.join(', ')}`),
    '  settled --> [*]',
    '  expired --> [*]',
    '```',
  ];
}

function table(): string[] {
  return [
    `| event | ${STATES.join(' | ')} | else |`,
    `|---|${STATES.map(() => '---|').join('')}---|`,
    ...(Object.keys(TABLE) as EventType[]).map((event) => {
      const rows = TABLE[event];
      const cells = STATES.map((state) => {
        const to = rows[state]?.to ?? [];
        return to.map((each) => (each === state ? 'stays' : each)).join(', ');
      });
      return `| \`${event}\` | ${cells.join(' | ')} | ${rows.otherwise} |`;
    }),
  ];
}

/** docs/payment-states.md as the table of the payment machine has it. */
export function paymentStates(): string {
  return [
    '# The states of a payment',
    '',
    'Drawn by `npm run docs:states` from the table in `src/core/payment/machine.ts`; `npm run lint` fails when it is',
    'stale. What each state and each event means stands in `src/core/payment/payment.ts` and `events.ts`.',
    '',
    ...diagram(arrows()),
    '',
    '## What each event may lead to',
    '',
    'An empty cell: the event changes nothing in this state (`ignore`), or is answered by an error (`refuse`).',
    '',
    ...table(),
    '',
  ].join('\n');
}

if (process.argv[1]?.endsWith('payment-states.ts')) {
  if (process.argv.includes('--check')) {
    if (readFileSync(FILE, 'utf8') !== paymentStates()) {
      console.error(`${FILE} is stale: run npm run docs:states`);
      process.exit(1);
    }
  } else writeFileSync(FILE, paymentStates());
}
