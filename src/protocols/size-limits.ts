import type { Problem } from '../core/offers/parsed-response.ts';
import type { HeaderLine, HttpResponse } from '../core/web/http.ts';

/** The longest header line and the longest body that is read, in characters. */
const HEADER_CHARACTERS = 64 * 1024;
const BODY_CHARACTERS = 64 * 1024;
/** All header lines of one response together; browsers themselves stop at 256 KiB. */
const HEADERS_CHARACTERS = 256 * 1024;

/** Whose challenge a header line would have been, for the problem that says that it was too long. */
export type ChallengeOf = (name: string, value: string) => string | undefined;

/** The response without what is too large to be read, and a problem for each challenge lost that way. */
export function withinSizeLimits(
  response: HttpResponse,
  challengeOf: ChallengeOf,
): {
  readonly response: HttpResponse;
  readonly problems: readonly Problem[];
} {
  const headers: HeaderLine[] = [];
  const problems: Problem[] = [];
  let room = HEADERS_CHARACTERS;
  for (const line of response.headers) {
    const [name, value] = line;
    const length = name.length + value.length;
    if (value.length <= HEADER_CHARACTERS && length <= room) {
      room -= length;
      headers.push(line);
      continue;
    }
    const protocol = challengeOf(name, value);
    if (protocol === undefined) continue;
    problems.push({
      protocol,
      field: name,
      reason: 'The header is too large to be read.',
    });
  }
  const { body, ...rest } = response;
  const keep = body !== undefined && body.length <= BODY_CHARACTERS;
  return { response: { ...rest, headers, ...(keep ? { body } : {}) }, problems };
}
