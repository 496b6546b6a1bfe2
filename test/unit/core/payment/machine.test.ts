import { describe, expect, it } from 'vitest';
import { FareboxError } from '../../../../src/core/errors.ts';
import type { RailRequest } from '../../../../src/core/offers/rail.ts';
import {
  approve,
  type Effect,
  type EventType,
  isLive,
  mayHaveMoved,
  neverLeft,
  next,
  type Payment,
  type PaymentEvent,
  type PaymentState,
  STATES,
  TABLE,
  type Target,
} from '../../../../src/core/payment/index.ts';
import { moveTo, withKnown } from '../../../../src/core/payment/step.ts';
import { makeInvoice, TEST_TIME } from '../../../fixtures/invoice.ts';
import { quoteOf } from '../../../fixtures/quote.ts';

const NOW = TEST_TIME * 1000;
const target = { tabId: 1, frameId: 0, type: 'main_frame' } as const;
/** A call of the page that waits. */
const CALL = { tabId: 1, frameId: 0, type: 'xmlhttprequest', call: 'a1' } as const;
const proof = { headers: [['Authorization', 'L402 a:b']], reusable: false } as const;
const signed = { ...proof, validUntil: NOW + 60_000 };
const lightning: RailRequest = {
  rail: 'lightning',
  network: 'mainnet',
  invoice: makeInvoice(),
  paymentHash: '00'.repeat(32),
  amount: '21000',
  maxFee: '10000',
  expiresAt: NOW + 3_600_000,
};

const SIGNS: Extract<RailRequest, { rail: 'eip3009' }> = {
  rail: 'eip3009',
  network: 'eip155:84532',
  domain: { name: 'USDC', version: '2', chainId: 84532, verifyingContract: `0x${'0a'.repeat(20)}` },
  message: {
    from: `0x${'01'.repeat(20)}`,
    to: `0x${'02'.repeat(20)}`,
    value: '10000',
    validAfter: '0',
    validBefore: '0',
    nonce: `0x${'03'.repeat(32)}`,
  },
};

/** A payment over Lightning (`instant`), or by a signature, that came to a state in the usual way. */
function at(state: PaymentState, instant = true): Payment {
  const quote = quoteOf(instant ? 'lightning' : 'eip3009', NOW);
  const approved = approve(quote, instant ? 'nwc' : 'purse', target, NOW);
  if (state === 'approved') return approved;
  const paying = moveTo(approved, 'paying', NOW, { request: lightning });
  if (state === 'paying') return paying;
  const made = instant ? { proof } : { proof: signed, validUntil: signed.validUntil };
  const proved = moveTo(paying, 'proved', NOW, made);
  if (state === 'proved') return proved;
  if (state === 'held') {
    return moveTo(proved, 'held', NOW, { target: CALL, armedUntil: NOW + 45_000 });
  }
  if (state === 'armed') return moveTo(proved, 'armed', NOW, { armedUntil: NOW + 600_000 });
  const sent = moveTo(proved, 'sent', NOW);
  if (state === 'sent') return sent;
  const ending = { kind: state === 'refused' ? 'refused' : 'interrupted' } as const;
  return moveTo(sent, state, NOW, { ending });
}

const around = {
  there: true,
  loading: false,
  downloading: false,
  attached: false,
  mayHaveLeft: true,
  repeatable: false,
  hasTimer: false,
};

