import type { Proof } from '../offers/proof/proof.ts';
import type { RailRequest, RailResult } from '../offers/rail.ts';
import type { Receipt } from '../offers/receipt.ts';
import type { Detour } from './landing.ts';
import type { Came, Change, Ending, Target } from './payment.ts';

/** What an answer to the proof makes of a payment (`background/payments/outcome.ts` reads it from the response). */
export type Outcome = {
  readonly state: 'sent' | 'settled' | 'refused' | 'unknown';
  readonly ending?: Ending;
  readonly receipt?: Receipt;
  readonly came?: Came;
  readonly detour?: Detour;
  /** Origin of the page, where it is another than the paid one. */
  readonly landedAt?: string;
};

/** The proof that was made of what a wallet gave. */
export type Made = {
  readonly proof: Proof;
  readonly validUntil?: number;
  /** Scripts of the page have seen it: whether it was used is known from the wallet's chain alone. */
  readonly seen?: true;
  readonly paid?: { readonly preimage?: string; readonly fee?: string };
};

/** Who asks what became of a payment: a timer, the start of the worker, or the user. */
export type AskedBy = 'timer' | 'start' | 'press';

/** What the browser says of a payment's tab and proof when the worker starts. */
export type Surroundings = {
  /** The payment's tab is there and shows the site that was paid. */
  readonly there: boolean;
  readonly loading: boolean;
  /** The browser is saving the file that was paid for. */
  readonly downloading: boolean;
  readonly attached: boolean;
  /** The proof has left, or may have left while no one watched. */
  readonly mayHaveLeft: boolean;
  /** The wallet moves the money once, however often it is asked for this payment. */
  readonly repeatable: boolean;
  /** A timer will ask what became of it. */
  readonly hasTimer: boolean;
};

/** Everything that can happen to a payment. */
export type PaymentEvent =
  | { readonly type: 'requestMade'; readonly request: RailRequest; readonly room?: string }
  | { readonly type: 'requestFailed'; readonly error: string; readonly detail: readonly string[] }
  /** The wallet did its part. `target`: where the proof is to go at once; absent where it waits for a press. */
  | ({ readonly type: 'walletPaid'; readonly target?: Target } & Made)
  /**
   * The wallet did not do its part. `moved`: whether money moved. `no` only where that is certain; `yes` where it paid
   * and has no proof of it. `answer`: what it gave, of which no proof could be made. `seen`: it may have signed, and others
   * may have the signature.
   */
  | {
      readonly type: 'walletFailed';
      readonly moved: 'no' | 'unsure' | 'yes';
      readonly error: string;
      readonly detail: readonly string[];
      readonly answer?: RailResult;
      readonly seen?: true;
    }
  /** The proof goes with the next load of its page, there. */
  | { readonly type: 'sendProof'; readonly target: Target }
  /** The user pressed "Open the page". `attached`: the proof waits for its request, or for the answer to it. */
  | { readonly type: 'sendPressed'; readonly attached: boolean }
  /** The user took the proof to the clipboard: it may be on its way. */
  | { readonly type: 'proofCopied' }
  /** `noTab`: no tab was found for the proof; that it was to be sent once more is not written down. */
  | { readonly type: 'attachFailed'; readonly noTab?: true }
  /** The user has the page loaded anew, so that its scripts make the request again for which the proof waits. */
  | { readonly type: 'reloadPressed' }
  /** The user does not want the armed proof to wait any more. */
  | { readonly type: 'takeDownPressed' }
  /** No element of the page has the address any more that Farebox would have it ask for again. */
  | { readonly type: 'noElement' }
  /** The user has the browser save it as a file, with the proof. */
  | { readonly type: 'downloadPressed' }
  | { readonly type: 'proofLeft' }
  | { readonly type: 'proofWithheld' }
  /**
   * `played`: a film or sound came, whose player asks for its parts one by one. `elsewhere`: the same proof in the header
   * in which the server looks for it, where it answered as if it had seen none.
   */
  | {
      readonly type: 'answered';
      readonly outcome: Outcome;
      readonly change?: readonly Change[];
      readonly played?: true;
      readonly elsewhere?: Proof;
    }
  /** The answer of the address that a redirect led to. */
  | { readonly type: 'landed'; readonly outcome: Outcome }
  /** The body of a second 402 came later, and names the reason. */
  | { readonly type: 'explained'; readonly ending: Ending; readonly receipt?: Receipt }
  /** The request ended without an answer. */
  | { readonly type: 'requestLost'; readonly error: string }
  /** What the document of the tab shows of a payment that was settled. */
  | { readonly type: 'came'; readonly came: Came }
  | {
      readonly type: 'lookedUp';
      readonly by: AskedBy;
      readonly found: 'paid' | 'unpaid' | 'unknown';
      readonly loading: boolean;
    }
  /** The wallet had paid after all, and gave the proof. */
  | ({ readonly type: 'proofFound'; readonly by: AskedBy } & Made)
  | { readonly type: 'checkPressed' }
  /** The timer of its name has rung. */
  | { readonly type: 'checkDue' }
  | { readonly type: 'sendOverdue'; readonly mayHaveLeft: boolean }
  | { readonly type: 'pendingOver' }
  | { readonly type: 'armDue' }
  /** The armed proof was taken down; `mayHaveLeft`: before that. */
  | { readonly type: 'armOver'; readonly mayHaveLeft: boolean }
  | { readonly type: 'started'; readonly around: Surroundings; readonly missed?: Outcome }
  | { readonly type: 'takeBackPressed' }
  | { readonly type: 'takenBack'; readonly result: 'taken' | 'spent' }
  /** The user leaves it at that: paid, and not delivered. */
  | { readonly type: 'givenUp' }
  /** The user read how it ended. */
  | { readonly type: 'looked' }
  | { readonly type: 'changeGiven'; readonly change: readonly Change[] }
  /** What the wallet knows of one token of the change; absent: it is none. */
  | { readonly type: 'changeKnown'; readonly id: string; readonly known?: Change };

