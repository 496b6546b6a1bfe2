import { formatBytes, formatCalls } from './format-bytes.ts';
import { formatNotices } from './format-notices.ts';
import { formatOffers } from './format-offers.ts';
import { startRaw } from './raw.ts';
import type { Server } from './web.ts';

/** A shop that asks in every way that docs/protocols.md lists, and in bytes that only a raw socket sends. */
export function startShopFormats(): Promise<Server> {
  const answers = { ...formatOffers, ...formatNotices, ...formatBytes, ...formatCalls };
  return startRaw((path, url) =>
    Object.hasOwn(answers, path) ? answers[path]?.(url + path) : undefined,
  );
}
