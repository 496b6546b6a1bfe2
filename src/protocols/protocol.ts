import type { HttpResponse } from '../core/http.ts';
import type { Account, RailRequest, RailResult } from '../core/rail.ts';
import type { Offer, Proof, ProtocolId, Reading, Receipt } from '../core/reading.ts';

/** What a protocol may not make up for itself, so that it stays pure: the payer, the clock, the dice. */
export type PayContext = {
  readonly account: Account;
  readonly now: Date;
  /** Fresh bytes from a cryptographic source. */
  readonly random: (length: number) => Uint8Array;
};

/** One wire format. Pure: text in, values out. `read` and `receipt` never throw. */
export type Protocol = {
  readonly id: ProtocolId;
  read(response: HttpResponse): Reading;
  /** What to ask of the wallet. Throws a FareboxError when the offer must not be paid. */
  request(offer: Offer, context: PayContext): RailRequest;
  /** The headers that go with the repeated request. Pure: the same input gives the same bytes. */
  proof(offer: Offer, request: RailRequest, result: RailResult): Proof;
  /** What the answer to a request that carried our proof says; undefined when it says nothing. */
  receipt(response: HttpResponse): Receipt | undefined;
  /** Whether a reusable proof of the offer may open other addresses of the site, too. Absent: it does not. */
  opensMore?(offer: Pick<Offer, 'terms'>): boolean;
  /** Money that the answer to our proof gives back: ecash tokens as text. Absent: the protocol gives none. */
  change?(response: HttpResponse): readonly string[];
};

/** A protocol of which Farebox reads offers but pays none. */
export type ReadOnlyProtocol = Pick<Protocol, 'id' | 'read'>;
