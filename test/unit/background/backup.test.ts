import { describe, expect, test } from 'vitest';
import { backupHandlers } from '../../../src/background/api/backup-commands.ts';
import type { Context } from '../../../src/background/context.ts';
import type { FareboxError } from '../../../src/core/errors.ts';
import {
  approve,
  mayHaveMoved,
  type Payment,
  type PaymentState,
  STATES,
} from '../../../src/core/payment/index.ts';
import { moveTo } from '../../../src/core/payment/step.ts';
import type { CommandName } from '../../../src/messages/index.ts';
import { backupText, restoreText } from '../../../src/pages/settings/backup/backup-text.ts';
import type { Ui } from '../../../src/pages/shared/ui.ts';
import { memory, random } from '../../fixtures/memory.ts';
import { purseOn } from '../wallets/purse/box.ts';
import { quote } from './fakes.ts';
import { consent, NOW, PREIMAGE, TOKEN, told, world } from './world.ts';

// The class: a payment in each state, and a pass, that are saved in one browser and restored in another one.

const PASSWORD = 'seven wet dogs';
const TARGET = { tabId: 7, frameId: 2, type: 'main_frame', worker: true, call: 'one' } as const;
const SECRET = 'eyJzaWduYXR1cmUiOiIweDEyMzQifQ==';
const proof = { headers: [['PAYMENT-SIGNATURE', SECRET]] as const, reusable: false };
const request = {
  rail: 'eip3009',
  domain: { name: 'USDC', version: '2', chainId: 84532, verifyingContract: '0x03' },
  message: {
    from: '0x01',
    to: '0x02',
    value: '10000',
    validAfter: '0',
    validBefore: '9',
    nonce: '0x05',
  },
} as unknown as NonNullable<Payment['request']>;

/** A browser with wallets that have a password. */
async function browserWith(password: string) {
  const { context, ...rest } = world(told('lightning', false), told('ecash', false));
  const deps = { store: memory(), session: memory(), now: () => NOW, random, fetch };
  const purse = purseOn({ ...deps, rpc: () => undefined, iterations: 1000 });
  await purse.keyring.create(password);
  const ecash = {
    words: async () => undefined,
    mints: async () => [{ url: 'https://mint.example' }],
  } as unknown as Context['ecash'];
  const { keyring, phrase } = purse;
  const whole: Context = { ...context, keyring, phrase, ecash };
  const failures: FareboxError[] = [];
  const run = (async (command: CommandName, input: never) => {
    const handler = backupHandlers[command as keyof typeof backupHandlers] as (
      context: Context,
      input: unknown,
    ) => Promise<unknown>;
    return handler(whole, JSON.parse(JSON.stringify(input))).catch((error: FareboxError) => {
      failures.push(error);
      return undefined;
    });
  }) as Ui['run'];
  return { context: whole, run, failures, ...rest };
}

const path = (state: PaymentState): readonly PaymentState[] => {
  if (state === 'approved') return [];
  if (state === 'paying') return ['paying'];
  if (state === 'proved') return ['paying', 'proved'];
  if (state === 'sent' || state === 'armed' || state === 'held') return ['paying', 'proved', state];
  return ['paying', 'proved', 'sent', state];
};

/** A payment of dollars that went through all states up to this one, with all that a record may hold. */
function dollars(state: PaymentState): Payment {
  const begun = approve(quote(state, `https://news.example/${state}`), 'purse', TARGET, NOW);
  const steps = {
    paying: { request },
    proved: { proof, validUntil: NOW + 1000 },
    armed: { armedUntil: NOW + 500 },
  } as Partial<Record<PaymentState, object>>;
  return path(state).reduce<Payment>(
    (payment, next) => moveTo(payment, next, NOW, steps[next] ?? {}),
    begun,
  );
}

async function filled() {
  const from = await browserWith(PASSWORD);
  for (const state of STATES.slice(1)) await from.context.journal.begin(dollars(state));
  const article = 'https://shop.example/article?n=1';
  const { quote: asked, ...rest } = consent('lightning');
  const lightning = { ...rest, id: 'pass', quote: { ...asked, id: 'pass', url: article } };
  const reusable = { headers: [['Authorization', 'L402 abc:def']] as const, reusable: true };
  const paid = moveTo(lightning as Payment, 'proved', NOW, {
    proof: reusable,
    paid: { preimage: PREIMAGE, fee: '3' },
    answer: { rail: 'ecash', token: TOKEN },
  });
  await from.context.journal.begin(paid);
  await from.context.passes.keep(paid);
  await from.context.passes.change('pass', { good: true });
  const spent = await from.context.journal.spending();
  await from.context.journal.begin(dollars('approved'));
  const text = await backupText(from.run, PASSWORD);
  if (text === undefined) throw from.failures[0];
  return { spent, text, article };
}

let made: Promise<string> | undefined;

/** A file of three parts. */
function long(): Promise<string> {
  const make = async () => {
    const from = await browserWith(PASSWORD);
    const all = Array.from({ length: 1_001 }, (_, n) => {
      const begun = approve(quote(`n${n}`, `https://a.example/${n}`), 'purse', TARGET, NOW + n);
      return moveTo(begun, 'settled', NOW + n);
    });
    await from.context.journal.add(all);
    return (await backupText(from.run, PASSWORD)) ?? '';
  };
  made ??= make();
  return made;
}

