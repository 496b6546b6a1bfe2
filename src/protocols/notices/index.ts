import type { Notice } from '../../core/offers/notice.ts';
import { EMPTY_RESPONSE, type ParsedResponse } from '../../core/offers/parsed-response.ts';
import { type HttpResponse, hasHeader } from '../../core/web/http.ts';
import { challengesOf } from '../../core/web/www-authenticate.ts';
import { readAccessPass } from './kinds/access-pass.ts';
import { readBilling } from './kinds/billing.ts';
import { readByHand } from './kinds/by-hand.ts';
import { readCrawlPrice } from './kinds/crawl-price.ts';
import { readHosting } from './kinds/hosting.ts';
import { readLicense } from './kinds/license.ts';
import { readLinks } from './kinds/link.ts';
import { readUnknown } from './kinds/unknown.ts';
import type { Heard, NoticeReader } from './response/reader.ts';

/** In this order; each hears what was found before it. To add one: one import, one line. */
const readers: readonly NoticeReader[] = [
  readHosting,
  readCrawlPrice,
  readLicense,
  readAccessPass,
  readByHand,
  readBilling,
  readLinks,
  readUnknown,
];

/** Headers that make a notice without a body. */
const SPEAKING = ['x-access-pass', 'crawler-', 'x-vercel-', 'x-tollbit', 'link', 'location'];

function speaks(response: HttpResponse): boolean {
  return (
    SPEAKING.some((name) => hasHeader(response, name)) ||
    challengesOf(response, 'license').length > 0
  );
}

/** Every 402 that no wallet can pay, explained; beside offers too, since a server may say both. */
export const notices = {
  read(response: HttpResponse, soFar: Heard = EMPTY_RESPONSE): ParsedResponse {
    if (response.status !== 402) return EMPTY_RESPONSE;
    const answered = soFar.offers.length + soFar.problems.length > 0;
    if (answered && response.body === undefined && !speaks(response)) return EMPTY_RESPONSE;
    const found: Notice[] = [];
    for (const readOne of readers) {
      const heard = { ...soFar, notices: [...soFar.notices, ...found] };
      found.push(...readOne(response, heard));
    }
    return found.length === 0 ? EMPTY_RESPONSE : { offers: [], notices: found, problems: [] };
  },
};
