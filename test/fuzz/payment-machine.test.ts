import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FareboxError } from '../../src/core/errors.ts';
import type { RailRequest } from '../../src/core/offers/rail.ts';
import {
  approve,
  type Effect,
  type EffectType,
  isOpen,
  isWaiting,
  mayHaveMoved,
  next,
  type Payment,
  type PaymentEvent,
  type PaymentState,
  STATES,
  type Target,
} from '../../src/core/payment/index.ts';
import { moveTo } from '../../src/core/payment/step.ts';
import { quoteOf } from '../fixtures/quote.ts';

const numRuns = Math.max(Number(process.env['FAREBOX_FUZZ_RUNS'] ?? 0), 100_000);

const page = { tabId: 1, frameId: 0, type: 'main_frame' } as const;
/** What the page loads: its proof waits for the page to ask again. */
const part = { tabId: 1, frameId: 0, type: 'image' } as const;

/** What a script of the page calls, and the same while that call waits for its payment. */
const call = { tabId: 1, frameId: 0, type: 'xmlhttprequest' } as const;
const waits: Target = { ...call, call: 'a1' };

/** Where the money really is; the machine never sees this. */
type Truth = {
  /** How often the wallet was asked to pay, not counting what moves money once however often it is asked. */
  asked: number;
  /** The money has left, and has not come back. */
  moved: boolean;
  /** The proof has left the browser: somebody may use it until its end. */
  left: boolean;
  returned: boolean;
};

type Kind = 'lightning' | 'eip3009' | 'ecash';

const request = (kind: Kind, now: number): RailRequest =>
  kind === 'lightning'
    ? {
        rail: 'lightning',
        network: 'mainnet',
        invoice: 'lnbc1',
        paymentHash: '00'.repeat(32),
        amount: '21000',
        maxFee: '10000',
        expiresAt: now + 3_600_000,
      }
    : kind === 'ecash'
      ? { rail: 'ecash', mints: ['https://mint.example'], unit: 'sat', amount: '21', maxFee: '0' }
      : {
          rail: 'eip3009',
          network: 'eip155:8453',
          domain: { name: 'USD Coin', version: '2', chainId: 8453, verifyingContract: '0x' },
          message: {
            from: '0x',
            to: '0x',
            value: '21',
            validAfter: '0',
            validBefore: '1',
            nonce: '0x',
          },
        };

const MODELLED: ReadonlySet<EffectType> = new Set([
  'makeRequest',
  'askWallet',
  'lookUp',
  'findTarget',
  'attach',
  'load',
  'setAgain',
  'release',
  'takeDown',
  'download',
  'takeBack',
]);

/** What may happen next, as small numbers choose it: the wallet, the site, the browser, the clock and the user. */
class Walk {
  payment: Payment;
  now = 1_800_000_000_000;
  readonly truth: Truth = { asked: 0, moved: false, left: false, returned: false };
  /** Effects that were told, and are not done yet. */
  private waiting: Effect[] = [];
  readonly reached = new Set<PaymentState>();
  readonly steps = new Set<string>();

  constructor(
    private readonly kind: Kind,
    private readonly target: Target = page,
  ) {
    this.payment = approve(quoteOf(kind, this.now), kind, target, this.now);
    this.tell({ type: 'requestMade', request: request(kind, this.now) });
  }

  private get made() {
    const proof = { headers: [['Authorization', 'x']] as const, reusable: false };
    if (this.kind !== 'eip3009') {
      return { proof, ...(this.kind === 'lightning' ? { paid: { preimage: 'aa' } } : {}) };
    }
    const validUntil = this.now + 60_000;
    return { proof: { ...proof, validUntil }, validUntil };
  }

  private tell(event: PaymentEvent): void {
    const before = this.payment;
    let step: ReturnType<typeof next>;
    try {
      step = next(before, event, this.now);
    } catch (error) {
      if (!(error instanceof FareboxError)) throw error;
      return;
    }
    this.payment = step.payment;
    // The others change nothing that the model knows of.
    this.waiting.push(...step.effects.filter(({ type }) => MODELLED.has(type)));
    this.reached.add(this.payment.state);
    this.steps.add(`${before.state} → ${this.payment.state}`);
    this.check(before, step.effects, event);
  }

  private check(before: Payment, effects: readonly Effect[], event: PaymentEvent): void {
    const { payment } = this;
    const must = (holds: boolean, what: string) => {
      if (!holds) throw new Error(`${what}: ${event.type} in ${before.state} → ${payment.state}`);
    };
    for (const { type } of effects) {
      if (type === 'askWallet') must(payment.state === 'paying', 'a wallet asked without a record');
      const goes = payment.state === 'sent' || isWaiting(payment.state);
      const lets = ['attach', 'load', 'setAgain', 'release', 'download'].includes(type);
      if (lets) must(goes, 'a proof let go');
      const isKnown = type !== 'download' || payment.left !== undefined;
      must(isKnown, 'a file asked for before that is written down');
    }
    must(isOpen(before) || payment.state === before.state, 'an end that was none');
    // A proof that can still open or pay is not lost.
    const lost = before.proof !== undefined && isOpen(payment) && payment.proof === undefined;
    must(!lost, 'a proof lost');
    must(
      before.history.every((step, at) => payment.history[at] === step),
      'history changed',
    );
    this.checkMoney(`${event.type} in ${before.state}`);
  }

