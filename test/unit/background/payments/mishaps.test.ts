import { beforeEach, describe, expect, it, vi } from 'vitest';
import { settle } from '../../../../src/background/requests/settle.ts';
import { approve, mayHaveMoved, next } from '../../../../src/core/payment/index.ts';
import { moveTo } from '../../../../src/core/payment/step.ts';
import { SHOP } from '../../../fixtures/payment.ts';
import { alarms, attached, freshBrowser, port, tabs } from '../browser.ts';
import { CASHU, consent, NOW, recordOf, type Told, told, world } from '../world.ts';

beforeEach(() => freshBrowser(SHOP));

const answer = (status: number) => ({ url: SHOP, method: 'GET', status, headers: [] });
const ID = consent('nwc').id;

async function paid(wallet: Told = told('nwc', false), response?: typeof CASHU) {
  const all = world(wallet);
  const payment = await all.context.payments.begin(consent(wallet.id, response));
  return { ...all, payment, now: () => recordOf(all.context, payment.id) };
}

describe('a mint that should give refused ecash back', () => {
  it.each([
    ['fails', () => Promise.reject(new Error('down'))],
    ['is silent', () => new Promise<never>(() => undefined)],
  ])('and %s keeps no answer waiting', async (_, takeBack) => {
    const { context, payment, now } = await paid({ ...told('ecash', true), takeBack }, CASHU);
    await settle(context, payment.id, answer(402));
    expect((await now()).state).toBe('refused');
  });

  it('is asked only while the proof is taken down', async () => {
    const armed: boolean[] = [];
    const takeBack = async () => {
      armed.push(attached.size > 0);
      return 'taken' as const;
    };
    const { context, payment, now } = await paid({ ...told('ecash', true), takeBack }, CASHU);
    await settle(context, payment.id, answer(402));
    await vi.waitFor(async () => expect((await now()).state).toBe('expired'));
    expect(armed).toEqual([false]);
  });
});

it.each(['unpaid', 'paid'] as const)(
  'a wallet that says %s of what has a preimage is not asked when the proof is overdue',
  async (found) => {
    const wallet = told('nwc', false);
    wallet.finds = () => found;
    const { context, now } = await paid(wallet);
    port.mayHaveLeft.mockReturnValue(true);
    await context.payments.ring({ timer: 'send', id: ID });
    const payment = await now();
    expect(payment).toMatchObject({ state: 'unknown', proof: expect.anything() });
    expect(mayHaveMoved(payment, NOW + 86_400_000)).toBe(true);
  },
);

it('a payment in settlement whose tab is gone stays what the site said of it', async () => {
  const { context, payment, now } = await paid();
  const pending = { kind: 'pending', transaction: '0xab' } as const;
  const outcome = { state: 'sent', ending: pending } as const;
  await context.payments.tell(payment.id, { type: 'answered', outcome });
  await context.payments.tell(payment.id, { type: 'attachFailed' });
  expect(await now()).toMatchObject({ state: 'unknown', ending: pending });
});

it('a proof that was copied can still be sent by a press', async () => {
  const { context, payment } = await paid();
  await context.payments.press(payment.id, { type: 'proofCopied' });
  attached.clear();
  port.reload.mockClear();
  await context.payments.press(payment.id, { type: 'sendPressed', attached: false });
  expect(port.reload).toHaveBeenCalledTimes(1);
  expect(attached.size).toBe(1);
});

it('a pass that the site took before the load has ended stays good', async () => {
  const all = world(told('nwc', false));
  port.reload.mockImplementationOnce(async () => {
    await settle(all.context, ID, answer(200));
    return undefined;
  });
  await all.context.payments.begin(consent('nwc'));
  await vi.waitFor(async () =>
    expect(await all.context.passes.byId(ID)).toMatchObject({ good: true }),
  );
});

it('what the wallet gave is kept where the proof cannot be attached', async () => {
  const { context } = world(told('nwc', false));
  const attach = vi.spyOn(context.port, 'attach').mockRejectedValueOnce(new Error('quota'));
  await expect(context.payments.begin(consent('nwc'))).rejects.toThrow('quota');
  attach.mockRestore();
  await vi.waitFor(async () => expect(await context.passes.byId(ID)).toBeDefined());
});

it('a look-up that waits for the wallet has an alarm, should the worker end before', async () => {
  const wallet = told('nwc', false);
  wallet.pays = () => new Promise(() => undefined);
  const { context, clock } = world(wallet);
  void context.payments.begin(consent('nwc'));
  await vi.waitFor(() => expect(wallet.asked).toHaveLength(1));
  alarms.clear();
  void context.payments.ring({ timer: 'check', id: ID });
  await vi.waitFor(() => expect(alarms.get(`check:${ID}`)).toBe(clock.now + 60_000));
});

it('a payment whose wallet is gone is still taken up when the worker starts', async () => {
  const { context, store, payment } = await paid();
  attached.clear();
  await context.payments.tell(payment.id, { type: 'proofLeft' });
  tabs.set(1, { url: SHOP, loading: false });
  expect(store).toBeDefined();
  (context.wallets as Told[]).length = 0;
  await context.payments.start();
  expect((await recordOf(context, payment.id)).state).toBe('unknown');
});

it('a signature whose life ends while its tab is made is kept', () => {
  const { quote, target } = consent('nwc');
  const rail = { kind: 'eip3009', network: 'eip155:8453', asset: '0x' } as const;
  const offer = { ...quote.offer, rail };
  const paying = moveTo(approve({ ...quote, offer }, 'purse', target, NOW), 'paying', NOW);
  const proof = {
    headers: [['X-PAYMENT', 'x']],
    reusable: false,
    validUntil: NOW + 7_999,
  } as const;
  const { payment } = next(paying, { type: 'walletPaid', proof, target }, NOW);
  expect(payment).toMatchObject({ state: 'proved', proof });
});
