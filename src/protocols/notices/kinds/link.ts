import type { Notice } from '../../../core/offers/notice.ts';
import { type HttpResponse, headerValues } from '../../../core/web/http.ts';
import { httpsUrl } from '../../../core/web/url.ts';
import { bodyWords, isHtml } from '../response/body.ts';
import { readPage } from '../response/html.ts';
import { linksOf } from '../response/link-header.ts';
import { priceOfUri } from '../response/link-price.ts';
import type { NoticeReader } from '../response/reader.ts';
import { words } from '../response/redact.ts';

/** More links to pay are not shown. */
const LINKS = 8;
/** Schemes that a wallet elsewhere understands. They are shown to be copied, never opened by themselves. */
const WALLET_URI = /^(?:lightning|bitcoin|ethereum|solana):[\x21-\x7e]{1,4096}$/i;

type Candidate = { readonly href: string; readonly title?: string | undefined };

/**
 * Places to pay that come without a way to prove it: `Link: <…>; rel="payment"`, the same in HTML, and the
 * `Location` of a page for people, which browsers do not follow on a 402.
 */
export const readLinks: NoticeReader = (response, { notices: told }) => {
  const notices = new Map<string, Notice>();
  const page = bodyWords(response);
  for (const { href, title } of candidates(response)) {
    const uri = safeUri(href, response.url);
    if (uri === undefined || notices.has(uri) || notices.size >= LINKS) continue;
    if (told.some((other) => other.uri === uri)) continue;
    const message = words(title) ?? page;
    const price = priceOfUri(uri);
    notices.set(uri, {
      kind: 'link',
      uri,
      ...(message === undefined ? {} : { message }),
      ...(price === undefined ? {} : { price }),
      whoActs: 'visitor',
    });
  }
  return [...notices.values()];
};

function candidates(response: HttpResponse): Candidate[] {
  const inHeaders = linksOf(response, 'payment').map(({ target, params }) => {
    return { href: target, title: params.get('title') };
  });
  if (response.body === undefined || !isHtml(response)) return inHeaders;
  const location = headerValues(response, 'location').map((href) => ({ href: href.trim() }));
  return [...inHeaders, ...readPage(response.body).payments, ...location];
}

function safeUri(href: string, page: string): string | undefined {
  return WALLET_URI.test(href) ? href : httpsUrl(href, page)?.href;
}
