import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { WebSocket } from 'ws';
import { type Event, signEvent } from '../../../../src/wallets/nwc/crypto/event.ts';
import { publicKeyOf } from '../../../../src/wallets/nwc/crypto/keys.ts';
import * as nip04 from '../../../../src/wallets/nwc/crypto/nip04.ts';
import * as nip44 from '../../../../src/wallets/nwc/crypto/nip44.ts';
import type { Relay } from './relay.ts';

export const PREIMAGE = '11'.repeat(32);
export const HASH = bytesToHex(sha256(hexToBytes(PREIMAGE)));

const CLIENT = 'b2'.repeat(32);
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

type Request = { readonly method: string; readonly params: Record<string, unknown> };
/** An answer's result or error; undefined: none is sent. */
export type Reply = { result?: object; error?: { code: string; message: string } } | undefined;

/** A wallet service (NIP-47) on a relay, which answers what it is told to. */
export async function startService(
  relay: Relay,
  encryption: 'nip44_v2' | 'nip04' = 'nip44_v2',
  secret = 'a1'.repeat(32),
  methods = 'pay_invoice get_balance get_info lookup_invoice',
) {
  const socket = new WebSocket(relay.url);
  await new Promise((resolve) => socket.once('open', resolve));
  const client = publicKeyOf(CLIENT);
  const pubkey = publicKeyOf(secret);
  const now = () => Math.floor(Date.now() / 1000);
  const publish = (event: Event) => socket.send(JSON.stringify(['EVENT', event]));
  const replies: Record<string, (params: Request['params']) => Reply> = {
    get_info: () => ({
      result: { alias: 'A wallet\u202e', network: 'regtest', methods: ['pay_invoice'] },
    }),
    pay_invoice: () => ({ result: { preimage: PREIMAGE, fees_paid: 1000 } }),
    get_balance: () => ({ result: { balance: 21_000 } }),
  };
  const asked: Request[] = [];
  const send = async (method: string, id: string, reply: Reply, key = secret) => {
    if (reply === undefined) return;
    const text = JSON.stringify({ result_type: method, ...reply });
    const content =
      encryption === 'nip44_v2'
        ? nip44.seal(secret, client, text, random(32))
        : await nip04.seal(secret, client, text, random(16));
    // No `p`: some services leave it out.
    publish(signEvent(key, 23_195, [['e', id]], content, now()));
  };
  socket.on('message', async (data) => {
    const [kind, , event] = JSON.parse(String(data)) as [string, string, Event];
    if (kind !== 'EVENT') return;
    const text =
      encryption === 'nip44_v2'
        ? nip44.open(secret, client, event.content)
        : await nip04.open(secret, client, event.content);
    const request = JSON.parse(text ?? '{}') as Request;
    asked.push(request);
    const reply = replies[request.method]?.(request.params);
    await send(request.method, event.id, reply);
  });
  const tags = encryption === 'nip44_v2' ? [['encryption', 'nip04 nip44_v2']] : [];
  publish(signEvent(secret, 13_194, tags, methods, now()));
  socket.send(JSON.stringify(['REQ', 'all', { kinds: [23_194], '#p': [pubkey] }]));
  while (relay.published.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  return {
    uri: `nostr+walletconnect://${pubkey}?relay=${encodeURIComponent(relay.url)}&secret=${CLIENT}`,
    pubkey,
    asked,
    replies,
    send,
    times: (method: string) => asked.filter((each) => each.method === method).length,
    close: () => socket.terminate(),
  };
}
