import { isObject, member } from '../../core/encoding/json.ts';
import { isSecure, originOf } from '../../core/web/origin.ts';
import { parseUrl } from '../../core/web/url.ts';
import { type Family, foundIf } from '../check.ts';
import { SPEC } from '../links.ts';
import { PROXY_CODE } from '../recipes.ts';

export const transport: Family = {
  name: 'http/transport',
  checks: [
    {
      id: 'transport-insecure',
      level: 'error',
      title: 'The 402 comes over plain http',
      link: SPEC.mppChallenge,
      fix: { text: 'Serve paid addresses over https only; redirect or refuse plain http.' },
      find: ({ exchange }) =>
        foundIf(
          !isSecure(exchange.url),
          'address',
          'Anyone on the way can put their own payee into the challenge, or take the proof.',
        ),
    },
    {
      id: 'transport-mixed-content',
      level: 'error',
      title: 'A page over https calls the paid address over http',
      link: SPEC.mixedContent,
      fix: { text: 'Call the paid address over https.', code: PROXY_CODE },
      find: ({ exchange }) => {
        const { initiator, url } = exchange;
        const isMixed = initiator?.origin.startsWith('https:') === true && !isSecure(url);
        const reason = 'Browsers block such calls, or answer them from a cache: nothing is paid.';
        return foundIf(isMixed, 'address', reason);
      },
    },
    {
      id: 'transport-resource-http',
      level: 'error',
      title: 'The challenge names its own address with http, though it is served over https',
      link: SPEC.x402Required,
      fix: {
        text: 'Tell the server the address that clients see: it stands behind a proxy that ends TLS.',
        code: PROXY_CODE,
      },
      find: ({ exchange, x402 }) => {
        const { challenge, entries } = x402;
        if (challenge === undefined || !exchange.url.startsWith('https:')) return [];
        const resource = member(challenge.object, 'resource');
        const named = isObject(resource)
          ? member(resource, 'url')
          : entries[0] && member(entries[0].entry, 'resource');
        const url = parseUrl(named);
        const isHttp = url?.protocol === 'http:' && url.hostname === new URL(exchange.url).hostname;
        const reason =
          'Paywalls and clients go on at that address; from a page over https it is blocked as mixed content.';
        return foundIf(isHttp, `${challenge.field}: resource.url`, reason);
      },
    },
    {
      id: 'transport-redirected',
      level: 'note',
      title: 'The request was redirected before it reached the 402',
      link: SPEC.httpRedirects,
      fix: {
        text: 'Publish the address at the end of the redirects. A client that sends its proof to the first one may lose it on the way.',
      },
      find: ({ exchange }) => {
        const hops = exchange.redirects ?? [];
        const crosses = hops.some(({ url }) => originOf(url) !== originOf(exchange.url));
        const reason = crosses
          ? 'The redirect leads to another origin: browsers drop Authorization there, and a proof goes to who it was not meant for.'
          : 'The proof is to be sent to the address at the end, which a client may not know.';
        return foundIf(hops.length > 0, 'redirects', reason, crosses ? 'warning' : 'note');
      },
    },
    {
      id: 'transport-redirect-drops-proof',
      level: 'error',
      title: 'The paid request is redirected: the proof is lost, or goes to another origin',
      link: SPEC.httpRedirects,
      fix: {
        text: 'Answer the paid request where it was sent; redirect before the 402, never after it.',
      },
      find: ({ exchange }) => {
        const hops = exchange.paid?.redirects ?? [];
        const other = hops.find(({ url, location }) => originOf(url) !== originOf(location));
        const first = hops[0];
        if (first === undefined) return [];
        const reason =
          other === undefined
            ? `The paid request was answered by ${first.status}: a proof that can be used once may be spent by the first address.`
            : `The paid request was sent on to ${originOf(other.location) ?? 'another origin'}: browsers drop Authorization, and other proof headers go to a stranger.`;
        return foundIf(true, 'paid redirects', reason, other === undefined ? 'warning' : 'error');
      },
    },
  ],
};
