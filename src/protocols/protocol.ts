import type { Offer } from '../core/offers/offer.ts';
import type { ParsedResponse } from '../core/offers/parsed-response.ts';
import type { Proof } from '../core/offers/proof/proof.ts';
import type { Account, RailKind, RailRequest, RailResult } from '../core/offers/rail.ts';
import type { Receipt } from '../core/offers/receipt.ts';
import type { HttpResponse } from '../core/web/http.ts';

/** How a response shows that it holds a challenge of a protocol. Names in lower case. */
export type Found = {
  /** Response headers that carry its challenge; one that ends in `-` stands for all that begin so. */
  readonly headers?: readonly string[];
  /** Its authentication schemes in `WWW-Authenticate` (RFC 9110, section 11.6.1). */
  readonly schemes?: readonly string[];
  /** Headers that it reads besides, which are not its own; each stands for all that begin so. */
  readonly alsoReads?: readonly string[];
  /** It reads bodies: it is asked wherever there is one. */
  readonly readsBody?: true;
  /** A JSON body with one of these members is its own. Case counts. */
  readonly bodyKeys?: readonly string[];
  /** Problem details (RFC 9457) whose type begins so are its own. */
  readonly problemTypes?: readonly string[];
  /** It is asked about every response: its challenge may stand in more places than those above. */
  readonly everywhere?: true;
};

/** What a protocol says of itself. Plain data; the registry derives from it what the rest of Farebox needs. */
export type ProtocolAbout = {
  /** The name of its folder. Offers, payments and passes keep it. */
  readonly id: string;
  /** Its name for users: the one that it gives itself, the same in every language. */
  readonly name: string;
  /** Where it is specified; absent where nothing specifies it. `docs/protocols.md` links to it. */
  readonly specification?: string;
  readonly found: Found;
  /** Names of networks that `core/money/network-table.ts` does not have, by how their ids begin: `monero:mainnet`. */
  readonly networks?: Readonly<Record<string, string>>;
};

/** What a protocol must be given to stay pure: the payer, the clock, the source of randomness. */
export type PayContext = {
  readonly account: Account;
  readonly now: Date;
  /** Fresh bytes from a cryptographic source. */
  readonly random: (length: number) => Uint8Array;
};

/** One wire format that Farebox pays. Pure: text in, values out. `read` and `receipt` never throw. */
export type Protocol = ProtocolAbout & {
  /** The rails on which its offers may be paid. */
  readonly rails: readonly RailKind[];
  /** Its proof may be kept and used again, as a pass. */
  readonly keepsPass?: true;
  /** The nonce of its transfers is its challenge's: the same challenge makes the same request, and is paid once only. */
  readonly sameRequest?: true;
  read(response: HttpResponse): ParsedResponse;
  /** What to ask of the wallet. Throws a FareboxError when the offer must not be paid. */
  request(offer: Offer, context: PayContext): RailRequest;
  /** The headers that go with the repeated request. Pure: the same input gives the same bytes. */
  proof(offer: Offer, request: RailRequest, result: RailResult): Proof;
  /** What the answer to a request that carried our proof says; undefined when it says nothing. */
  receipt(response: HttpResponse): Receipt | undefined;
  /**
   * The same proof in another header, where the answer to it shows that the server looked for it there. `said`: what
   * `receipt` makes of the answer. Absent: the protocol has one place for a proof.
   */
  proofElsewhere?(
    proof: Proof,
    response: HttpResponse,
    said: Receipt | undefined,
  ): Proof | undefined;
  /** Whether the proof of the offer takes the place of the request's own `Authorization`. Absent: it does not. */
  usesAuthorization?(offer: Pick<Offer, 'terms'>): boolean;
  /** Whether a reusable proof of the offer may open other addresses of the site, too. Absent: it does not. */
  opensMore?(offer: Pick<Offer, 'terms'>): boolean;
  /** Money that the answer to our proof gives back: ecash tokens as text. Absent: the protocol gives none. */
  change?(response: HttpResponse): readonly string[];
};

/** A protocol whose offers Farebox shows and does not pay. */
export type ReadOnlyProtocol = ProtocolAbout & Pick<Protocol, 'read'>;

export type AnyProtocol = Protocol | ReadOnlyProtocol;