  /** Time alone may make a machine forget money. */
  private checkMoney(when: string): void {
    const { payment, truth } = this;
    const must = (holds: boolean, what: string) => {
      if (!holds) throw new Error(`${what}: ${when} → ${payment.state}`);
    };
    must(truth.asked <= 1, 'paid twice');
    must(!truth.moved || mayHaveMoved(payment, this.now), 'money that left is not counted');
    must(!truth.moved || payment.state !== 'expired', 'money that left is called unpaid');
  }

  /** The wallet does its part: money of an instant rail leaves here. */
  private fulfil(again: boolean): void {
    if (this.kind === 'lightning' || this.truth.asked === 0) this.truth.asked += 1;
    else if (!again) throw new Error('the wallet was asked twice in one life');
    if (this.kind !== 'eip3009') this.truth.moved = true;
  }

  /** One thing happens. */
  happen(choice: number, detail: number): unknown {
    const effect = this.waiting.shift();
    if (effect !== undefined && detail % 7 !== 0) return this.perform(effect, detail);
    // The worker dies: what was to be done is forgotten.
    if (effect !== undefined) this.waiting = [];
    const site = this.site(detail);
    const tells: readonly (() => void)[] = [
      () => this.start(detail),
      () => this.tell({ type: 'sendPressed', attached: false }),
      () => this.tell({ type: 'sendPressed', attached: false }),
      () => this.tell({ type: 'checkPressed' }),
      () => this.tell({ type: 'checkDue' }),
      () => this.tell({ type: 'sendOverdue', mayHaveLeft: this.truth.left || detail % 2 === 0 }),
      () => this.tell({ type: 'pendingOver' }),
      () => this.tell({ type: 'takeBackPressed' }),
      () => this.tell({ type: 'givenUp' }),
      () => this.tell({ type: 'looked' }),
      () => this.tell({ type: 'proofCopied' }),
      () => site(),
      () => site(),
      () => this.tell({ type: 'requestLost', error: 'reset' }),
      () => this.tell({ type: 'reloadPressed' }),
      () => this.tell({ type: 'takeDownPressed' }),
      () => this.tell({ type: 'downloadPressed' }),
      () => this.tell({ type: 'armOver', mayHaveLeft: this.truth.left || detail % 2 === 0 }),
      () => this.pageAsks(detail),
      () => this.wait(detail),
      () => this.wait(detail),
    ];
    return tells[choice % tells.length]?.();
  }

  private wait(detail: number): void {
    this.now += [1_000, 30_000, 70_000, 3_600_000][detail % 4] ?? 0;
    this.checkMoney('time');
  }

  /** The page makes its request again, and the browser puts the proof into it. */
  private pageAsks(detail: number): unknown {
    if (!isWaiting(this.payment.state)) return undefined;
    this.truth.left = true;
    return detail % 2 === 0 ? this.tell({ type: 'proofLeft' }) : undefined;
  }

  private site(detail: number): () => void {
    const { payment, truth } = this;
    if (!truth.left || payment.proof === undefined) return () => this.wait(detail);
    const states = ['settled', 'refused', 'unknown', 'sent'] as const;
    const state = states[detail % 4] ?? 'unknown';
    // A site may take the money whatever it answers.
    const live = payment.validUntil === undefined || this.now <= payment.validUntil;
    if (live && (state === 'settled' || detail % 3 === 0)) truth.moved = !truth.returned;
    const pending = state === 'sent' ? { ending: { kind: 'pending' } as const } : {};
    const refused = state === 'refused' ? { ending: { kind: 'refused' } as const } : {};
    return () => this.tell({ type: 'answered', outcome: { state, ...pending, ...refused } });
  }

  private start(detail: number): void {
    this.waiting = [];
    const around = {
      there: detail % 5 !== 0,
      loading: detail % 3 === 0,
      downloading: false,
      attached: detail % 2 === 0,
      mayHaveLeft: this.truth.left || detail % 4 === 0,
      repeatable: this.kind !== 'lightning',
      hasTimer: detail % 2 === 1,
    };
    this.tell({ type: 'started', around });
  }

