import { type JsonObject, member } from '../core/encoding/json.ts';
import type { Notice } from '../core/offers/notice.ts';
import type { Offer } from '../core/offers/offer.ts';
import {
  EMPTY_RESPONSE,
  type ParsedResponse,
  type Problem,
} from '../core/offers/parsed-response.ts';
import { withRules } from '../core/offers/payable.ts';
import { type HttpResponse, hasHeader } from '../core/web/http.ts';
import { notices } from './notices/index.ts';
import type { Heard } from './notices/response/reader.ts';
import type { AnyProtocol, Found, Protocol } from './protocol.ts';
import { type ChallengeOf, withinSizeLimits } from './size-limits.ts';

/** Anything that reads a response. `soFar` is what the readers before it in the list found. */
export type Reader = {
  read(response: HttpResponse, soFar: Heard): ParsedResponse;
  /** False where it has nothing to read; absent: it is always asked. */
  hears?(response: HttpResponse): boolean;
};

/** What the rest of Farebox asks of a list of protocols. */
export type Protocols = {
  /** What all of them together make of a response; never throws, linear in its input. */
  read(response: HttpResponse): ParsedResponse;
  /** The one that pays offers of this id; undefined for one that is only read, and for none of the list. */
  payingById(id: string): Protocol | undefined;
  nameOf(id: string): string;
  isChallengeHeader(name: string): boolean;
  /** Whether a JSON body is a protocol's own. */
  isOfProtocol(body: JsonObject): boolean;
  networkName(id: string): string | undefined;
};

const NETWORK_ID = /^([a-z][a-z0-9]{1,15}):([a-z0-9-]{1,32})$/;

/** A list of protocols, with the readers of what no wallet can pay behind them. */
export function createProtocols(list: readonly AnyProtocol[]): Protocols {
  const byId = new Map(list.map((protocol) => [protocol.id, protocol]));
  const networks = new Map(list.flatMap(({ networks = {} }) => Object.entries(networks)));
  const readers = [...list.map(readerOf), notices];
  const challengeOf: ChallengeOf = (name, value) =>
    list.find(({ found }) => carries(found, name.toLowerCase(), value))?.id;
  const isOfProtocol = (body: JsonObject) => list.some(({ found }) => owns(found, body));
  return {
    read: (response) => readWith(readers, response, challengeOf, isOfProtocol),
    payingById: (id) => {
      const protocol = byId.get(id);
      return protocol !== undefined && 'proof' in protocol ? protocol : undefined;
    },
    isOfProtocol,
    nameOf: (id) => byId.get(id)?.name ?? id,
    isChallengeHeader: (name) => {
      const lower = name.toLowerCase();
      return lower === AUTHENTICATE || list.some(({ found }) => hasName(found.headers, lower));
    },
    networkName: (id) => {
      const [, family = '', name = ''] = NETWORK_ID.exec(id) ?? [];
      const spoken = networks.get(family);
      if (spoken === undefined) return undefined;
      return name === 'mainnet' ? spoken : `${spoken} ${name}`;
    },
  };
}

const AUTHENTICATE = 'www-authenticate';

/** A protocol is asked only where a header that it reads is there, or a body where it reads bodies. */
function readerOf(protocol: AnyProtocol): Reader {
  const { headers = [], schemes = [], alsoReads = [], readsBody, everywhere } = protocol.found;
  const names = [...headers, ...alsoReads, ...(schemes.length > 0 ? [AUTHENTICATE] : [])];
  const read = (response: HttpResponse) => protocol.read(response);
  if (everywhere === true) return { read };
  return {
    read,
    hears: (response) =>
      (readsBody === true && response.body !== undefined) ||
      names.some((name) => hasHeader(response, name)),
  };
}

function hasName(names: readonly string[] = [], name: string): boolean {
  return names.some((each) => (each.endsWith('-') ? name.startsWith(each) : name === each));
}

/** Whether a header line would be a challenge of a protocol. */
function carries({ headers, schemes = [] }: Found, name: string, value: string): boolean {
  if (name !== AUTHENTICATE) return hasName(headers, name);
  const start = value.slice(0, 32).trimStart().toLowerCase();
  return schemes.some((scheme) => start.startsWith(`${scheme} `));
}

/** Whether a JSON body is a protocol's own. */
function owns({ bodyKeys = [], problemTypes = [] }: Found, body: JsonObject): boolean {
  const type = member(body, 'type');
  return (
    bodyKeys.some((key) => Object.hasOwn(body, key)) ||
    (typeof type === 'string' && problemTypes.some((each) => type.startsWith(each)))
  );
}

/** What the given readers together make of a response; never throws, linear in its input. */
export function readWith(
  readers: readonly Reader[],
  whole: HttpResponse,
  challengeOf: ChallengeOf = () => undefined,
  isOfProtocol: (body: JsonObject) => boolean = () => false,
): ParsedResponse {
  const { response, problems: lost } = withinSizeLimits(whole, challengeOf);
  const offers: Offer[] = [];
  const found: Notice[] = [];
  const problems: Problem[] = [...lost];
  for (const reader of readers) {
    if (reader.hears?.(response) === false) continue;
    const reading = reader.read(response, { offers, notices: found, problems, isOfProtocol });
    if (reading === EMPTY_RESPONSE) continue;
    offers.push(...reading.offers.map((offer) => withRules(offer, response)));
    found.push(...reading.notices);
    problems.push(...reading.problems);
  }
  const empty = offers.length === 0 && found.length === 0 && problems.length === 0;
  return empty ? EMPTY_RESPONSE : { offers, notices: found, problems };
}