export type EventType = PaymentEvent['type'];

/**
 * The timers of a payment. `check`: look up; `send`: the proof should have left by now; `pending`: send it again; `arm`:
 * the proof has waited long enough for its request.
 */
export type TimerName = 'check' | 'send' | 'pending' | 'arm';

/** What is to be done after a step, in this order. Data: `background/payments/effects.ts` does it. */
export type Effect =
  | { readonly type: 'makeRequest' }
  | { readonly type: 'askWallet'; readonly again: boolean }
  | { readonly type: 'lookUp'; readonly by: AskedBy }
  /** Finds the tab that the proof goes to, and sends it; `onlyThere`: only if the tab still shows the site. */
  | { readonly type: 'findTarget'; readonly onlyThere: boolean }
  | { readonly type: 'attach' }
  | { readonly type: 'load' }
  /** Has the browser save what was paid for. */
  | { readonly type: 'download' }
  /** Gives the element that asked its address again. */
  | { readonly type: 'setAgain' }
  /** Tells the page's call that is held to repeat itself, which the proof goes with. */
  | { readonly type: 'release' }
  | { readonly type: 'detach' }
  /** Leaves a proof that may be used again to the player of the film that it was paid for. */
  | { readonly type: 'keepAttached' }
  /** Takes the proof down that waits, and finds out whether it has left before. */
  | { readonly type: 'takeDown' }
  /** Takes the browser's rule down; the answer to a request that has left is still heard. */
  | { readonly type: 'disarm' }
  | { readonly type: 'setTimer'; readonly timer: TimerName; readonly at: number }
  | { readonly type: 'clearTimer'; readonly timer: TimerName }
  /** The popup of the payment's tab shows this payment. */
  | { readonly type: 'showInTab' }
  | { readonly type: 'keepPass'; readonly good: boolean }
  | { readonly type: 'keepPreimage' }
  | { readonly type: 'rememberPayee' }
  | { readonly type: 'takeBack' }
  | { readonly type: 'takeInChange' }
  | { readonly type: 'leaveRoom' }
  | { readonly type: 'badge'; readonly badge: 'busy' | 'waits' | 'paid' | 'failed' }
  | { readonly type: 'forgetBalances' }
  | { readonly type: 'redraw' };

export type EffectType = Effect['type'];
