import {
  type Lock,
  MAX_ITEMS,
  Malformed,
  type MeltMethod,
  type PaymentRequest,
  type Transport,
} from './request.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The request in the bytes of a `creqb1` string (NUT-26): type (1 byte), length (2 bytes), value, again and
 * again. Unknown types are skipped, as the NUT asks; a known one that may stand once must not stand twice.
 * Throws `Malformed`.
 */
export function readCreqB(bytes: Uint8Array): PaymentRequest {
  const fields = readTlv(bytes);
  const unit = fields.once(3);
  const lock = fields.once(8);
  return {
    id: textOf(fields.once(1)),
    amount: amountOf(fields.once(2), 'Tag 2 (amount)'),
    // One zero byte stands for sat; every other unit is spelled out.
    unit: unit?.length === 1 && unit[0] === 0 ? 'sat' : textOf(unit),
    singleUse: flagOf(fields.once(4), 'Tag 4 (single use)'),
    mints: fields.all(5).map((mint) => utf8Text(mint)),
    mintsPreferred: flagOf(fields.once(9), 'Tag 9 (mints preferred)'),
    methods: fields.all(10).map(methodOf),
    description: textOf(fields.once(6)),
    transports: fields.all(7).map(transportOf),
    lock: lock === undefined ? undefined : lockOf(lock),
  };
}

type Fields = {
  once(tag: number): Uint8Array | undefined;
  all(tag: number): readonly Uint8Array[];
};

function readTlv(bytes: Uint8Array): Fields {
  const found = new Map<number, Uint8Array[]>();
  let at = 0;
  while (at < bytes.length) {
    const [tag, high, low] = bytes.subarray(at, at + 3);
    if (tag === undefined || high === undefined || low === undefined) {
      throw new Malformed('The request ends inside of a tag.');
    }
    const end = at + 3 + ((high << 8) | low);
    if (end > bytes.length) throw new Malformed(`Tag ${tag} is longer than the request.`);
    const values = found.get(tag) ?? [];
    if (values.length >= MAX_ITEMS) throw new Malformed(`Tag ${tag} stands too often.`);
    values.push(bytes.subarray(at + 3, end));
    found.set(tag, values);
    at = end;
  }
  return {
    once(tag) {
      const values = found.get(tag) ?? [];
      if (values.length > 1) throw new Malformed(`Tag ${tag} stands twice.`);
      return values[0];
    },
    all: (tag) => found.get(tag) ?? [],
  };
}

function utf8Text(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Malformed('A text is not UTF-8.');
  }
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : utf8Text(bytes);
}

function flagOf(bytes: Uint8Array | undefined, what: string): boolean {
  if (bytes !== undefined && (bytes.length !== 1 || (bytes[0] ?? 2) > 1)) {
    throw new Malformed(`${what} is neither 0 nor 1.`);
  }
  return bytes?.[0] === 1;
}

/** Tag 10: sub-tag 1 is the method's name, sub-tag 2 its fee. */
function methodOf(bytes: Uint8Array): MeltMethod {
  const fields = readTlv(bytes);
  const method = textOf(fields.once(1));
  if (method === undefined) throw new Malformed('Tag 10 (supported method) names no method.');
  return { method, fee: amountOf(fields.once(2), 'The fee of a supported method') ?? 0n };
}

function amountOf(bytes: Uint8Array | undefined, what: string): bigint | undefined {
  if (bytes === undefined) return undefined;
  if (bytes.length !== 8) throw new Malformed(`${what} is not 8 bytes long.`);
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

const TRANSPORTS = ['nostr', 'post'];
const LOCKS = ['P2PK', 'HTLC'];

/** Kinds that a later NUT may define keep their number as their name. */
function kindOf(bytes: Uint8Array | undefined, names: readonly string[], what: string): string {
  const kind = bytes?.[0];
  if (bytes?.length !== 1 || kind === undefined) throw new Malformed(`A ${what} has no kind.`);
  return names[kind] ?? `${kind}`;
}

function transportOf(bytes: Uint8Array): Transport {
  const fields = readTlv(bytes);
  const type = kindOf(fields.once(1), TRANSPORTS, 'transport');
  const target = fields.once(2);
  if (target === undefined) throw new Malformed('A transport has no target.');
  // A Nostr target is a raw public key; it is only shown, so hex will do.
  return { type, target: type === 'post' ? utf8Text(target) : hex(target) };
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function lockOf(bytes: Uint8Array): Lock {
  const fields = readTlv(bytes);
  const data = fields.once(2);
  if (data === undefined) throw new Malformed('A lock has no data.');
  return {
    kind: kindOf(fields.once(1), LOCKS, 'lock'),
    data: utf8Text(data),
    tags: fields.all(3).map(tagOf),
  };
}

/** A tag tuple: length (1 byte) and text, for the key and for each value. */
function tagOf(bytes: Uint8Array): string[] {
  const parts: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = at + 1 + (bytes[at] ?? 0);
    if (end > bytes.length) throw new Malformed('A tag is longer than its lock.');
    parts.push(utf8Text(bytes.subarray(at + 1, end)));
    at = end;
  }
  return parts;
}
