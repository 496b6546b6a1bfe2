import { decodeBase64, decodeBase64Text } from '../../core/encoding/base64.ts';
import { isObject, type Json, parseJson } from '../../core/encoding/json.ts';
import { decodeInvoice } from '../../core/lightning/bolt11.ts';
import { decodeRequest } from '../../protocols/cashu/decode.ts';
import { caveatsOf, paymentHashOf } from '../../protocols/l402/macaroon.ts';
import { meaningOf, type Vocabulary } from './meanings.ts';
import type { TreeNode } from './node.ts';

/** Members of one object or list that become lines; the rest is in the raw bytes. */
const MEMBERS = 200;
/** Encodings inside of each other that are decoded. */
const DEPTH = 4;

type Decoded = { readonly encoding: string; readonly children: readonly TreeNode[] };

/** A line with the field's meaning. */
function leaf(vocabulary: Vocabulary | undefined, field: string, value: unknown): TreeNode {
  return { field, value: textOf(value), ...meaningOf(vocabulary, field) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** The members of JSON as lines, each value decoded as far as it is known. */
export function jsonNodes(
  json: Json,
  vocabulary: Vocabulary | undefined,
  depth = 0,
): readonly TreeNode[] {
  const members = Array.isArray(json)
    ? json.map((each, index) => [`[${index}]`, each] as const)
    : Object.entries(isObject(json) ? json : {});
  return members.slice(0, MEMBERS).map(([field, value]): TreeNode => {
    const about = meaningOf(vocabulary, field);
    if (value !== null && typeof value === 'object') {
      return {
        field,
        ...about,
        children: jsonNodes(value as Json, inside(vocabulary, field), depth),
      };
    }
    return { ...valueNode(vocabulary, field, textOf(value), depth), ...about };
  });
}

/** Whose fields a member's own members are. */
function inside(vocabulary: Vocabulary | undefined, field: string): Vocabulary | undefined {
  return vocabulary === 'x402' && (field === 'payload' || field === 'authorization')
    ? 'eip3009'
    : vocabulary;
}

/** A line for a value that may hold something encoded: base64 of JSON, an invoice, a request, a macaroon. */
export function valueNode(
  vocabulary: Vocabulary | undefined,
  field: string,
  value: string,
  depth = 0,
): TreeNode {
  const decoded = depth < DEPTH ? decode(vocabulary, field, value.trim(), depth + 1) : undefined;
  return { ...leaf(vocabulary, field, value), ...decoded };
}

/** What a text holds, where it is in an encoding that is known here. */
export function decode(
  vocabulary: Vocabulary | undefined,
  field: string,
  text: string,
  depth = 1,
): Decoded | undefined {
  if (/^(?:lightning:)?ln(?:bc|tb)/i.test(text)) return invoice(text);
  if (/^(?:cashu:)?creq[ab]/i.test(text)) return cashuRequest(text);
  if (/^[{[]/.test(text)) {
    const json = parseJson(text);
    return json === undefined
      ? undefined
      : { encoding: 'JSON', children: jsonNodes(json, vocabulary, depth) };
  }
  if (/^(?:token|macaroon)$/i.test(field)) return macaroon(text);
  const inner = decodeBase64Text(text)?.trim();
  if (inner === undefined || !/^[{["]/.test(inner)) return undefined;
  const json = parseJson(inner);
  if (json === undefined || json === null || typeof json !== 'object') return undefined;
  return { encoding: 'base64 JSON', children: jsonNodes(json, vocabulary, depth) };
}

function invoice(text: string): Decoded | undefined {
  const read = decodeInvoice(text);
  if (typeof read === 'string') {
    return { encoding: 'BOLT11', children: [{ field: '!', value: `The invoice ${read}.` }] };
  }
  const { network, amount, createdAt, expiresAt, paymentHash, description, descriptionHash } = read;
  const values: readonly (readonly [string, string | undefined])[] = [
    ['network', network],
    ['amount', amount === undefined ? undefined : `${amount} msat`],
    ['created', timeText(createdAt)],
    ['expires', timeText(expiresAt)],
    ['payment_hash', paymentHash],
    ['description', description],
    ['description_hash', descriptionHash],
    ['payee', read.payee],
  ];
  return { encoding: 'BOLT11', children: leaves('bolt11', values) };
}

function leaves(
  vocabulary: Vocabulary,
  values: readonly (readonly [string, string | undefined])[],
): TreeNode[] {
  return values.flatMap(([field, value]) =>
    value === undefined ? [] : [leaf(vocabulary, field, value)],
  );
}

/** `2026-11-26T12:00:00.000Z`, or the number where a Date cannot hold it. */
function timeText(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString();
}

function cashuRequest(text: string): Decoded {
  const read = decodeRequest(text);
  if (typeof read === 'string') {
    return { encoding: 'NUT-18', children: [{ field: '!', value: read }] };
  }
  const { request, encoding } = read;
  const { id, amount, unit, singleUse, mints, mintsPreferred, methods, description, lock } =
    request;
  const values: readonly (readonly [string, string | undefined])[] = [
    ['id', id],
    ['amount', amount?.toString()],
    ['unit', unit],
    ['single_use', String(singleUse)],
    ['mints', mints.length === 0 ? undefined : mints.join(' ')],
    ['mints_preferred', mints.length === 0 ? undefined : String(mintsPreferred)],
    [
      'methods',
      methods.length === 0
        ? undefined
        : methods.map(({ method, fee }) => `${method} +${fee}`).join(', '),
    ],
    ['description', description],
    ['lock', lock === undefined ? undefined : JSON.stringify(lock)],
    [
      'transports',
      request.transports.map(({ type, target }) => `${type} ${target}`).join(', ') || undefined,
    ],
  ];
  return { encoding: `creq${encoding} (NUT-18, NUT-26)`, children: leaves('cashu', values) };
}

function macaroon(text: string): Decoded | undefined {
  const bytes = decodeBase64(text);
  const hash = bytes && paymentHashOf(bytes);
  if (bytes === undefined || hash === undefined) return undefined;
  const caveats = caveatsOf(bytes) ?? [];
  return {
    encoding: 'macaroon',
    children: [
      leaf('l402', 'payment_hash', hash),
      ...caveats.map((caveat) => leaf('l402', 'caveat', caveat)),
    ],
  };
}
