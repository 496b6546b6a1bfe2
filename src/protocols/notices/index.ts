import { type HttpResponse, hasHeader } from '../../core/http.ts';
import { NOTHING, type Notice, type Reading } from '../../core/reading.ts';
import { readBilling } from './billing.ts';
import { readCrawlPrice } from './crawl-price.ts';
import { readHosting } from './hosting.ts';
import { readLicense } from './license.ts';
import { readLinks } from './link.ts';
import type { NoticeReader } from './reader.ts';
import { readUnknown } from './unknown.ts';

/** In this order; each hears what was found before it. To add one: one import, one line. */
const readers: readonly NoticeReader[] = [
  readHosting,
  readCrawlPrice,
  readLicense,
  readBilling,
  readLinks,
  readUnknown,
];

/** Headers that make a notice without a body. */
const SPEAKING = ['www-authenticate', 'crawler-', 'x-vercel-', 'x-tollbit', 'link', 'location'];

/** Every 402 that no wallet can pay, explained; beside offers too, since a server may say both. */
export const notices = {
  read(response: HttpResponse, soFar: Reading = NOTHING): Reading {
    if (response.status !== 402) return NOTHING;
    const answered = soFar.offers.length + soFar.problems.length > 0;
    const speaks = SPEAKING.some((name) => hasHeader(response, name));
    if (answered && response.body === undefined && !speaks) return NOTHING;
    const found: Notice[] = [];
    for (const readOne of readers) {
      const heard = { ...soFar, notices: [...soFar.notices, ...found] };
      found.push(...readOne(response, heard));
    }
    return found.length === 0 ? NOTHING : { offers: [], notices: found, problems: [] };
  },
};
