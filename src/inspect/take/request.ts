import type { HeaderLine } from '../../core/web/http.ts';

/** A request as it is taken along: what is known of it. */
export type TakenRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly HeaderLine[];
  readonly body?: string;
};

/** Headers that a client sets by itself, or that a browser alone may set. */
const OWN =
  /^(?::|host$|connection$|content-length$|accept-encoding$|transfer-encoding$|keep-alive$|upgrade-insecure-requests$|sec-|proxy-connection$|te$|trailer$|priority$)/i;

/** The headers that another client should send, too. */
export function portableHeaders(headers: readonly HeaderLine[]): readonly HeaderLine[] {
  return headers.filter(([name]) => !OWN.test(name));
}
