import { beforeAll, describe, expect, test } from 'vitest';
import type { Payment } from '../../src/core/payment/index.ts';
import { moveTo } from '../../src/core/payment/step.ts';
import { recordOf } from '../fixtures/version-0.1.0/stored.ts';
import { audit } from '../support/audit.ts';
import { until } from './driver/until.ts';
import { inBothBrowsers, type Visit } from './helpers.ts';
import { become, ended, leavePayments, type Signed, x402Record } from './version-0.1.0.ts';

// The class: a payment in whatever state version 0.1.0 left it, with its money on the chain or not, when the first worker
// of this version reads it. `sent` and `refused` of a wallet stand for steps that the recorded run did not take.

/** Base units of USDC of each payment. */
const PRICE = 10_000n;
/** ms: longer ago than a consent is acted on without a press. */
const OLD = 120_000;

const of = (state: Payment['state'], name = 'x402 v2 article') => recordOf(name, state);
const notLeft = () => {
  const { left: _, ...record } = of('sent');
  return record as Payment;
};
const refusedByWallet = () => {
  const ending = { kind: 'wallet', error: 'error_locked' } as const;
  const asked = of('paying');
  return moveTo(asked, 'refused', asked.history.at(-1)?.at ?? 0, { ending });
};

type Case = {
  readonly name: string;
  readonly template: () => Payment;
  /** The proof's time is over. */
  readonly over?: true;
  /** The server has used the proof. */
  readonly used?: true;
  /** A moment ago, and its page is there. */
  readonly fresh?: true;
  readonly ends: Payment['state'];
  /** Whether it counts as spent. */
  readonly counts: boolean;
};

const CASES: readonly Case[] = [
  { name: 'approved', template: () => of('approved'), ends: 'expired', counts: false },
  {
    name: 'approved a moment ago',
    template: () => of('approved'),
    fresh: true,
    ends: 'settled',
    counts: true,
  },
  { name: 'paying', template: () => of('paying'), ends: 'expired', counts: false },
  {
    name: 'paying a moment ago',
    template: () => of('paying'),
    fresh: true,
    ends: 'settled',
    counts: true,
  },
  { name: 'proved', template: () => of('proved'), ends: 'proved', counts: true },
  {
    name: 'proved, over',
    template: () => of('proved'),
    over: true,
    ends: 'expired',
    counts: false,
  },
  { name: 'sent, not seen to leave', template: notLeft, ends: 'unknown', counts: true },
  {
    name: 'sent, certain not to have left',
    template: () => ({ ...notLeft(), ending: { kind: 'not-attached' } }) as Payment,
    ends: 'sent',
    counts: true,
  },
  { name: 'sent', template: () => of('sent'), ends: 'unknown', counts: true },
  { name: 'sent, used', template: () => of('sent'), used: true, ends: 'settled', counts: true },
  {
    name: 'sent, over, used',
    template: () => of('sent'),
    over: true,
    used: true,
    ends: 'settled',
    counts: true,
  },
  { name: 'sent, over', template: () => of('sent'), over: true, ends: 'expired', counts: false },
  {
    name: 'settled',
    template: () => of('settled'),
    over: true,
    used: true,
    ends: 'settled',
    counts: true,
  },
  {
    name: 'refused',
    template: () => of('refused', 'x402 v2 endless'),
    ends: 'refused',
    counts: true,
  },
  {
    name: 'refused, over, used',
    template: () => of('refused', 'x402 v2 thief'),
    over: true,
    used: true,
    ends: 'settled',
    counts: true,
  },
  {
    name: 'refused, over',
    template: () => of('refused', 'x402 v2 endless'),
    over: true,
    ends: 'expired',
    counts: false,
  },
  { name: 'refused by the wallet', template: refusedByWallet, ends: 'refused', counts: false },
  {
    name: 'unknown',
    template: () => of('unknown', 'x402 v2 broken'),
    ends: 'unknown',
    counts: true,
  },
  {
    name: 'unknown, over, used',
    template: () => of('unknown', 'x402 v2 broken'),
    over: true,
    used: true,
    ends: 'settled',
    counts: true,
  },
  {
    name: 'unknown, over',
    template: () => of('unknown', 'x402 v2 broken'),
    over: true,
    ends: 'expired',
    counts: false,
  },
  {
    name: 'expired',
    template: () => ended(of('proved'), 'expired'),
    over: true,
    ends: 'expired',
    counts: false,
  },
];

