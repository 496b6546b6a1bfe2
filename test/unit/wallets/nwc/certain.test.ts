import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PaidUnproved, Unsure } from '../../../../src/core/errors.ts';
import { ASKED, requestFor, wallet } from './connected.ts';
import { type Relay, startRelay } from './relay.ts';
import { PREIMAGE, type Reply, startService } from './service.ts';

let relay: Relay;
let service: Awaited<ReturnType<typeof startService>>;

beforeEach(async () => {
  relay = await startRelay();
  service = await startService(relay);
});
afterEach(async () => {
  service.close();
  await relay.close();
});

const NOT_FOUND: Reply = { error: { code: 'NOT_FOUND', message: '' } };

/** A connected wallet that waits longer in all than after the relay's "no" (`lost`: ms). */
async function connected(lost = 300) {
  const { nwc } = wallet({ pay: 8_000, ask: 8_000, lost });
  await nwc.connect(service.uri);
  return { nwc, pay: () => nwc.fulfil(requestFor(), ASKED).catch((reason: unknown) => reason) };
}

// Whatever a relay says of a published request, in NIP-01's words, in its own, or in none.
describe.each([
  'blocked: not here',
  'rate-limited: slow down',
  'auth-required: who are you',
  'restricted: members only',
  'invalid: too far in the future',
  'pow: more work',
  'error: disk full',
  'duplicate: had it',
  '',
])('a relay that says "%s"', (says) => {
  test('and passes the request on: the wallet’s answer counts', async () => {
    // However slow this machine is: the answer ends the waiting.
    const { pay } = await connected(8_000);
    relay.says = says;
    expect(await pay()).toMatchObject({ preimage: PREIMAGE });
    expect(service.times('pay_invoice')).toBe(1);
  });
});

describe('a relay that refuses the request', () => {
  test('and loses the answer of the wallet that has paid: looked up, and found paid', async () => {
    const { pay } = await connected();
    relay.says = 'rate-limited: slow down';
    service.replies['pay_invoice'] = () => {
      relay.says = undefined;
      return undefined;
    };
    service.replies['lookup_invoice'] = () => ({
      result: { state: 'settled', preimage: PREIMAGE },
    });
    expect(await pay()).toMatchObject({ preimage: PREIMAGE });
    expect([service.times('pay_invoice'), service.times('lookup_invoice')]).toEqual([1, 1]);
  });

  test('and everything after it: it is not known whether the wallet has it', async () => {
    const { pay } = await connected();
    relay.says = 'blocked: not here';
    relay.passesOn = false;
    expect(await pay()).toBeInstanceOf(Unsure);
    expect(service.times('pay_invoice')).toBe(0);
  });
});

// Success whose preimage is missing, all zeros, another's, or no preimage at all.
describe.each([
  ['no', undefined],
  ['an empty', ''],
  ['an all-zero', '00'.repeat(32)],
  ['another', '22'.repeat(32)],
  ['a malformed', 'paid'],
])('a success with %s preimage', (_, preimage) => {
  const succeed = () => {
    service.replies['pay_invoice'] = () => ({
      result: preimage === undefined ? {} : { preimage },
    });
  };

  test('is looked up at once; the true preimage opens the page', async () => {
    const { pay } = await connected();
    succeed();
    service.replies['lookup_invoice'] = () => ({
      result: { state: 'settled', preimage: PREIMAGE },
    });
    expect(await pay()).toMatchObject({ preimage: PREIMAGE });
    expect(service.times('pay_invoice')).toBe(1);
  });

  test('that is settled without a preimage: the money has gone', async () => {
    const { pay } = await connected();
    succeed();
    service.replies['lookup_invoice'] = () => ({
      result: { state: 'settled', ...(preimage === undefined ? {} : { preimage }) },
    });
    const error = await pay();
    expect(error).toBeInstanceOf(PaidUnproved);
    expect(error).toMatchObject({ key: 'error_no_preimage' });
  });

  test.each([
    ['does not know it', NOT_FOUND],
    ['says that it is pending', { result: { state: 'pending' } }],
    ['says that it failed', { result: { state: 'failed' } }],
  ])('is unsure where the wallet %s', async (_, reply: Reply) => {
    const { pay } = await connected();
    succeed();
    service.replies['lookup_invoice'] = () => reply;
    const error = await pay();
    expect(error).toBeInstanceOf(Unsure);
    expect(error).toMatchObject({ key: 'error_preimage' });
  });
});

describe('the wallet’s "failed"', () => {
  const failed: Reply = { error: { code: 'PAYMENT_FAILED', message: '' } };

  test.each([
    ['does not know it', NOT_FOUND],
    ['says that it failed', { result: { state: 'failed' } }],
  ])('is believed where the wallet %s', async (_, reply: Reply) => {
    const { pay } = await connected();
    service.replies['pay_invoice'] = () => failed;
    service.replies['lookup_invoice'] = () => reply;
    const error = await pay();
    expect(error).toMatchObject({ key: 'error_nwc_failed' });
    expect(error).not.toBeInstanceOf(Unsure);
  });

  test.each([
    ['accepted', { result: { state: 'accepted' } }],
    ['pending', { result: { state: 'pending' } }],
    ['expired', { result: { state: 'expired' } }],
    ['something new', { result: { state: 'held' } }],
  ])('is not, where the payment is %s', async (_, reply: Reply) => {
    const { pay } = await connected();
    service.replies['pay_invoice'] = () => failed;
    service.replies['lookup_invoice'] = () => reply;
    expect(await pay()).toBeInstanceOf(Unsure);
  });

  test.each(['INTERNAL', 'OTHER', 'SOMETHING_NEW'])(
    'is not said by NOT_FOUND after %s, which leaves open what happened',
    async (code) => {
      const { pay } = await connected();
      service.replies['pay_invoice'] = () => ({ error: { code, message: '' } });
      service.replies['lookup_invoice'] = () => NOT_FOUND;
      expect(await pay()).toBeInstanceOf(Unsure);
    },
  );

  test('is not said by NOT_FOUND after a silence', async () => {
    const patient = wallet();
    await patient.nwc.connect(service.uri);
    const { nwc } = wallet({ pay: 300, ask: 8_000 }, patient);
    service.replies['pay_invoice'] = () => undefined;
    service.replies['lookup_invoice'] = () => NOT_FOUND;
    await expect(nwc.fulfil(requestFor(), ASKED)).rejects.toBeInstanceOf(Unsure);
  });
});
