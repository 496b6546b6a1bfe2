import type { Draft } from './draft.ts';
import type { Name } from './name.ts';

const REGISTRY = 'src/protocols/index.ts';

/** A protocol that is read and not paid: folder, test, fixture, registry, row of docs/protocols.md. */
export function addProtocol(draft: Draft, name: Name): void {
  const { id, camel, title } = name;
  for (const folder of ['src/protocols', 'test/fixtures', 'test/unit/protocols']) {
    draft.mustBeFree(`${folder}/${id}`);
  }
  draft.add(`src/protocols/${id}/index.ts`, reader(name));
  draft.add(`test/fixtures/${id}/challenge.ts`, fixture(name));
  draft.add(`test/unit/protocols/${id}/read.test.ts`, test(name));
  draft.mustNotBeWritten(id, 'src/protocols/');
  draft.mustNotDeclare(REGISTRY, camel);
  draft.insertBefore(
    REGISTRY,
    "import type { AnyProtocol } from './protocol.ts';",
    `import { ${camel} } from './${id}/index.ts';`,
  );
  draft.insertBefore(REGISTRY, '] as const satisfies readonly AnyProtocol[];', `  ${camel},`);
  draft.insertAfterLast(
    'docs/protocols.md',
    '| ',
    '## Notices',
    `| ${title} | \`Example-${title.replaceAll(' ', '-')}\` | amount, currency, payee | no: no wallet | [example.org](${specification(name)}), example |`,
  );
}

/** What the user of the generator still has to do. */
export const protocolTasks: readonly string[] = [
  'replace the example in index.ts: its header, its specification, what it reads',
  'put a challenge of a real server into the fixture',
  'correct the row in docs/protocols.md',
];

const specification = ({ id }: Name) => `https://example.org/${id}`;
const headerOf = ({ title }: Name) => `Example-${title.replaceAll(' ', '-')}`;

/** The code that declares the new name or imports it. */
export const protocolCode = (name: Name) => reader(name) + test(name);

function reader(name: Name): string {
  const { id, camel, title } = name;
  return `import { type HttpResponse, headerValues } from '../../core/web/http.ts';
import { parseBaseUnits } from '../../core/money/money.ts';
import { isSecure } from '../../core/web/origin.ts';
import { EMPTY_RESPONSE, type Problem, type ParsedResponse } from '../../core/offers/parsed-response.ts';
import type { Offer } from '../../core/offers/offer.ts';
import { sanitize } from '../../core/encoding/sanitize-text.ts';
import type { ReadOnlyProtocol } from '../protocol.ts';

// EXAMPLE, TO BE REPLACED: a header that no server sends, and a reader of it.
const HEADER = '${headerOf(name)}';

/** More offers than these are not read. */
const MOST_OFFERS = 32;

/** ${title}: \`${headerOf(name)}: <base units> <currency> <payee>\`. Read, not paid. */
export const ${camel} = {
  id: '${id}',
  name: '${title}',
  specification: '${specification(name)}',
  found: { headers: [HEADER.toLowerCase()] },
  read(response: HttpResponse): ParsedResponse {
    const lines = response.status === 402 ? headerValues(response, HEADER) : [];
    if (lines.length === 0) return EMPTY_RESPONSE;
    const offers: Offer[] = [];
    const problems: Problem[] = [];
    for (const line of lines.slice(0, MOST_OFFERS)) {
      const terms = readLine(line);
      if (typeof terms === 'string') {
        problems.push({ protocol: '${id}', field: HEADER, reason: terms });
        continue;
      }
      const { amount, currency, payee } = terms;
      offers.push({
        id: \`${id}:\${offers.length}\`,
        protocol: '${id}',
        method: 'transfer',
        // Without \`decimals\`: nothing vouches for what the server calls its currency.
        price: { amount, currency, asset: currency },
        payee,
        payable: false,
        why: amount === 0n ? 'reason_amount_zero' : 'reason_no_wallet',
        cautions: isSecure(response.url)
          ? ['caution_unknown_asset']
          : ['caution_unknown_asset', 'caution_insecure'],
        terms: { line },
      });
    }
    return { offers, notices: [], problems };
  },
} as const satisfies ReadOnlyProtocol;

/** What a line asks for, or what is wrong with it. Never throws; linear in its input. */
function readLine(
  line: string,
): { readonly amount: bigint; readonly currency: string; readonly payee: string } | string {
  const [units, symbol, to] = line.trim().split(' ');
  const amount = parseBaseUnits(units);
  const currency = sanitize(symbol, 32);
  const payee = sanitize(to, 128);
  if (amount === undefined) return 'The amount is not a whole number of base units.';
  if (currency === undefined) return 'The currency is missing.';
  if (payee === undefined) return 'The payee is missing.';
  return { amount, currency, payee };
}
`;
}

function fixture(name: Name): string {
  return `import type { HttpResponse } from '../../../src/core/web/http.ts';

// EXAMPLE, TO BE REPLACED by a challenge that a real server sent.
export const CHALLENGE = '1500 EXM alice';

/** A 402 that carries this challenge. */
export function challenged(challenge: string, status = 402): HttpResponse {
  return {
    url: 'https://shop.example/article',
    method: 'GET',
    status,
    headers: [['${headerOf(name)}', challenge]],
  };
}
`;
}

function test(name: Name): string {
  const { id, camel, title } = name;
  return `import { describe, expect, test } from 'vitest';
import { EMPTY_RESPONSE } from '../../../../src/core/offers/parsed-response.ts';
import { ${camel} } from '../../../../src/protocols/${id}/index.ts';
import { registry } from '../../../../src/protocols/index.ts';
import { CHALLENGE, challenged } from '../../../fixtures/${id}/challenge.ts';

describe('${title}', () => {
  test('a challenge is an offer that is shown and not paid', () => {
    const offer = {
      id: '${id}:0',
      protocol: '${id}',
      method: 'transfer',
      price: { amount: 1500n, currency: 'EXM', asset: 'EXM' },
      payee: 'alice',
      payable: false,
      why: 'reason_no_wallet',
      cautions: ['caution_unknown_asset'],
      terms: { line: CHALLENGE },
    };
    const reading = { offers: [offer], notices: [], problems: [] };
    expect(${camel}.read(challenged(CHALLENGE))).toEqual(reading);
    expect(registry.read(challenged(CHALLENGE))).toEqual(reading);
  });

  test.each(['', 'much EXM alice', '-1 EXM alice', '1.5 EXM alice', '1500', '1500 EXM'])(
    'a broken challenge is a problem: "%s"',
    (challenge) => {
      const { offers, problems } = ${camel}.read(challenged(challenge));
      expect(offers).toEqual([]);
      expect(problems).toMatchObject([{ protocol: '${id}', field: '${headerOf(name)}' }]);
    },
  );

  test('an amount of zero and a page without TLS are said', () => {
    const [offer] = ${camel}.read({ ...challenged('0 EXM alice'), url: 'http://shop.example/' }).offers;
    expect(offer).toMatchObject({ payable: false, why: 'reason_amount_zero' });
    expect(offer?.cautions).toContain('caution_insecure');
  });

  test('other responses say nothing', () => {
    expect(${camel}.read(challenged(CHALLENGE, 200))).toBe(EMPTY_RESPONSE);
    expect(${camel}.read({ ...challenged(CHALLENGE), headers: [] })).toBe(EMPTY_RESPONSE);
  });
});
`;
}
