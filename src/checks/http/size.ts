import { headerValues } from '../../core/web/http.ts';
import { registry } from '../../protocols/index.ts';
import { type Family, foundIf } from '../check.ts';
import { SPEC } from '../links.ts';

const KIB = 1024;
/** What many proxies take of one line, and Node's clients of all lines together. */
const LINE = 8 * KIB;
const ALL = 16 * KIB;
/** What a proof adds to the challenge that it repeats: payload and signature, in base64. */
const PROOF = 900;
const PAGE = 512 * KIB;

const kib = (bytes: number) => `${(bytes / KIB).toFixed(1)} KiB`;

export const size: Family = {
  name: 'http/size',
  checks: [
    {
      id: 'size-challenge',
      level: 'warning',
      title: 'A challenge header is longer than 8 KiB',
      link: SPEC.mppSize,
      fix: {
        text: 'Shorten it: fewer accepts, no schemas in extensions, short descriptions. nginx needs larger proxy_buffer_size, clients may refuse.',
      },
      find: ({ response }) =>
        response.headers
          .filter(([name, value]) => registry.isChallengeHeader(name) && value.length > LINE)
          .map(([name, value]) => ({
            field: name,
            reason: `The line has ${kib(value.length)}. Proxies and clients often stop at 8 KiB.`,
          })),
    },
    {
      id: 'size-headers',
      level: 'error',
      title: 'All headers together are longer than what Node reads (16 KiB)',
      link: SPEC.nodeHeaderSize,
      fix: {
        text: 'Keep the headers of a 402 under 16 KiB in all: Node and undici end the connection beyond (UND_ERR_HEADERS_OVERFLOW).',
      },
      find: ({ response }) => {
        const all = response.headers.reduce(
          (sum, [name, value]) => sum + name.length + value.length + 4,
          0,
        );
        const reason = `The headers have ${kib(all)}: clients on Node cannot read this answer.`;
        return foundIf(all > ALL, 'headers', reason);
      },
    },
    {
      id: 'size-proof',
      level: 'warning',
      title: 'The proof, which repeats the challenge, will be longer than servers read (8 KiB)',
      link: SPEC.x402Signature,
      fix: {
        text: 'Shorten what clients repeat: resource, extensions, opaque. Or raise the limit: nginx large_client_header_buffers, Node --max-http-header-size.',
        code: {
          express: `createServer({ maxHeaderSize: 32 * 1024 }, app).listen(port);`,
          hono: `serve({ fetch: app.fetch, serverOptions: { maxHeaderSize: 32 * 1024 } });`,
        },
      },
      find: ({ x402 }) => {
        if (x402.challenge === undefined || x402.version?.version !== 2) return [];
        const { object, field } = x402.challenge;
        const own = JSON.stringify({ ...object, accepts: [], accepted: x402.entries[0]?.entry });
        const bytes = Math.ceil((new TextEncoder().encode(own).length + PROOF) / 3) * 4;
        const reason = `A client has to send some ${kib(bytes)} in PAYMENT-SIGNATURE. Many servers answer that with 431.`;
        return foundIf(bytes > LINE, field, reason);
      },
    },
    {
      id: 'size-page',
      level: 'note',
      title: 'The page of the 402 is larger than 512 KiB',
      link: SPEC.http402,
      fix: {
        text: 'Load scripts of a paywall from a file of their own, so that the 402 itself stays small and quick.',
      },
      find: ({ response }) => {
        const said = Number(headerValues(response, 'content-length')[0] ?? 0);
        const bytes = Math.max(said, response.body?.length ?? 0);
        const reason = `The page has ${kib(bytes)}, and everyone who has not paid downloads it.`;
        return foundIf(bytes > PAGE, 'body', reason);
      },
    },
  ],
};