describe('a back-up file', () => {
  test('brings payments and passes to another browser, once', async () => {
    const { spent, text, article } = await filled();
    const to = await browserWith('four dry cats');
    const restored = await restoreText(to.run, text, PASSWORD);
    // All but the consent for which no wallet was asked.
    const mints = ['https://mint.example'];
    expect(restored).toEqual({ at: NOW, payments: STATES.length, passes: 1, mints });
    const pass = await to.context.passes.find(article);
    expect(pass && (await to.context.passes.headers(pass))).toEqual([
      ['Authorization', 'L402 abc:def'],
    ]);
    const before = await to.context.journal.spending();
    expect(before).toEqual(spent);
    const again = await restoreText(to.run, text, PASSWORD);
    expect(again).toMatchObject({ payments: 0, passes: 0 });
    expect(await to.context.journal.spending()).toEqual(before);
    expect(await to.context.passes.list()).toHaveLength(1);
    expect(to.failures).toEqual([]);
  });

  test.each(STATES.filter((state) => state !== 'approved'))(
    'a payment that was %s takes no money with it, has no tab, and counts as before',
    async (state) => {
      const { text } = await filled();
      const to = await browserWith(PASSWORD);
      await restoreText(to.run, text, PASSWORD);
      const id = dollars(state).id;
      const payment = await to.context.journal.get(id);
      const ended = ['settled', 'expired', 'refused', 'unknown'].includes(state);
      expect(payment).toMatchObject({ id, state: ended ? state : 'unknown' });
      expect(payment?.target).toEqual({ tabId: -1, frameId: 0, type: 'main_frame' });
      expect(JSON.stringify(payment)).not.toContain(SECRET);
      expect(payment && mayHaveMoved(payment, NOW)).toBe(mayHaveMoved(dollars(state), NOW));
    },
  );

  test('holds neither preimage nor token of a payment whose invoice was paid, and knows that it was', async () => {
    const { text } = await filled();
    const to = await browserWith(PASSWORD);
    await restoreText(to.run, text, PASSWORD);
    const payment = await to.context.journal.get('pass');
    expect(payment?.paid).toEqual({ fee: '3', proved: true });
    expect(JSON.stringify(payment)).not.toMatch(new RegExp(`${PREIMAGE}|${TOKEN}`));
    expect(payment && mayHaveMoved(payment, Number.MAX_SAFE_INTEGER)).toBe(true);
  });

  test('what is here already stays as it is', async () => {
    const { text } = await filled();
    const to = await browserWith(PASSWORD);
    const here = moveTo(dollars('sent'), 'settled', NOW + 5);
    await to.context.journal.begin(here);
    expect(await restoreText(to.run, text, PASSWORD)).toMatchObject({
      payments: STATES.length - 1,
    });
    expect(await to.context.journal.get(here.id)).toEqual(here);
  });

  test('of more than one part is whole again', async () => {
    const text = await long();
    expect(text.trim().split('\n')).toHaveLength(4);
    const to = await browserWith(PASSWORD);
    expect(await restoreText(to.run, text, PASSWORD)).toMatchObject({ payments: 1_001 });
  });

  test('is saved after the password only', async () => {
    const from = await browserWith(PASSWORD);
    expect(await backupText(from.run, 'six wet dogs')).toBeUndefined();
    expect(from.failures).toMatchObject([{ key: 'error_passphrase_wrong' }]);
  });

  const swap = ([head = '', first = '', ...rest]: string[]) => [head, ...rest, first];
  test.each<[string, (lines: string[]) => string[], string]>([
    ['without its last part', (lines) => lines.slice(0, -1), 'error_backup_cut'],
    ['of its first line alone', (lines) => lines.slice(0, 1), 'error_backup_file'],
    ['without a part in its middle', (lines) => lines.toSpliced(2, 1), 'error_backup_file'],
    ['whose parts are in another order', swap, 'error_backup_file'],
    ['with a part twice', (lines) => lines.toSpliced(2, 0, lines[1] ?? ''), 'error_backup_file'],
    [
      'of which one digit is another',
      (lines) => lines.map((line, at) => (at === 1 ? line.replace(/.$/, digit) : line)),
      'error_backup_file',
    ],
    ['that is another file', () => ['{"farebox":"backup"}'], 'error_backup_file'],
    ['that is empty', () => [''], 'error_backup_file'],
    [
      'of a later version',
      ([head = '', ...rest]) => [head.replace('"version":1', '"version":2'), ...rest],
      'error_backup_file',
    ],
    [
      'whose key is damaged',
      ([head = '', ...rest]) => [head.replace(/"data":"./, '"data":"x'), ...rest],
      'error_backup_file',
    ],
  ])('%s is refused, and nothing of it is restored', async (_what, damage, error) => {
    const text = await long();
    const damaged = damage(text.trim().split('\n')).join('\n');
    const to = await browserWith(PASSWORD);
    expect(await restoreText(to.run, damaged, PASSWORD)).toBeUndefined();
    expect(to.failures).toMatchObject([{ key: error }]);
    expect((await to.context.journal.page({ limit: 10 })).payments).toEqual([]);
  });

  test('does not open with another password, nor where no one has unlocked', async () => {
    const { text } = await filled();
    const to = await browserWith(PASSWORD);
    expect(await restoreText(to.run, text, 'six wet dogs')).toBeUndefined();
    expect(to.failures).toMatchObject([{ key: 'error_passphrase_wrong' }]);
  });
});

function digit(old: string): string {
  return old === '0' ? '1' : '0';
}