/** One event of each type, as the runner would tell it. */
const EVENTS: { readonly [Type in EventType]: Extract<PaymentEvent, { type: Type }> } = {
  requestMade: { type: 'requestMade', request: lightning },
  requestFailed: { type: 'requestFailed', error: 'error_no_wallet', detail: [] },
  walletPaid: { type: 'walletPaid', proof, target },
  walletFailed: { type: 'walletFailed', moved: 'unsure', error: 'error_internal', detail: [] },
  sendProof: { type: 'sendProof', target },
  sendPressed: { type: 'sendPressed', attached: false },
  proofCopied: { type: 'proofCopied' },
  attachFailed: { type: 'attachFailed' },
  proofLeft: { type: 'proofLeft' },
  proofWithheld: { type: 'proofWithheld' },
  answered: { type: 'answered', outcome: { state: 'settled', came: 'page' } },
  landed: { type: 'landed', outcome: { state: 'settled', came: 'page' } },
  explained: { type: 'explained', ending: { kind: 'refused', reason: 'no' } },
  requestLost: { type: 'requestLost', error: 'net::ERR_FAILED' },
  came: { type: 'came', came: 'file' },
  lookedUp: { type: 'lookedUp', by: 'timer', found: 'paid', loading: false },
  proofFound: { type: 'proofFound', by: 'timer', proof },
  checkPressed: { type: 'checkPressed' },
  checkDue: { type: 'checkDue' },
  armDue: { type: 'armDue' },
  downloadPressed: { type: 'downloadPressed' },
  takeDownPressed: { type: 'takeDownPressed' },
  noElement: { type: 'noElement' },
  armOver: { type: 'armOver', mayHaveLeft: false },
  reloadPressed: { type: 'reloadPressed' },
  sendOverdue: { type: 'sendOverdue', mayHaveLeft: false },
  pendingOver: { type: 'pendingOver' },
  started: { type: 'started', around },
  takeBackPressed: { type: 'takeBackPressed' },
  takenBack: { type: 'takenBack', result: 'taken' },
  givenUp: { type: 'givenUp' },
  looked: { type: 'looked' },
  changeGiven: { type: 'changeGiven', change: [{ id: 'a', state: 'kept', token: 't' }] },
  changeKnown: { type: 'changeKnown', id: 'a' },
};

const types = Object.keys(EVENTS) as EventType[];

