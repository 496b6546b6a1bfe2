import * as v from 'valibot';
import type { Exchange } from '../../../src/checks/index.ts';
import { isObject, type Json, type JsonObject, member } from '../../../src/core/encoding/json.ts';
import type { HeaderLine } from '../../../src/core/web/http.ts';
import { originOf } from '../../../src/core/web/origin.ts';
import { REQUEST_TYPES } from '../../../src/core/web/request-type.ts';
import { NothingChecked } from './options.ts';
import { TEXTS } from './texts.ts';

// An exchange as a file: what src/checks/exchange.ts calls one. A field of another name is refused, or what it says would
// silently be left out of what is checked.

const pair = v.pipe(
  v.strictTuple([v.string(), v.string()]),
  v.transform(([name, value]): HeaderLine => [name, value]),
);
const named = v.pipe(
  v.strictObject({ name: v.string(), value: v.string() }),
  v.transform(({ name, value }): HeaderLine => [name, value]),
);
const headers = v.union(
  [
    v.array(pair),
    v.array(named),
    v.pipe(
      v.record(v.string(), v.string()),
      v.transform((object): HeaderLine[] => Object.entries(object)),
    ),
  ],
  TEXTS.badHeaders,
);

const status = v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599));
const url = v.pipe(
  v.string(),
  v.check((text) => originOf(text) !== undefined, TEXTS.badFileUrl),
);
const origin = v.pipe(
  url,
  v.transform((text) => new URL(text).origin),
);

const answer = {
  status,
  headers: v.exactOptional(headers, []),
  body: v.exactOptional(v.string()),
  truncated: v.exactOptional(v.literal(true)),
};
const answerObject = v.strictObject(answer);
const redirects = v.array(v.strictObject({ url, status, location: url }));

// What the checks can be given, a file can say.
const exchange = v.strictObject({
  url: v.exactOptional(url),
  method: v.exactOptional(v.string()),
  requestHeaders: v.exactOptional(headers),
  requestBody: v.exactOptional(v.string()),
  redirects: v.exactOptional(redirects),
  answer: answerObject,
  initiator: v.exactOptional(
    v.strictObject({
      origin,
      type: v.picklist(REQUEST_TYPES),
      mode: v.exactOptional(v.picklist(['navigate', 'cors', 'no-cors', 'same-origin'])),
    }),
  ),
  preflight: v.exactOptional(
    v.strictObject({ ...answer, requestHeaders: v.exactOptional(headers) }),
  ),
  paid: v.exactOptional(
    v.strictObject({
      headers,
      redirects: v.exactOptional(redirects),
      answer: v.exactOptional(answerObject),
    }),
  ),
  earlier: v.exactOptional(
    v.array(v.strictObject({ ...answer, isInvoicePaid: v.exactOptional(v.literal(true)) })),
  ),
  openapi: v.exactOptional(v.string()),
  now: v.exactOptional(v.number()),
} satisfies Record<keyof Exchange, v.GenericSchema>);

/** An exchange with what the file does not have to say. */
export type FileExchange = v.InferOutput<typeof exchange>;

/** `{ url, status, headers, body }`: an answer by itself, with what else is known of its request. */
function fromBareAnswer(value: JsonObject): JsonObject {
  if (member(value, 'answer') !== undefined) return value;
  const own = Object.entries(value);
  const isOfAnswer = ([name]: readonly [string, Json]) => Object.hasOwn(answer, name);
  return {
    ...Object.fromEntries(own.filter((each) => !isOfAnswer(each))),
    answer: Object.fromEntries(own.filter(isOfAnswer)),
  };
}

/**
 * The exchange that a JSON value is; undefined for what has neither an answer nor a status. Throws NothingChecked that names
 * the field where one is unknown, missing or of another kind. `name`: of the file, for that.
 */
export function fileExchange(value: Json, name: string): FileExchange | undefined {
  if (!isObject(value)) return undefined;
  if (member(value, 'answer') === undefined && member(value, 'status') === undefined)
    return undefined;
  const read = v.safeParse(exchange, fromBareAnswer(value));
  if (read.success) return read.output;
  // A name that is misspelt is missing as well: the misspelling is what helps.
  const unknown = read.issues.find(
    ({ type, expected }) => type === 'strict_object' && expected === 'never',
  );
  if (unknown !== undefined)
    throw new NothingChecked(TEXTS.unknownField(name, v.getDotPath(unknown) ?? ''));
  const [issue] = read.issues;
  throw new NothingChecked(TEXTS.badField(name, v.getDotPath(issue) ?? '', issue.message));
}
