import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../../scripts/setup.mjs';
import { protocols, registry } from '../../../src/protocols/index.ts';
import type { AnyProtocol } from '../../../src/protocols/protocol.ts';
import { response } from '../../fixtures/x402/weather.ts';
import { idLiterals } from '../id-literals.ts';

const {
  isChallengeHeader,
  networkName,
  payingById: protocolById,
  nameOf: protocolName,
  read,
} = registry;

const all: readonly AnyProtocol[] = protocols;
const docs = readFileSync(join(root, 'docs/protocols.md'), 'utf8');
const rows = docs
  .slice(docs.indexOf('## Offers'), docs.indexOf('## Notices'))
  .split('\n')
  .filter((line) => line.startsWith('| '));

describe('the registry', () => {
  test('has each protocol once, under the name of its folder', () => {
    const ids = all.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      const text = readFileSync(join(root, `src/protocols/${id}/index.ts`), 'utf8');
      expect(text).toContain(`id: '${id}'`);
    }
  });

  test.each(all)('$id has a row in docs/protocols.md that says whether it is paid', (protocol) => {
    const { specification } = protocol;
    const mine = rows.filter((row) =>
      specification === undefined ? row.includes('| none;') : row.includes(`](${specification})`),
    );
    expect(mine.length, specification).toBeGreaterThan(0);
    const pays = 'proof' in protocol;
    expect(mine.some((row) => row.includes('| **yes**'))).toBe(pays);
    expect(protocolById(protocol.id) !== undefined).toBe(pays);
  });

  // What developers are told of a wire format is written about that format; no money moves by it.
  test('no id of a protocol is written outside of src/protocols, checks and inspect', () => {
    const ids = all.map(({ id }) => id);
    expect(idLiterals(ids, 'src/protocols/', 'src/checks/', 'src/inspect/')).toEqual([]);
  });

  test('names protocols and networks for users', () => {
    expect(all.map(({ id }) => protocolName(id))).toEqual(all.map(({ name }) => name));
    expect(protocolName('gone')).toBe('gone');
    expect(networkName('lightning:mainnet')).toBe('Lightning');
    expect(networkName('monero:stagenet')).toBe('Monero stagenet');
    expect(networkName('kaspa:testnet-10')).toBe('Kaspa testnet-10');
    expect(networkName('eip155:1')).toBeUndefined();
    expect(networkName('monero:<b>')).toBeUndefined();
  });

  test('knows the headers of challenges', () => {
    const names = ['PAYMENT-REQUIRED', 'X-Cashu', 'X-Lightning', 'x-bsv-sats', 'WWW-Authenticate'];
    expect(names.filter(isChallengeHeader)).toEqual(names);
    expect(['Content-Type', 'Location', 'x-bs', 'toString'].filter(isChallengeHeader)).toEqual([]);
  });
});

/** Class: challenges of any protocol that are too long to be read. */
test.each([
  ['PAYMENT-REQUIRED', '', 'x402'],
  ['X-Cashu', '', 'cashu'],
  ['X-Lightning', '', 'lightning'],
  ['X-LNURLcash', '', 'lnurlcash'],
  ['x-bsv-sats', '', 'bsv'],
  ['WWW-Authenticate', 'Payment ', 'mpp'],
  ['WWW-Authenticate', 'LSAT ', 'l402'],
  ['WWW-Authenticate', 'XMR402 ', 'xmr402'],
])('a %s: %s… of more than 64 KiB is a problem of %s', (name, start, protocol) => {
  const { problems } = read(response([[name, start + 'x'.repeat(64 * 1024 + 1)]]));
  expect(problems).toMatchObject([{ protocol, field: name }]);
});