describe('the table', () => {
  it('knows every event, and leads only where its rows say', () => {
    expect(Object.keys(TABLE).sort()).toEqual([...types].sort());
    for (const state of STATES) {
      for (const instant of [true, false]) {
        for (const type of types) {
          const payment = at(state, instant);
          const row = TABLE[type][state];
          let to: PaymentState | undefined;
          try {
            to = next(payment, EVENTS[type], NOW).payment.state;
          } catch (error) {
            expect(error).toBeInstanceOf(FareboxError);
            // What only tells something is never an error: what it leads to would not be done.
            expect([type, state, TABLE[type].otherwise]).toEqual([type, state, 'refuse']);
            continue;
          }
          expect(row === undefined ? [state] : row.to).toContain(to);
        }
      }
    }
  });

  it('reaches every state from consent, and leaves every one that is not an end', () => {
    const leads = (from: PaymentState) =>
      new Set(types.flatMap((type) => TABLE[type][from]?.to ?? []));
    const reached = new Set<PaymentState>(['approved']);
    for (const state of reached) for (const to of leads(state)) reached.add(to);
    expect([...reached].sort()).toEqual([...STATES].sort());
    for (const state of STATES) {
      const away = [...leads(state)].filter((to) => to !== state);
      expect(away.length > 0, state).toBe(state !== 'settled' && state !== 'expired');
    }
  });

  it.each(['settled', 'expired'] as const)('never leads out of %s', (state) => {
    for (const type of types) {
      for (const to of TABLE[type][state]?.to ?? []) expect([type, to]).toEqual([type, state]);
    }
  });

  it.each([
    ['sendPressed', ['approved', 'paying', 'settled', 'expired']],
    ['proofCopied', ['approved', 'paying', 'settled', 'expired']],
    ['takeBackPressed', ['approved', 'paying', 'settled', 'expired']],
    ['givenUp', ['approved', 'paying', 'proved', 'armed', 'held', 'settled', 'expired']],
    ['reloadPressed', STATES.filter((state) => state !== 'armed')],
    ['requestMade', STATES.filter((state) => state !== 'approved')],
  ] as const)('refuses %s where it makes no sense, and changes nothing', (type, states) => {
    for (const state of states) {
      const payment = at(state);
      expect(() => next(payment, EVENTS[type], NOW)).toThrow('error_payment_state');
    }
  });

  it('counts a signature that others may have until the chain says otherwise', () => {
    const end = Math.floor(NOW / 1000) + 60;
    const message = { ...SIGNS.message, validBefore: String(end) };
    const paying = moveTo(at('approved', false), 'paying', NOW, { request: { ...SIGNS, message } });
    const failed = { ...EVENTS.walletFailed, moved: 'unsure', seen: true } as const;
    const made = { ...EVENTS.walletPaid, proof: signed, validUntil: signed.validUntil } as const;
    const { target: _, ...kept } = made;
    for (const event of [
      failed,
      { ...kept, seen: true } as const,
      { type: 'started', around: { ...around, repeatable: false } } as const,
    ]) {
      const { payment, effects } = next(paying, event, NOW);
      expect(payment).toMatchObject({ state: 'unknown', validUntil: end * 1000 });
      expect(effects).toContainEqual({
        type: 'setTimer',
        timer: 'check',
        at: end * 1000 + 65_000,
      });
      expect([isLive(payment, NOW), mayHaveMoved(payment, NOW)]).toEqual([true, true]);
      const over = end * 1000 + 70_000;
      expect([isLive(payment, over), mayHaveMoved(payment, over)]).toEqual([true, true]);
      const unpaid = { ...EVENTS.lookedUp, found: 'unpaid' } as const;
      expect(mayHaveMoved(next(payment, unpaid, over).payment, over)).toBe(false);
      expect(next(payment, EVENTS.lookedUp, over).payment.state).toBe('settled');
    }
    // What no one else has is no danger: of the purse's own key a no is the end, and it is asked again after a death.
    expect(next(paying, { ...EVENTS.walletFailed, moved: 'no' }, NOW).payment.state).toBe(
      'refused',
    );
    expect(next(paying, kept, NOW).payment.state).toBe('proved');
    const again = { type: 'started', around: { ...around, repeatable: true } } as const;
    expect(next(paying, again, NOW).effects).toEqual([{ type: 'askWallet', again: true }]);
  });

  it('sends a proof that the site looked for in another header there, and nothing anew', () => {
    const elsewhere = { ...signed, headers: [['Authorization', 'Payment b']] as const };
    const refused = { type: 'answered', outcome: { state: 'refused' }, elsewhere } as const;
    const sent = withKnown(at('sent', false), { left: NOW });
    const again = next(sent, refused, NOW);
    expect(again.payment).toMatchObject({ state: 'sent', proof: elsewhere });
    expect(again.effects).toEqual([{ type: 'detach' }, { type: 'findTarget', onlyThere: false }]);
    expect(mayHaveMoved(again.payment, NOW)).toBe(true);
    // What Farebox does not load itself, what is nearly over, and what was not refused: nothing goes by itself.
    const call = { ...sent, target: CALL } as Payment;
    const over = NOW + 55_000;
    for (const [payment, now] of [
      [call, NOW],
      [sent, over],
      [at('unknown', false), NOW],
    ] as const) {
      const { payment: after, effects } = next(payment, refused, now);
      expect(after).toMatchObject({ state: 'refused', proof: elsewhere });
      expect(effects.map(({ type }) => type)).not.toContain('findTarget');
    }
    const opened = next(sent, { ...refused, outcome: { state: 'settled', came: 'page' } }, NOW);
    expect(opened.payment.state).toBe('settled');
  });

  it.each(['walletPaid', 'answered', 'lookedUp', 'proofLeft'] as const)(
    'passes over %s in states that it tells nothing of',
    (type) => {
      const payment = at('approved');
      expect(next(payment, EVENTS[type], NOW)).toEqual({ payment, effects: [] });
    },
  );
});

