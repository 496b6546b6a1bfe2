import type { Draft } from './draft.ts';
import type { Name } from './name.ts';

const REGISTRY = 'src/wallets/index.ts';

/** A wallet that refuses to pay until it is written: folder, test, registry, texts. */
export function addWallet(draft: Draft, name: Name): void {
  const { id, camel, snake, title } = name;
  for (const folder of ['src/wallets', 'test/unit/wallets']) draft.mustBeFree(`${folder}/${id}`);
  draft.add(`src/wallets/${id}/about.ts`, about(name));
  draft.add(`src/wallets/${id}/index.ts`, wallet(name));
  draft.add(`test/unit/wallets/${id}/${id}.test.ts`, test(name));
  draft.mustNotBeWritten(id, 'src/wallets/');
  draft.mustNotDeclare(REGISTRY, camel);
  draft.insertBefore(
    REGISTRY,
    "import { createSealedStore, type SealedStore } from './sealed-store.ts';",
    `import { ${camel} } from './${id}/index.ts';`,
  );
  draft.insertBefore(
    REGISTRY,
    '] as const satisfies readonly WalletKind<OwnWallets>[];',
    `  ${camel},`,
  );
  draft.text(`wallet_${snake}`, 'wallet_webln', { en: title });
  draft.text(`paying_${snake}`, 'paying_page', {
    en: `${title} is asked to pay.`,
  });
}

/** What the user of the generator still has to do. */
export const walletTasks: readonly string[] = [
  'replace the placeholders in index.ts, `fulfil` last',
  'correct about.ts: rails, whether a request may be repeated, whether the wallet knows its balance',
  'correct the texts in every language of src/static/_locales, and describe the wallet in docs/wallets.md',
];

function about({ id, snake, title }: Name): string {
  return `import type { WalletAbout } from '../wallet.ts';

/** ${title}. EXAMPLE, TO BE REPLACED: what stands here is the least that a wallet can promise. */
export const about = {
  id: '${id}',
  rails: ['lightning'],
  repeatable: false,
  hasBalance: false,
  texts: {
    name: 'wallet_${snake}',
    notEnough: 'not_enough_text',
    notCovered: 'not_covered_wallet',
    paying: 'paying_${snake}',
  },
} as const satisfies WalletAbout;
`;
}

/** The code that declares the new name or imports it. */
export const walletCode = (name: Name) => wallet(name) + test(name);

function wallet({ camel, pascal, title }: Name): string {
  return `import { FareboxError } from '../../core/errors.ts';
import type { Wallet, WalletKind } from '../wallet.ts';
import { about } from './about.ts';

/** The wallet as the registry lists it. \`create\` is given what a wallet may use (\`WalletParts\` in deps.ts). */
export const ${camel}: WalletKind = {
  about,
  create: () => create${pascal}(),
};

/** ${title}. PLACEHOLDERS, TO BE REPLACED: it serves no rail, and refuses to pay. */
export function create${pascal}(): Wallet {
  return {
    ...about,
    serves: async () => false,
    account: async () => undefined,
    ready: async () => {
      throw new FareboxError('error_no_wallet');
    },
    // A FareboxError says that no money moved and none will. What is written here must not throw one after it has
    // asked for the payment: then it is \`Unsure\`, or \`PaidUnproved\`.
    fulfil: async () => {
      throw new FareboxError('error_no_wallet');
    },
    lookup: async () => 'unknown',
  };
}
`;
}

function test({ id, camel, pascal, title }: Name): string {
  return `import { describe, expect, test } from 'vitest';
import { FareboxError } from '../../../../src/core/errors.ts';
import type { LightningRequest } from '../../../../src/core/offers/rail.ts';
import { create${pascal}, ${camel} } from '../../../../src/wallets/${id}/index.ts';
import { walletAbout } from '../../../../src/wallets/index.ts';
import { makeInvoice, preimageAndHash, TEST_TIME } from '../../../fixtures/invoice.ts';

const { hash } = preimageAndHash(0x11);
const RAIL = { kind: 'lightning', network: 'mainnet' } as const;
const ASKED = { paymentId: 'seen/l402:0', tabId: 4 };
const REQUEST: LightningRequest = {
  rail: 'lightning',
  network: 'mainnet',
  invoice: makeInvoice({ paymentHash: hash }),
  paymentHash: hash,
  amount: '25000000',
  maxFee: '250000',
  expiresAt: (TEST_TIME + 3600) * 1000,
};

describe('${title}', () => {
  const wallet = create${pascal}();

  test('is in the registry', () => {
    expect(walletAbout('${id}')).toBe(${camel}.about);
  });

  // PLACEHOLDERS, TO BE REPLACED with the wallet: that it pays once, what it throws, what a look-up finds.
  test('serves no rail and pays for no page', async () => {
    expect(await wallet.serves(RAIL)).toBe(false);
    expect(await wallet.account(RAIL, ASKED)).toBeUndefined();
  });

  test('refuses to pay, so that no money counts as moved', async () => {
    const refusal = new FareboxError('error_no_wallet');
    await expect(wallet.ready()).rejects.toEqual(refusal);
    await expect(wallet.fulfil(REQUEST, ASKED)).rejects.toEqual(refusal);
    expect(await wallet.lookup(REQUEST, ASKED)).toBe('unknown');
  });
});
`;
}
