import { setAgain } from '../../content/set-again.ts';
import { FareboxError } from '../../core/errors.ts';
import { type HttpResponse, withoutFragment } from '../../core/web/http.ts';
import { originOf } from '../../core/web/origin.ts';
import { isPageLoad, wayOf } from '../../core/web/request-type.ts';
import { isPlayed } from '../../core/web/response-kind.ts';
import type { Context } from '../context.ts';
import { attachmentOf } from '../stores/passes/pass-attachment.ts';
import type { Pass } from '../stores/passes/pass-store.ts';
import type { Seen } from '../stores/tab-store.ts';
import type { Captured } from './capture.ts';
import { noteChange } from './take-change.ts';

/** ms: a page that asks again so soon after its pass was sent is left to the user. */
const AGAIN = 10_000;
/** ms: for so long a pass waits for the request that it was attached for. */
const WAITS = 60_000;

function isPage({ type, response }: Seen): boolean {
  return isPageLoad(type, response.method);
}

/**
 * The pass that was paid for at this address: of a page, or of what an element of a page loads (a film, a picture). An
 * element's opens it on the site alone on which it was bought, since another site could use it up.
 */
async function ownPass(context: Context, seen: Seen): Promise<Pass | undefined> {
  const { type, response, worker, initiator = '' } = seen;
  if (worker === true || wayOf(type, response.method) === 'wait') return undefined;
  return context.passes.find(
    response.url,
    ({ boughtOn, origin }) => isPage(seen) || originOf(initiator) === (boughtOn ?? origin),
  );
}

/**
 * The pass to offer for what was asked for: its own, or one of another path of the site that may open it, too. That one
 * is never used by itself.
 */
export async function passFor(context: Context, seen: Seen): Promise<Pass | undefined> {
  const own = await ownPass(context, seen);
  if (own !== undefined || !isPage(seen)) return own;
  return context.passes.findWide(seen.response.url);
}

/** The pass of another path that was tried here, and that the site did not take. */
export async function passRefused(context: Context, seen: Seen): Promise<Pass | undefined> {
  return isPage(seen) ? context.passes.refusedFor(seen.response.url) : undefined;
}

/** Whether the tab of a 402 shows what asked: the page itself, or the document that loads an element of it. */
async function isShown({ port }: Context, seen: Seen): Promise<boolean> {
  const shown = (await port.tabOf(seen.tabId))?.url ?? '';
  if (isPage(seen)) return withoutFragment(shown) === withoutFragment(seen.response.url);
  // A frame may have asked, and its site need not be that of the tab.
  if (seen.frameId !== 0) return originOf(shown) !== undefined;
  return originOf(shown) === originOf(seen.initiator ?? '');
}

/**
 * Opens a page, or what an element of it loads, with its pass: nothing is paid. Throws `error_no_pass`, `error_locked`,
 * `error_tab_gone`, `error_attach`; `error_no_element` where the page loads it no more.
 */
export async function usePass(context: Context, seen: Seen): Promise<void> {
  const pass = await passFor(context, seen);
  if (pass === undefined) throw new FareboxError('error_no_pass');
  if (!(await isShown(context, seen))) throw new FareboxError('error_tab_gone');
  const headers = await context.passes.headers(pass).catch(async (error: unknown) => {
    // Sealed by a purse that is gone: it opens nothing any more, and must not stand before the price.
    const lost = error instanceof FareboxError && error.key === 'error_safe';
    if (lost) await context.passes.drop(pass.id);
    throw error;
  });
  await context.passes.change(pass.id, { used: context.now() });
  const { port } = context;
  const { tabId, type, initiator } = seen;
  const url = withoutFragment(seen.response.url);
  const id = attachmentOf(pass.id, tabId);
  await port.attach({
    ...{ id, tabId, type, method: 'GET', url, headers },
    waitsUntil: context.now() + WAITS,
    ...(isPage(seen) || initiator === undefined ? {} : { initiator }),
    ...(isPage(seen) || type === 'media' ? { stays: true } : {}),
  });
  if (isPage(seen)) return port.reload(tabId);
  const found = await port.runInFrames(tabId, setAgain, url);
  if (found.some((count) => count > 0)) return;
  await port.detach(id);
  throw new FareboxError('error_no_element');
}

/**
 * Opens a page by itself where the user has allowed that; false where it must be asked for, as for what its elements
 * load. A pass costs nothing, so the tab need not be in front; but some passes count their uses, so another site's link
 * does not use one up.
 */
export async function autoUsePass(context: Context, seen: Seen): Promise<boolean> {
  if (seen.begunHere !== true || !isPage(seen)) return false;
  const pass = await ownPass(context, seen);
  if (pass === undefined || !pass.auto || context.now() - (pass.used ?? 0) < AGAIN) return false;
  try {
    await usePass(context, seen);
    return true;
  } catch {
    // Locked, most likely: then the popup asks.
    return false;
  }
}

function isRefused({ status }: HttpResponse): boolean {
  return status === 401 || status === 402;
}

/**
 * The answer to a request that carried a pass. One that is no longer taken where it was paid for is forgotten, and the
 * page asks anew; one that was tried elsewhere is kept, and no more offered there.
 */
export async function passAnswered(
  context: Context,
  passId: string,
  { head, response }: Pick<Captured, 'head' | 'response'>,
): Promise<void> {
  const { port } = context;
  const id = attachmentOf(passId, head.tabId);
  const pass = await context.passes.byId(passId);
  const headers = pass === undefined ? [] : await context.passes.headers(pass).catch(() => []);
  context.exchanges.passAnswered(head, { id: passId, kind: 'pass', headers }, response);
  await noteChange(context, passId, response);
  if (isPlayed(head.type, response)) await port.keepAttached(id, id);
  // A part that the player could not have changes nothing for the others.
  else if (head.type !== 'media' || isRefused(response)) await port.detach(id);
  if (isRefused(response)) await context.passes.refused(passId, response.url);
  context.changed();
}

/** The pass did not go out, or nothing came back. */
export async function passLost(context: Context, attachment: string): Promise<void> {
  await context.port.detach(attachment);
  context.changed();
}
