import type { EarlierAnswer, Exchange, RecordedAnswer } from '../core/exchange/exchange.ts';
import type { Payment, PaymentState } from '../core/payment/index.ts';
import type { MoneyView } from './money.ts';
import type { RequestKind } from './request-kind.ts';

/**
 * What became of an exchange: the state of its payment, or, where nothing was paid, whether the 402 can be paid
 * (`asks`), is only explained, or names a protocol and is broken. `pass`: a pass was sent.
 */
export type ExchangeOutcome = PaymentState | 'asks' | 'explained' | 'broken' | 'pass';

/** A line of the list of exchanges. */
export type ExchangeRow = {
  readonly id: string;
  /** ms since 1970. */
  readonly at: number;
  /** ms: when something last came of it. */
  readonly lastAt: number;
  readonly method: string;
  readonly url: string;
  readonly initiator?: string;
  readonly what: RequestKind;
  readonly worker?: true;
  /** Of the answer that asked for money; absent where there was none. */
  readonly status?: number;
  /** Of that answer; absent with it. A body may be read after the row was there. */
  readonly body?: RecordedAnswer['body'];
  /** Of the answer to the proof. */
  readonly paidStatus?: number;
  /** Names of the protocols of its offers and faults. */
  readonly protocols: readonly string[];
  /** Of the offer that was paid, or else the first. */
  readonly money?: MoneyView;
  readonly testnet?: true;
  readonly outcome: ExchangeOutcome;
};

/** What became of ecash that was sent. `taken`: it is ours again; `unknown`: the mint does not say. */
export type EcashFate = 'unspent' | 'pending' | 'spent' | 'taken' | 'unknown';

/**
 * An exchange whole, with the journal's record of its payment and, in every state, the hash of the quote (empty where it is
 * not known any more). Both hold proofs: only own pages get them.
 */
export type ExchangeView = {
  readonly exchange: Exchange;
  readonly payment?: Payment;
  /** What its address asked for before, oldest first. Checks compare with it; nothing of it is exported. */
  readonly earlier?: readonly EarlierAnswer[];
  /** Proofs that other requests of the tab took to the same site, each with what was asked before: an answer may repeat them. */
  readonly otherProofs?: readonly Pick<Exchange, 'asked' | 'sent'>[];
};