inBothBrowsers((stage) => {
  const made = new Map<string, Signed>();
  let begun = 0;

  const idOf = (name: string) => made.get(name)?.record.id ?? '';
  const urlOf = (name: string) => made.get(name)?.record.quote.url ?? '';
  const nonceOf = (name: string) => made.get(name)?.authorization.nonce;
  const list = async () => (await stage().command('payment.list', null)).payments;
  const shown = async (name: string) => (await list()).find(({ id }) => id === idOf(name));
  const moves = async () => {
    const all = await stage().chain.transfers(stage().address);
    return all.slice(begun).map(({ nonce, amount }) => ({ key: nonce ?? '', amount }));
  };

  beforeAll(async () => {
    await become(stage());
    await stage().chain.mint(stage().address, 1_000_000n);
    begun = (await moves()).length;
    const seconds = Math.floor(Date.now() / 1000);
    // Used before its end, and over when the browser looks.
    const soon = seconds + 5;
    const make = async ({ name, template, over, used, fresh }: Case) => {
      const url = stage().once(`${stage().street.v2}/article`);
      const tab = fresh && (await stage().visit(url));
      const end = over ? (used ? soon : seconds - 90) : seconds + 300;
      const at = fresh ? Date.now() : Date.now() - OLD;
      const signed = await x402Record(template(), url, at, end, tab?.id);
      if (used) await stage().chain.redeem(signed.authorization, signed.signature);
      made.set(name, signed);
    };
    for (const each of CASES) if (!each.fresh) await make(each);
    await until(async () => Date.now() > soon * 1000, { what: 'the proofs to be over' });
    // A consent is acted on for a minute only: these come last.
    for (const each of CASES) if (each.fresh) await make(each);
    const records = [...made.values()].map(({ record }) => record);
    await leavePayments(stage(), records);
    await stage().command('popup.state', { tabId: 0 });
  });

  test.each(CASES)('$name: ends as $ends', async ({ name, ends }) => {
    const is = async () => (await shown(name))?.state === ends;
    await until(is, { what: `the payment that was ${name} to be ${ends}` }).catch(
      async (error: Error) => {
        throw new Error(`${error.message}; it is ${JSON.stringify(await shown(name))}`);
      },
    );
  });

  test('all of them are in the history, and none where version 0.1.0 kept them', async () => {
    const ids = [...made.values()].map(({ record }) => record.id);
    expect((await list()).map(({ id }) => id).sort()).toEqual(ids.sort());
    expect((await list()).every(({ money }) => money?.amount === String(PRICE))).toBe(true);
    const keys = await stage().home.evaluate(async () =>
      Object.keys(await browser.storage.local.get(null)),
    );
    expect(keys.filter((key) => key.startsWith('payment:'))).toEqual([]);
    expect(keys).toContain('journal begun');
  });

  test('what moved or may yet move is counted once, and nothing else', async () => {
    const midnight = new Date().setHours(0, 0, 0, 0);
    const counted = CASES.filter(({ name, counts }) => {
      const at = made.get(name)?.record.history[0]?.at ?? 0;
      return counts && at >= midnight;
    });
    const { testDay } = await stage().command('spending.get', null);
    expect(BigInt(testDay)).toBe(BigInt(counted.length) * PRICE);
  });

  test('nothing was signed anew but what was approved, and nothing was paid twice', async () => {
    const paid = (await moves()).map(({ key }) => key);
    const used = CASES.filter(({ used }) => used).map(({ name }) => nonceOf(name));
    const known = [...used, nonceOf('paying a moment ago')];
    // What was approved has a nonce of this version's.
    const fresh = paid.filter((key) => !known.includes(key as `0x${string}`));
    expect(fresh).toHaveLength(1);
    expect([...paid].sort()).toEqual([...known, ...fresh].sort());
    expect(audit(await stage().journal(), await moves()).faults).toEqual([]);
  });

  describe('what has not ended', () => {
    const open = async (name: string): Promise<Visit> => stage().visit(urlOf(name));

    test.each([
      ['refused', 'refused'],
      ['sent', 'unknown'],
      ['proved', 'unsent'],
    ] as const)(
      '(%s) stands before the price, and is not paid a second time',
      async (name, kind) => {
        const visit = await open(name);
        const { payment } = await stage().shows(visit, kind);
        expect(payment.id).toBe(idOf(name));
      },
    );

    test.each(['proved', 'unknown', 'sent, certain not to have left'])(
      '(%s) goes out with its own proof when that is pressed, and moves its money once',
      async (name) => {
        await stage().command('payment.send', { paymentId: idOf(name) });
        const settled = async () => (await shown(name))?.state === 'settled';
        await until(settled, { what: `${name} to be settled` });
        const paid = (await moves()).filter(({ key }) => key === nonceOf(name));
        expect(paid).toHaveLength(1);
      },
    );

    test('and in the end the journal agrees with the chain', async () => {
      expect(audit(await stage().journal(), await moves()).faults).toEqual([]);
    });
  });
});
