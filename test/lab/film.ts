import type { IncomingMessage, ServerResponse } from 'node:http';

/** A frame of MPEG-1 Layer III (ISO 11172-3) at 128 kbit/s and 44.1 kHz that is silent: its side information is zero. */
const FRAME = Buffer.alloc(417);
FRAME.writeUInt32BE(0xff_fb_90_64);
const FRAMES = 36_000;
/** Seconds. */
export const FILM_TIME = 938;
/** More than players fetch ahead: who jumps to its end asks for that part anew. */
const FILM = Buffer.concat(Array.from({ length: FRAMES }, () => FRAME));

/** Serves the film, or the part of it that is asked for (RFC 9110, section 14). */
export function serveFilm(
  { headers: { range = '' } }: IncomingMessage,
  response: ServerResponse,
  more: Record<string, string> = {},
): void {
  const part = /^bytes=(\d+)-(\d*)$/.exec(range);
  const head = { 'content-type': 'audio/mpeg', 'accept-ranges': 'bytes', ...more };
  const from = Number(part?.[1] ?? 0);
  const to = part?.[2] ? Number(part[2]) : FILM.length - 1;
  response.writeHead(part === null ? 200 : 206, {
    ...head,
    'content-length': to - from + 1,
    ...(part === null ? {} : { 'content-range': `bytes ${from}-${to}/${FILM.length}` }),
  });
  response.end(FILM.subarray(from, to + 1));
}
