import * as v from 'valibot';
import { parseJson } from '../../core/encoding/json.ts';
import { numbered, readStored, type Stored } from '../../core/encoding/stored.ts';
import { type Connection, parseConnection } from './connection.ts';
import { type Answer, type ClientDeps, call, type Encryption, type Info } from './relay/client.ts';

/** What rests sealed of a connection: its string, and the best encryption that was ever seen of its wallet. */
export type Kept = { readonly connection: Connection; readonly encryption: Encryption };

const KEPT = {
  schema: v.object({
    version: v.literal(1),
    uri: v.string(),
    encryption: v.picklist(['nip44_v2', 'nip04']),
  }),
  from: [numbered],
} satisfies Stored<v.GenericSchema>;

/** The text to be sealed. */
export function textOf(uri: string, encryption: Encryption): string {
  return JSON.stringify({ version: 1, uri: uri.trim(), encryption });
}

/**
 * What was sealed; undefined when it is not ours. Version 0.1.0 sealed the bare string, and kept the encryption in the
 * open: `shown`. Throws as `parseConnection` does.
 */
export function readKept(
  text: string | undefined,
  shown: Encryption | undefined,
): Kept | undefined {
  if (text === undefined) return undefined;
  if (isBare(text)) return shown && { connection: parseConnection(text), encryption: shown };
  const kept = readStored(KEPT, parseJson(text));
  return kept && { connection: parseConnection(kept.uri), encryption: kept.encryption };
}

/** Whether a sealed text is as version 0.1.0 wrote it: a connection string and nothing else. */
export function isBare(text: string | undefined): text is string {
  return text !== undefined && /^nostr\+?walletconnect:/i.test(text);
}

/** How much of the patience for a question a wallet gets to answer in NIP-44 when it may not know that. */
const FIRST_TRY = 1 / 3;

/**
 * The wallet's answer to `get_info`, and the encryption that it came in. NIP-44 is tried first, whatever the relay
 * shows as the wallet's info event: it may hide it, or keep showing an old one. NIP-04 (no authentication of the text,
 * and deprecated) only where neither the info event nor `before` (the best that was seen earlier) says NIP-44.
 * `timeout` in ms for each try.
 */
export async function greet(
  client: ClientDeps,
  connection: Connection,
  info: Info | undefined,
  before: Encryption | undefined,
  timeout: number,
): Promise<{ readonly encryption: Encryption; readonly answer: Answer }> {
  const knows = [info?.encryption, before].includes('nip44_v2');
  const first = knows ? timeout : timeout * FIRST_TRY;
  const answer = await call(client, connection, 'nip44_v2', 'get_info', {}, first);
  const unread =
    (answer.kind === 'silent' && answer.left) ||
    (answer.kind === 'error' && answer.code === 'UNSUPPORTED_ENCRYPTION');
  if (knows || !unread) return { encryption: 'nip44_v2', answer };
  return {
    encryption: 'nip04',
    answer: await call(client, connection, 'nip04', 'get_info', {}, timeout),
  };
}
