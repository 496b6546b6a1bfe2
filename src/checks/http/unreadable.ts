import { registry } from '../../protocols/index.ts';
import type { Family } from '../check.ts';
import { SPEC } from '../links.ts';

/** Protocols whose faults have checks of their own, with better words. */
const OWN = ['x402', 'lightning', 'cashu'];

export const unreadable: Family = {
  name: 'http/unreadable',
  checks: [
    {
      id: 'challenge-broken',
      level: 'error',
      title: 'A challenge of any protocol is broken in a way that no other check names',
      link: SPEC.http402,
      fix: {
        text: 'Compare the field with the specification of the protocol (docs/protocols.md has the links).',
      },
      find: ({ reading }) =>
        reading.problems
          .filter(({ protocol }) => !OWN.includes(protocol))
          .map(({ protocol, field, reason }) => ({
            field: field ?? registry.nameOf(protocol),
            reason: `${registry.nameOf(protocol)}: ${reason}`,
          })),
    },
  ],
};