describe('money', () => {
  it('is asked of the wallet by one step only, and again only after a start of the worker', () => {
    for (const state of STATES) {
      for (const type of types) {
        const asks = (() => {
          try {
            return next(at(state), EVENTS[type], NOW).effects.some((e) => e.type === 'askWallet');
          } catch {
            return false;
          }
        })();
        expect(asks, `${type} in ${state}`).toBe(type === 'requestMade' && state === 'approved');
      }
    }
  });

  it.each([
    ['a repeatable wallet, a moment later', { repeatable: true }, 0, ['askWallet']],
    ['a repeatable wallet, an hour later', { repeatable: true }, 3_600_000, ['lookUp']],
    ['a wallet that pays twice when it is asked twice', {}, 0, ['lookUp']],
  ])('that was being paid at a start of the worker: %s', (_, change, later, expected) => {
    const event = { type: 'started', around: { ...around, ...change } } as const;
    const { effects } = next(at('paying'), event, NOW + later);
    expect(effects.map(({ type }) => type)).toEqual(expected);
  });

  const goes = (effect: Effect) => ['attach', 'load', 'setAgain'].includes(effect.type);

  it('is written down as going in the step after which its proof may leave, and in no other', () => {
    for (const state of STATES) {
      for (const type of types) {
        try {
          const { payment, effects } = next(at(state), EVENTS[type], NOW);
          if (effects.some(goes)) {
            expect(['armed', 'sent']).toContain(payment.state);
            expect(payment.history.at(-1)?.state).toBe(payment.state);
          }
        } catch {
          // Refused: nothing is done.
        }
      }
    }
  });

  it('that left is never lost sight of: a wallet that fails afterwards is looked up', () => {
    const { payment, effects } = next(at('paying'), EVENTS.walletFailed, NOW);
    expect(payment.state).toBe('unknown');
    expect(effects).toContainEqual({ type: 'setTimer', timer: 'check', at: NOW + 60_000 });
  });

  it.each([
    ['no', 'refused'],
    ['unsure', 'unknown'],
    ['yes', 'settled'],
  ] as const)('of a wallet that failed (%s moved) is %s', (moved, state) => {
    const event = { ...EVENTS.walletFailed, moved };
    expect(next(at('paying'), event, NOW).payment.state).toBe(state);
  });

  it('is asked about ever less often, without end', () => {
    const unknown = moveTo(at('paying'), 'unknown', NOW);
    const waits = [0, 60_000, 600_000, 86_400_000, 400 * 86_400_000].map((age) => {
      const event = { ...EVENTS.lookedUp, found: 'unknown' } as const;
      const { effects } = next(unknown, event, NOW + age);
      const timer = effects.find((effect) => effect.type === 'setTimer');
      return timer === undefined ? Number.NaN : timer.at - NOW - age;
    });
    expect(waits).toEqual([30_000, 30_000, 300_000, 43_200_000, 86_400_000]);
  });
});

describe('a proof', () => {
  it('with too little life left is not sent', () => {
    const late = signed.validUntil - 7_999;
    const press = () => next(at('unknown', false), { type: 'sendPressed', attached: false }, late);
    expect(press).toThrow('error_quote_expired');
    const wallet = { type: 'walletPaid', proof: signed, target } as const;
    // It is kept, and the popup says that its time is over.
    expect(next(at('paying', false), wallet, late).payment).toMatchObject({
      state: 'proved',
      proof: signed,
    });
  });

  it('whose site is settling goes again five times, and not for ever', () => {
    let payment = at('sent');
    const pending = {
      type: 'answered',
      outcome: { state: 'sent', ending: { kind: 'pending' } },
    } as const;
    for (let times = 1; times <= 5; times++) {
      payment = next(payment, pending, NOW).payment;
      expect(next(payment, { type: 'pendingOver' }, NOW).effects).toEqual([
        { type: 'findTarget', onlyThere: false },
      ]);
      payment = next(payment, EVENTS.sendProof, NOW).payment;
    }
    payment = next(payment, pending, NOW).payment;
    expect(next(payment, { type: 'pendingOver' }, NOW).payment.state).toBe('unknown');
  });

  it('that did not leave in time waits for a press; one that may have left is looked up', () => {
    const overdue = (mayHaveLeft: boolean) =>
      next(at('sent', false), { type: 'sendOverdue', mayHaveLeft }, NOW);
    expect(overdue(false).payment.ending).toEqual({ kind: 'not-attached', noRequest: true });
    expect(overdue(true).effects).toEqual([{ type: 'lookUp', by: 'timer' }]);
    const left = withKnown(at('sent'), { left: NOW });
    expect(next(left, { type: 'sendOverdue', mayHaveLeft: true }, NOW).effects[0]).toEqual({
      type: 'disarm',
    });
  });
});

