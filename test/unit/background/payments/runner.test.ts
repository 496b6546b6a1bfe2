import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { settle } from '../../../../src/background/requests/settle.ts';
import { mayHaveMoved } from '../../../../src/core/payment/index.ts';
import { SHOP } from '../../../fixtures/payment.ts';
import { asksForUsdc } from '../../../fixtures/x402/weather.ts';
import { alarms, attached, freshBrowser, port, tabs } from '../browser.ts';
import { signingWallet } from '../signing-wallet.ts';
import { CASHU, consent, NOW, PREIMAGE, put, recordOf, told, world, worldWith } from '../world.ts';

// The class: what goes on beside and between the steps of a payment, each of which something waits for, or must not.

beforeEach(() => freshBrowser(SHOP));
afterEach(() => void vi.useRealTimers());

const never = () => new Promise<never>(() => undefined);
const answer = (status: number) => ({ url: SHOP, method: 'GET', status, headers: [] });
const X402 = asksForUsdc(SHOP, { amount: '1' });
const DAY = 86_400_000;

it('nothing waits for a pass to be written down', async () => {
  const { context } = world(told('nwc', true));
  Object.assign(context.passes, { keep: never });
  expect((await context.payments.begin(consent('nwc'))).state).toBe('sent');
});

it('what is told of a payment that is not there changes nothing', async () => {
  const { context } = world(told('nwc', true));
  expect(await context.payments.tell('gone', { type: 'proofLeft' })).toBeUndefined();
});

it('a refused proof is taken down at once, though a mint that was asked before is silent', async () => {
  const wallet = { ...told('ecash', true), lookup: vi.fn(never) };
  const { context } = world(wallet);
  const { id } = await context.payments.begin(consent('ecash', CASHU));
  void context.payments.press(id, { type: 'checkPressed' });
  await vi.waitFor(() => expect(wallet.lookup).toHaveBeenCalled());
  expect(attached.size).toBe(1);
  await settle(context, id, answer(402));
  expect(attached.size).toBe(0);
});

it('a site that settles is sent the proof again sooner than alarms ring', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const { context } = world(told('nwc', true));
  const { id } = await context.payments.begin(consent('nwc'));
  const outcome = { state: 'sent', ending: { kind: 'pending' } } as const;
  await context.payments.tell(id, { type: 'answered', outcome });
  expect(port.reload).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(4_000);
  vi.useRealTimers();
  await vi.waitFor(() => expect(port.reload).toHaveBeenCalledTimes(2));
});

describe('a look-up', () => {
  const old = async () => {
    const lookup = vi.fn(async () => 'unknown' as const);
    const { context, clock } = world(signingWallet({ lookup }));
    const { id } = await context.payments.begin(consent('purse', X402));
    await put(context, id, 'unknown', { ending: { kind: 'interrupted' } });
    alarms.clear();
    attached.clear();
    clock.now += DAY;
    return { context, lookup, id };
  };

  it.each(['check', 'pending'])(
    'of what is old waits for its timer at a start: %s',
    async (name) => {
      const { context, lookup, id } = await old();
      alarms.set(`${name}:${id}`, NOW + 2 * DAY);
      await context.payments.start();
      expect(lookup).not.toHaveBeenCalled();
    },
  );

  it('of what is old is made at a start where no timer will', async () => {
    const { context, lookup } = await old();
    await context.payments.start();
    expect(lookup).toHaveBeenCalledOnce();
  });

  it('has balances asked for anew', async () => {
    const { context, id } = await old();
    const forget = vi.spyOn(context.balances, 'forget');
    await context.payments.press(id, { type: 'checkPressed' });
    expect(forget).toHaveBeenCalled();
  });
});

it('a copied proof counts on where there is no tab to send it from again', async () => {
  const { context } = world(signingWallet());
  const approved = consent('purse', X402);
  const target = { ...approved.target, type: 'xmlhttprequest', initiator: SHOP } as const;
  const { id } = await context.payments.begin({ ...approved, target });
  await context.payments.press(id, { type: 'proofCopied' });
  tabs.clear();
  const pressed = context.payments.press(id, { type: 'sendPressed', attached: false });
  await expect(pressed).rejects.toMatchObject({ key: 'error_tab_gone' });
  const payment = await recordOf(context, id);
  expect([payment.state, mayHaveMoved(payment, NOW + DAY)]).toEqual(['unknown', true]);
});

it('an element whose request has taken the proof along already is not set again', async () => {
  const asked = vi.fn();
  const runInFrames: typeof port.runInFrames = (...how) => {
    asked();
    return port.runInFrames(...how);
  };
  const attach: typeof port.attach = async (item) => {
    await port.attach(item);
    port.mayHaveLeft.mockReturnValue(true);
  };
  const { context } = worldWith({ port: { ...port, attach, runInFrames } }, told('nwc', true));
  const approved = consent('nwc');
  const target = { ...approved.target, type: 'image', initiator: SHOP } as const;
  await context.payments.begin({ ...approved, target });
  expect(asked).not.toHaveBeenCalled();
});

it('a page that was paid for does not go to a call of the same address that waits', async () => {
  const { context } = world(told('nwc', false));
  const approved = consent('nwc');
  const { url, method } = approved.quote;
  const asks = { tabId: 1, frameId: 0, type: 'xmlhttprequest', initiator: SHOP } as const;
  const response = { url, method, status: 402, headers: [] };
  context.calls.met({ ...asks, id: 's', at: NOW, response, body: 'none' }, true);
  const answers: unknown[] = [];
  const page = {
    tabId: 1,
    frameId: 0,
    origin: new URL(url).origin,
    gone: new AbortController().signal,
  };
  context.calls.called({ ...page, url, method, answer: (nonce) => void answers.push(nonce) });
  const { state, target } = await context.payments.begin(approved);
  expect([state, target.call, answers]).toEqual(['sent', undefined, []]);
});

it('what the user said of a pass before the site took it stays, and its preimage is kept', async () => {
  const { context } = world(told('nwc', true));
  const { id } = await context.payments.begin(consent('nwc'));
  await vi.waitFor(async () => expect(await context.passes.byId(id)).toBeDefined());
  await context.passes.change(id, { auto: true });
  await settle(context, id, answer(200));
  await vi.waitFor(async () =>
    expect(await context.passes.byId(id)).toMatchObject({ good: true, auto: true }),
  );
  await vi.waitFor(async () => expect(await context.passes.preimage(id)).toBe(PREIMAGE));
});

it.each([
  ['may have left unseen', true, 1],
  ['surely has not left', false, 2],
])('a proof that %s while the worker slept, at its start', async (_, left, loads) => {
  const { context } = world(told('nwc', true));
  await context.payments.begin(consent('nwc'));
  tabs.set(1, { url: SHOP, loading: true });
  port.mayHaveLeft.mockReturnValue(left);
  await context.payments.start();
  port.mayHaveLeft.mockReturnValue(false);
  expect(port.reload).toHaveBeenCalledTimes(loads);
});