  private perform(effect: Effect, detail: number): unknown {
    const { payment, truth } = this;
    switch (effect.type) {
      case 'makeRequest':
        return this.tell({ type: 'requestMade', request: request(this.kind, this.now) });
      case 'askWallet':
        return this.askWallet(effect.again, detail);
      case 'lookUp':
        return this.lookUp(effect.by, detail);
      case 'findTarget':
        return this.findTarget(effect.onlyThere, detail);
      case 'attach':
        return detail % 11 === 0 ? this.tell({ type: 'attachFailed' }) : undefined;
      case 'load':
      case 'setAgain':
      case 'release':
        if (isWaiting(payment.state)) return this.pageAsks(detail);
        if (payment.state !== 'sent' || payment.ending !== undefined) return undefined;
        truth.left = true;
        return detail % 2 === 0 ? this.tell({ type: 'proofLeft' }) : undefined;
      case 'takeDown':
        return this.tell({ type: 'armOver', mayHaveLeft: truth.left || detail % 7 === 0 });
      case 'download':
        truth.left = true;
        if (detail % 3 === 0) return this.tell({ type: 'requestLost', error: 'SERVER_FAILED' });
        return undefined;
      case 'takeBack':
        if (detail % 3 === 0) return undefined;
        if (truth.moved && !truth.left) {
          truth.moved = false;
          truth.returned = true;
          return this.tell({ type: 'takenBack', result: 'taken' });
        }
        return truth.moved ? this.tell({ type: 'takenBack', result: 'spent' }) : undefined;
      default:
        return undefined;
    }
  }

  private findTarget(onlyThere: boolean, detail: number): unknown {
    if (detail % 3 === 0) {
      return onlyThere ? undefined : this.tell({ type: 'attachFailed', noTab: true });
    }
    return this.tell({ type: 'sendProof', target: this.found(detail) });
  }

  /** The page may have given its call up meanwhile. */
  private found(detail: number): Target {
    return this.target === waits && detail % 3 === 0 ? call : this.target;
  }

  private askWallet(again: boolean, detail: number): unknown {
    if (this.payment.state !== 'paying') return undefined;
    if (detail % 5 === 0 && this.truth.asked === 0) {
      const known = { error: 'error_locked', detail: [] };
      // A wallet that was asked in an earlier life says nothing of that time.
      return this.tell({ type: 'walletFailed', moved: again ? 'unsure' : 'no', ...known });
    }
    this.fulfil(again);
    // The worker dies before it hears of it.
    if (detail % 9 === 0) {
      this.waiting = [];
      return undefined;
    }
    if (detail % 6 === 0) {
      const moved = this.kind === 'eip3009' ? 'no' : 'unsure';
      return this.tell({ type: 'walletFailed', moved, error: 'error_wallet_silent', detail: [] });
    }
    const at = detail % 4 === 0 ? {} : { target: this.target };
    return this.tell({ type: 'walletPaid', ...this.made, ...at });
  }

  private lookUp(by: 'timer' | 'start' | 'press', detail: number): unknown {
    const { payment, truth } = this;
    const over = payment.validUntil !== undefined && this.now > payment.validUntil;
    const owes = payment.proof === undefined && this.kind !== 'eip3009';
    if (owes && truth.moved && detail % 3 !== 0) {
      return this.tell({ type: 'proofFound', by, ...this.made });
    }
    // The wallet says "unpaid" only where no money moved and none will.
    const never = this.kind === 'eip3009' ? over || payment.proof === undefined : true;
    const found = truth.moved ? 'paid' : never ? 'unpaid' : 'unknown';
    const told = detail % 4 === 0 ? 'unknown' : found;
    return this.tell({ type: 'lookedUp', by, found: told, loading: detail % 2 === 0 });
  }
}

const kinds: readonly Kind[] = ['lightning', 'eip3009', 'ecash'];

test('whatever happens, a payment is made once, nothing that left is forgotten, and every state is reached and left', () => {
  const reached = new Set<PaymentState>();
  const steps = new Set<string>();
  const moment = fc.tuple(fc.nat({ max: 10_000 }), fc.nat({ max: 10_000 }));
  const targets = fc.constantFrom(page, part, waits);
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      targets,
      fc.array(moment, { maxLength: 30, size: 'max' }),
      (kind, target, moments) => {
        const walk = new Walk(kind, target);
        for (const [choice, detail] of moments) walk.happen(choice, detail);
        for (const state of walk.reached) reached.add(state);
        for (const step of walk.steps) steps.add(step);
      },
    ),
    { numRuns },
  );
  expect([...reached, 'approved'].sort()).toEqual([...STATES].sort());
  for (const state of STATES) {
    const leaves = [...steps].some((step) => {
      const [from, to] = step.split(' → ');
      return from === state && to !== state;
    });
    expect(leaves, state).toBe(state !== 'settled' && state !== 'expired');
  }
});

test('the model sees a machine that forgets money', () => {
  const walk = new Walk('lightning');
  walk.happen(0, 1);
  walk.happen(0, 1);
  expect(walk.truth.moved).toBe(true);
  const forgotten = moveTo(walk.payment, 'expired', walk.now);
  expect(mayHaveMoved(forgotten, walk.now)).toBe(false);
});