describe('a proof that waits for its request', () => {
  const kinds = [
    ['a script’s call', 'xmlhttprequest', 'GET', false],
    ['a script’s POST', 'xmlhttprequest', 'POST', false],
    ['a form', 'main_frame', 'POST', false],
    ['a picture', 'image', 'GET', true],
    ['a film', 'media', 'GET', true],
    ['a frame', 'sub_frame', 'GET', true],
    ['a beacon', 'ping', 'POST', false],
    ['a download', 'other', 'GET', false],
  ] as const;

  const paid = (type: Target['type'], method: string, instant = true) => {
    const before = at('paying', instant);
    const payment = { ...before, quote: { ...before.quote, method } };
    const to = { ...target, type };
    const made = { type: 'walletPaid', proof: instant ? proof : signed, target: to } as const;
    const end = instant ? {} : { validUntil: signed.validUntil };
    return next(payment, { ...made, ...end }, NOW);
  };

  it.each(kinds)(
    'of %s is written down, attached, and nothing is loaded',
    (_, type, method, set) => {
      const { payment, effects } = paid(type, method);
      expect(payment).toMatchObject({
        state: 'armed',
        target: { type },
        armedUntil: NOW + 600_000,
      });
      const doing = effects.map((effect) => effect.type);
      expect(doing).toContain('attach');
      expect(doing).not.toContain('load');
      expect(doing.includes('setAgain')).toBe(set);
      expect(effects).toContainEqual({ type: 'setTimer', timer: 'arm', at: NOW + 600_000 });
    },
  );

  it('waits no longer than its signature can be used', () => {
    const { payment } = paid('xmlhttprequest', 'POST', false);
    expect(payment.armedUntil).toBe(signed.validUntil - 8_000);
  });

  it('counts as money that may move, and its address as being paid, until it is over', () => {
    const { payment } = paid('xmlhttprequest', 'POST', false);
    expect(mayHaveMoved(payment, NOW)).toBe(true);
    expect(isLive(payment, NOW)).toBe(true);
    expect(neverLeft(payment)).toBe(false);
    const over = next(payment, { type: 'armOver', mayHaveLeft: false }, NOW + 600_000);
    expect(over.payment).toMatchObject({ state: 'proved', ending: { kind: 'not-attached' } });
    expect(over.effects[0]).toEqual({ type: 'detach' });
    expect(mayHaveMoved(over.payment, signed.validUntil + 1)).toBe(false);
  });

  it('that may have left while no one watched is taken down, and not called unsent', () => {
    const { payment } = paid('image', 'GET', false);
    const over = next(payment, { type: 'armOver', mayHaveLeft: true }, NOW + 600_000);
    expect(over.payment.state).toBe('unknown');
    expect(over.effects[0]).toEqual({ type: 'detach' });
    expect(neverLeft(over.payment)).toBe(false);
  });

  it('goes with one request: from then on it is sent, and its answer settles it', () => {
    const { payment } = paid('xmlhttprequest', 'POST');
    const left = next(payment, { type: 'proofLeft' }, NOW + 5_000);
    expect(left.payment).toMatchObject({ state: 'sent', left: NOW + 5_000 });
    expect(left.effects).toContainEqual({ type: 'clearTimer', timer: 'arm' });
    expect(next(left.payment, EVENTS.answered, NOW + 6_000).payment.state).toBe('settled');
    // The browser may tell of the answer first.
    expect(next(payment, EVENTS.answered, NOW + 6_000).payment.state).toBe('settled');
  });

  const lost = { ...around, attached: false, mayHaveLeft: false };
  it.each([
    [
      'a press, when the browser did not hold it any more',
      [{ type: 'sendPressed', attached: false }],
    ],
    ['a start of the worker', [{ type: 'started', around: lost }]],
    [
      'a start of the browser, long after',
      [{ type: 'started', around: { ...lost, there: false } }],
    ],
    ['an answer that said nothing', [{ type: 'answered', outcome: { state: 'unknown' } }]],
    ['a refusal', [{ type: 'answered', outcome: { state: 'refused' } }]],
    ['a request that ended without an answer', [{ type: 'requestLost', error: 'reset' }]],
    [
      'a request that left and was lost',
      [{ type: 'proofLeft' }, { type: 'requestLost', error: 'reset' }],
    ],
    ['its time, when it may have left', [{ type: 'armOver', mayHaveLeft: true }]],
  ] as const satisfies readonly (readonly [string, readonly PaymentEvent[]])[])(
    'that is armed again after %s may have left before',
    (_, events) => {
      const to = { ...target, type: 'image' } as const;
      let { payment } = paid('image', 'GET', false);
      for (const event of [...events, { type: 'sendProof', target: to }] as const) {
        payment = next(payment, event, NOW).payment;
      }
      expect(payment.state).toBe('armed');
      for (const over of [
        { type: 'attachFailed' },
        { type: 'proofWithheld' },
        { type: 'armOver', mayHaveLeft: false },
      ] as const) {
        const after = next(payment, over, NOW).payment;
        expect(after.state).toBe('unknown');
        expect(mayHaveMoved(after, signed.validUntil + 1)).toBe(true);
      }
    },
  );

  it('that was taken down, and is armed again, did not leave', () => {
    let { payment } = paid('image', 'GET', false);
    payment = next(payment, { type: 'armOver', mayHaveLeft: false }, NOW).payment;
    payment = next(
      payment,
      { type: 'sendProof', target: { ...target, type: 'image' } },
      NOW,
    ).payment;
    payment = next(payment, { type: 'armOver', mayHaveLeft: false }, NOW).payment;
    expect(payment.state).toBe('proved');
    expect(neverLeft(payment)).toBe(true);
  });

  it('that left once before and is taken down is not called unsent', () => {
    const { payment } = paid('xmlhttprequest', 'POST');
    const left = next(payment, { type: 'proofLeft' }, NOW).payment;
    const lost = next(left, { type: 'requestLost', error: 'reset' }, NOW).payment;
    const again = next(
      lost,
      { type: 'sendProof', target: { ...target, type: 'image' } },
      NOW,
    ).payment;
    expect(again.state).toBe('armed');
    const over = next(again, { type: 'armOver', mayHaveLeft: false }, NOW).payment;
    expect(over.state).toBe('unknown');
    expect(neverLeft(over)).toBe(false);
  });

  it.each([
    ['while the browser keeps it: goes on waiting', { attached: true }, 0, 'armed', ['setTimer']],
    ['a moment after consent: is attached again', {}, 0, 'unknown', ['findTarget']],
    ['long after: is doubted', {}, 3_600_000, 'unknown', ['clearTimer', 'redraw']],
  ] as const)('at a start of the worker %s', (_, change, later, state, doing) => {
    const { payment } = paid('xmlhttprequest', 'POST');
    const event = { type: 'started', around: { ...around, ...change } } as const;
    const step = next(payment, event, NOW + later);
    expect(step.payment.state).toBe(state);
    expect(step.effects.map(({ type }) => type)).toEqual(doing);
  });

  it.each([
    ['its time is over', { type: 'armDue' }],
    ['the user wants it back', { type: 'takeDownPressed' }],
  ] as const)(
    '%s: it waits until the browser has taken it down, and only then is more said',
    (_, event) => {
      const { payment } = paid('xmlhttprequest', 'POST');
      const step = next(payment, event, NOW);
      expect(step.payment).toBe(payment);
      expect(step.effects).toEqual([{ type: 'takeDown' }]);
      // Meanwhile it left: what was found out about its waiting comes too late.
      const left = next(payment, { type: 'proofLeft' }, NOW).payment;
      expect(next(left, { type: 'armOver', mayHaveLeft: true }, NOW).payment).toBe(left);
    },
  );

  it('that is copied is taken down, so that it does not go twice', () => {
    const { payment } = paid('xmlhttprequest', 'POST');
    const copied = next(payment, { type: 'proofCopied' }, NOW);
    expect(copied.payment.state).toBe('sent');
    expect(copied.effects[0]).toEqual({ type: 'detach' });
  });
});
