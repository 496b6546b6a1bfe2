import { FareboxError } from '../../core/errors.ts';
import { originOf } from '../../core/web/origin.ts';
import { isPageLoad, type RequestType } from '../../core/web/request-type.ts';
import { browser, FIREFOX } from '../browser.ts';
import { type Attachment, NO_TAB } from './attachment.ts';

// Chrome sets headers by a session rule of declarativeNetRequest, which outlives the worker and ends with the browser.
// Firefox does not need this: attach.ts puts the headers into the request itself.

/**
 * Exactly this URL, with any fragment or none, or with that of the one call that takes the proof: the fragment is part of
 * what a rule is matched against.
 */
function exactly({ url: address, type, call }: Attachment): string {
  const url = type === 'websocket' ? address.replace(/^http/, 'ws') : address;
  const fragment = call === undefined ? '(#.*)?' : `#farebox=${call}`;
  return `^${url.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}${fragment}$`;
}

/** The host whose documents' requests take the proof; undefined for a page, which no document asks for. */
function hostOf({ type, method, initiator = '' }: Attachment): string | undefined {
  const asks = isPageLoad(type, method) ? undefined : originOf(initiator);
  return asks === undefined ? undefined : new URL(asks).hostname;
}

/** Added to a rule's number for the player of a page: it asks as soon as the page has come, when the other rule is gone. */
const PLAYER = 1_000_000;

/** What the rules of an attachment are for, by their numbers. */
function kindsOf({ rule, type, stays }: Attachment): ReadonlyMap<number, RequestType> {
  const own = [rule, type] as const;
  return new Map(stays === true && type !== 'media' ? [own, [PLAYER + rule, 'media']] : [own]);
}

/** The rules that an attachment needs: the page's own request takes its rule along, the player's goes on. */
export function neededRules(item: Attachment): readonly number[] {
  const { rule, type, requestId, stays } = item;
  const all = [...kindsOf(item).keys()];
  if (requestId === undefined) return all;
  if (stays !== true) return [];
  return type === 'media' ? all : all.filter((each) => each !== rule);
}

/** Makes the rule of a proof; it is there when this resolves. `error_attach`: the browser refused it, and made none. */
export async function attachHeaders(item: Attachment): Promise<void> {
  if (FIREFOX) return;
  const host = hostOf(item);
  const ruleOf = ([id, type]: readonly [number, RequestType]) => ({
    id,
    priority: 100,
    action: {
      type: 'modifyHeaders' as const,
      requestHeaders: item.headers.map(([header, value]) => ({
        header,
        operation: 'set' as const,
        value,
      })),
    },
    condition: {
      tabIds: item.worker === true ? [item.tabId, NO_TAB] : [item.tabId],
      regexFilter: exactly(item),
      isUrlFilterCaseSensitive: true,
      // Without resourceTypes a rule applies to every type but main_frame.
      resourceTypes: [type],
      // The proof is not for a frame of another site that requests the same address.
      ...(host === undefined ? {} : { initiatorDomains: [host] }),
      // Without requestMethods the proof would go with a CORS preflight too.
      requestMethods: [item.method.toLowerCase() as 'get'],
    },
  });
  const adding = browser.declarativeNetRequest.updateSessionRules({
    // Replace old rules with the same numbers in one call, so that there is exactly one of each at any time.
    removeRuleIds: [item.rule, PLAYER + item.rule],
    addRules: [...kindsOf(item)].map(ruleOf),
  });
  // Chrome refuses a pattern that it cannot hold with the rule itself: to ask before would only take longer.
  await adding.catch((error: unknown) => {
    throw new FareboxError('error_attach', item.url.slice(0, 100), String(error).slice(0, 200));
  });
}

export async function detachHeaders({ rule }: Attachment): Promise<void> {
  if (FIREFOX) return;
  await browser.declarativeNetRequest.updateSessionRules({
    removeRuleIds: [rule, PLAYER + rule],
  });
}

/** Removes the rules that an attachment does not need any more once its request has left. */
export async function detachUsed(item: Attachment): Promise<void> {
  if (FIREFOX) return;
  const needed = neededRules(item);
  const used = [item.rule, PLAYER + item.rule].filter((each) => !needed.includes(each));
  await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: used });
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
