import type { HeaderLine, HttpResponse } from '../core/http.ts';
import type { Problem, ProtocolId } from '../core/reading.ts';

/** The longest header line and the longest body that is read, in characters. */
const HEADER_CHARACTERS = 64 * 1024;
const BODY_CHARACTERS = 64 * 1024;
/** All header lines of one response together; browsers themselves stop at 256 KiB. */
const HEADERS_CHARACTERS = 256 * 1024;

/** Whose challenge a header line would have been, for the problem that says it was too long. */
function challengeOf(name: string, value: string): ProtocolId | undefined {
  switch (name.toLowerCase()) {
    case 'payment-required':
    case 'x-payment-required':
      return 'x402';
    case 'x-cashu':
      return 'cashu';
    case 'www-authenticate': {
      const scheme = value.slice(0, 16).trimStart().toLowerCase();
      if (scheme.startsWith('payment ')) return 'mpp';
      if (scheme.startsWith('x402 ')) return 'x402';
      return scheme.startsWith('l402 ') || scheme.startsWith('lsat ') ? 'l402' : undefined;
    }
    default:
      return undefined;
  }
}

/** The response without what is too large to be read, and a problem for each challenge lost that way. */
export function withinSizeLimits(response: HttpResponse): {
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
