import type { ChainTransaction } from '../../core/exchange/chain-transaction.ts';
import type { HttpResponse } from '../../core/web/http.ts';
import type { TakenRequest } from '../../inspect/take/request.ts';
import type { EcashFate, ExchangeView } from '../../messages/index.ts';

/**
 * What came of a request that was sent again. `cut`: the body is the beginning of a longer one; `redirects`: the server
 * leads elsewhere, and nothing followed; `error`: the browser's own words.
 */
export type Replayed =
  | { readonly response: HttpResponse; readonly cut?: true }
  | { readonly redirects: true }
  | { readonly error: string };

/** What the developers' page can do. */
export type InspectorAct = {
  /** Farebox's own version. */
  readonly version: string;
  load(id: string): Promise<ExchangeView | undefined>;
  /** Asks the chain for the transaction of an exchange's receipt; undefined where it names none. `error`: to be read. */
  chain(
    view: ExchangeView,
  ): Promise<{ readonly transaction?: ChainTransaction } | { readonly error: string }>;
  /** Asks the mint what became of the ecash that an exchange sent; undefined where none was. `error`: to be read. */
  mint(view: ExchangeView): Promise<{ readonly fate?: EcashFate } | { readonly error: string }>;
  clear(): void;
  preserve(on: boolean): void;
  filter(text: string): void;
  save(name: string, type: string, text: string): void;
  /** Sends the request of an exchange again, without the page. With the proof: it counts as sent from then on. */
  replay(
    view: ExchangeView,
    wish: { readonly proof: boolean; readonly cookies: boolean },
  ): Promise<Replayed>;
  /** Sends a pasted request once, without cookies; redirects are not followed. */
  ask(request: TakenRequest): Promise<Replayed>;
};

/** What "what if" reads, and from where it is taken to come. `entry`: which one of a HAR is chosen. */
export type WhatIfText = { readonly text: string; readonly url: string; readonly entry?: number };
