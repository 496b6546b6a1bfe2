import { isObject, type JsonObject, member, parseJson } from '../../../core/encoding/json.ts';
import type { Random } from '../../deps.ts';
import type { Connection } from '../connection.ts';
import { type Event, readEvent, signEvent, tagOf } from '../crypto/event.ts';
import * as nip04 from '../crypto/nip04.ts';
import * as nip44 from '../crypto/nip44.ts';
import type { RelayConnection } from './relay.ts';
import { relayRequest } from './relay-request.ts';

export type Encryption = 'nip44_v2' | 'nip04';

/** A wallet's answer (NIP-47, section "Response Events"); `silent`: none came. */
export type Answer =
  | { readonly kind: 'result'; readonly result: JsonObject }
  | { readonly kind: 'error'; readonly code: string }
  | { readonly kind: 'silent'; readonly left: boolean };

/** What the wallet service announces: the methods it knows, and how it may be spoken to. */
export type Info = { readonly methods: readonly string[]; readonly encryption: Encryption };

const INFO = 13_194;
const REQUEST = 23_194;
const RESPONSE = 23_195;

export type ClientDeps = {
  readonly lines: readonly RelayConnection[];
  /** ms since 1970. */
  readonly now: () => number;
  readonly random: Random;
  /** ms: how long an answer is awaited after the relay lost it or refused the request; absent: five seconds. */
  readonly afterLoss?: number | undefined;
};

/** The info event; undefined when the relay has none. `left` of a silence is always false. */
export async function readInfo(
  { lines }: ClientDeps,
  { wallet }: Connection,
  timeout: number,
): Promise<Info | undefined> {
  const found = await relayRequest(lines, {
    filter: { kinds: [INFO], authors: [wallet], limit: 1 },
    take: (value) => readEvent(value, wallet),
    timeout,
  });
  if (found.kind !== 'answer' || found.answer.kind !== INFO) return undefined;
  const schemes = tagOf(found.answer, 'encryption')?.split(' ') ?? ['nip04'];
  return {
    methods: found.answer.content.split(' ').filter((method) => method !== ''),
    encryption: schemes.includes('nip44_v2') ? 'nip44_v2' : 'nip04',
  };
}

/** Asks the wallet for something and waits for its answer, at most `timeout` ms. Never throws. */
export async function call(
  deps: ClientDeps,
  connection: Connection,
  encryption: Encryption,
  method: string,
  params: JsonObject,
  timeout: number,
): Promise<Answer> {
  const { wallet, secret } = connection;
  const event = await requestEvent(deps, connection, encryption, { method, params }, timeout);
  const found = await relayRequest(deps.lines, {
    // Not by `p`: some services leave it out.
    filter: { kinds: [RESPONSE], authors: [wallet], '#e': [event.id] },
    event,
    take: async (value) => {
      const answer = readEvent(value, wallet);
      if (answer?.kind !== RESPONSE || tagOf(answer, 'e') !== event.id) return undefined;
      if (encryption === 'nip04') {
        return readAnswer(await nip04.open(secret, wallet, answer.content), method);
      }
      const text = nip44.open(secret, wallet, answer.content);
      if (text !== undefined) return readAnswer(text, method);
      // A wallet that knows only NIP-04 can say so only in NIP-04; nothing else is believed in it.
      const old = readAnswer(await nip04.open(secret, wallet, answer.content), method);
      return old?.kind === 'error' && old.code === 'UNSUPPORTED_ENCRYPTION' ? old : undefined;
    },
    timeout,
    afterLoss: deps.afterLoss,
  });
  return found.kind === 'answer' ? found.answer : found;
}

async function requestEvent(
  { now, random }: ClientDeps,
  { wallet, secret }: Connection,
  encryption: Encryption,
  request: object,
  timeout: number,
): Promise<Event> {
  const text = JSON.stringify(request);
  const seconds = Math.floor(now() / 1000);
  const newest = encryption === 'nip44_v2';
  const content = newest
    ? nip44.seal(secret, wallet, text, random(32))
    : await nip04.seal(secret, wallet, text, random(16));
  const tags = [
    ['p', wallet],
    ...(newest ? [['encryption', 'nip44_v2']] : []),
    // A request that is still on a relay must not be obeyed once its answer is no longer awaited.
    ['expiration', String(seconds + Math.ceil(timeout / 1000))],
  ];
  return signEvent(secret, REQUEST, tags, content, seconds);
}

function readAnswer(text: string | undefined, method: string): Answer | undefined {
  const answer = text === undefined ? undefined : parseJson(text);
  if (!isObject(answer) || (member(answer, 'result_type') ?? method) !== method) return undefined;
  const error = member(answer, 'error');
  if (isObject(error)) return { kind: 'error', code: String(member(error, 'code')) };
  const result = member(answer, 'result');
  return isObject(result) ? { kind: 'result', result } : undefined;
}
