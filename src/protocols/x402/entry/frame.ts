import { isObject, type JsonObject, member } from '../../../core/encoding/json.ts';
import { sanitize } from '../../../core/encoding/sanitize-text.ts';
import type { Caution, ReasonKey } from '../../../core/offers/offer.ts';
import type { HttpResponse } from '../../../core/web/http.ts';
import { isSecure } from '../../../core/web/origin.ts';
import type { Challenge } from '../challenge/challenge.ts';
import type { Version } from './entry.ts';
import { isElsewhere } from './resource.ts';
import { given, type Terms } from './terms.ts';
import { versionOf } from './version.ts';

/** Above this a proof is likely to meet `431`: Node takes 16 KiB of request headers in all. */
const LARGE_JSON = 9 * 1024;
/** Of a proof: signature, authorization and the names of members. */
const PAYLOAD_JSON = 600;
/** What an `error` says that only repeats the status or asks for a header. */
const SAYS_NOTHING =
  /^(?:payment[ _-]?required\b.{0,40}|.{0,30}header is (?:required|missing).{0,20})$/i;

/** What all entries of a challenge share. */
export type Frame = {
  readonly version: Version | undefined;
  readonly versionText: string;
  /** Why the version is not known. */
  readonly why?: ReasonKey;
  readonly lenient: boolean;
  readonly fromBody: boolean;
  readonly description?: string;
  /** The server's own words in `error`, where they say more than the status. */
  readonly words?: string;
  readonly resource: Pick<Terms, 'resource'>;
  readonly extensions: Pick<Terms, 'extensions'>;
  readonly isLarge: boolean;
  readonly url: string;
  readonly method: string;
  readonly secure: boolean;
};

/** About how many characters of JSON a proof has: the challenge, less all entries but one, and the payload. */
function proofLength({ entries = [], text }: Challenge): number {
  const whole = text.length + PAYLOAD_JSON;
  if (whole <= LARGE_JSON || entries.length < 2) return whole;
  return whole - (entries.length - 1) * JSON.stringify(entries[0]).length;
}

export function frameOf(challenge: Challenge, response: HttpResponse): Frame {
  const { object, field } = challenge;
  const { version, text, isDeclared, why } = versionOf(challenge);
  const resource = given(object, 'resource');
  const extensions = given(object, 'extensions');
  const description = isObject(resource) ? sanitize(member(resource, 'description')) : undefined;
  const error = sanitize(member(object, 'error'));
  const words = error === undefined || SAYS_NOTHING.test(error) ? undefined : error;
  return {
    version,
    versionText: text,
    ...(why === undefined ? {} : { why }),
    lenient: challenge.lenient || !isDeclared || (field === 'PAYMENT-REQUIRED' && version !== 2),
    fromBody: field === 'body' && version !== 1,
    ...(description === undefined ? {} : { description }),
    ...(words === undefined ? {} : { words }),
    resource: resource === undefined ? {} : { resource },
    extensions: extensions === undefined ? {} : { extensions },
    isLarge: version === 2 && proofLength(challenge) > LARGE_JSON,
    url: response.url,
    method: response.method,
    secure: isSecure(response.url),
  };
}

/** What is to be said beside an entry. */
export function cautionsOf(
  entry: { readonly lenient: boolean; readonly isNamed: boolean; readonly isTest: boolean },
  accepted: JsonObject,
  frame: Frame,
): Caution[] {
  const cautions: Caution[] = [];
  const resource = frame.version === 1 ? member(accepted, 'resource') : frame.resource.resource;
  if (!entry.isNamed) cautions.push('caution_unknown_asset');
  if (entry.isTest) cautions.push('caution_test_network');
  if (isElsewhere(resource, frame.url)) cautions.push('caution_resource_elsewhere');
  if (!frame.secure) cautions.push('caution_insecure');
  if (frame.isLarge) cautions.push('caution_large_header');
  if (frame.fromBody) cautions.push('caution_body_terms');
  if (frame.lenient || entry.lenient) cautions.push('caution_lenient');
  return cautions;
}
