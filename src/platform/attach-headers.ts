import { FareboxError } from '../core/errors.ts';
import { originOf } from '../core/origin.ts';
import type { Attachment } from './attachment.ts';
import { browser, FIREFOX } from './browser.ts';

// Chrome sets headers by a session rule: it goes when the browser ends, and outlives the worker. Firefox
// needs none of this, since attach.ts puts the headers into the request itself.

/** Exactly this URL, with or without a fragment: the fragment is part of what a rule is matched against. */
function exactly(url: string): string {
  return `^${url.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}(#.*)?$`;
}

/** The host whose documents' requests take the proof; undefined for a page, which no document asks for. */
function hostOf({ type, initiator = '' }: Attachment): string | undefined {
  const asks = type === 'main_frame' ? undefined : originOf(initiator);
  return asks === undefined ? undefined : new URL(asks).hostname;
}

export async function attachHeaders(item: Attachment): Promise<void> {
  if (FIREFOX) return;
  const regexFilter = exactly(item.url);
  const host = hostOf(item);
  const { isSupported } = await browser.declarativeNetRequest.isRegexSupported({
    regex: regexFilter,
    isCaseSensitive: true,
  });
  if (!isSupported) throw new FareboxError('error_attach', item.url.slice(0, 100));
  await browser.declarativeNetRequest.updateSessionRules({
    // One that stands under this number has had its time: in one call there is never none nor two.
    removeRuleIds: [item.rule],
    addRules: [
      {
        id: item.rule,
        priority: 100,
        action: {
          type: 'modifyHeaders',
          requestHeaders: item.headers.map(([header, value]) => ({
            header,
            operation: 'set',
            value,
          })),
        },
        condition: {
          tabIds: [item.tabId],
          regexFilter,
          isUrlFilterCaseSensitive: true,
          // Left out, it would mean every type but main_frame.
          resourceTypes: [item.type],
          // A frame of another site that asks for the same address does not take the proof.
          ...(host === undefined ? {} : { initiatorDomains: [host] }),
          // Left out, the proof would go with a CORS preflight too.
          requestMethods: ['get'],
        },
      },
    ],
  });
}

export async function detachHeaders(rule: number): Promise<void> {
  if (FIREFOX) return;
  await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: [rule] });
}

/** Removes every rule but these; those of them that are there. Undefined where no rules are needed. */
export async function sweepHeaders(
  keep: ReadonlySet<number>,
): Promise<ReadonlySet<number> | undefined> {
  if (FIREFOX) return undefined;
  const rules = await browser.declarativeNetRequest.getSessionRules();
  const stale = rules.map(({ id }) => id).filter((id) => !keep.has(id));
  if (stale.length > 0) {
    await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: stale });
  }
  return new Set(rules.map(({ id }) => id).filter((id) => keep.has(id)));
}
