import { FareboxError } from '../../core/errors.ts';
import { isBlocked } from '../../core/rules/policy.ts';
import type { Settings } from '../../core/rules/settings.ts';
import { originOf } from '../../core/web/origin.ts';
import { isRepeatable } from '../../core/web/request-type.ts';
import type { PageCall } from '../../platform/held-calls.ts';
import type { Context } from '../context.ts';
import { someIsAllowed } from '../offers/priced-quotes.ts';
import type { Seen } from '../stores/tab-store.ts';

/** A page says that a call of it was answered 402 and waits: it does where the user allowed that for its site. */
export async function called({ preferences, calls }: Context, call: PageCall): Promise<void> {
  const { heldSites } = await preferences.get();
  if (heldSites.includes(call.origin)) calls.called(call);
  else call.answer(null);
}

/** The browser saw a 402, whose terms are known as far as they will be: the call that waits for it is held. */
export async function meetCall(context: Context, seen: Seen): Promise<void> {
  if (seen.body === 'awaited') return;
  const { offers } = context.readings.of(seen.response);
  const { method, url } = seen.response;
  const mayWait = isRepeatable(method) && !isBlocked(url, await context.settings());
  context.calls.met(seen, mayWait && (await someIsAllowed(context, url, offers)));
}

/** The site whose calls may be made to wait: that of the document whose script asked. Undefined where there is none. */
export function holderOf({ type, initiator = '', worker }: Seen): string | undefined {
  return type === 'xmlhttprequest' && worker !== true ? originOf(initiator) : undefined;
}

/** From the next load of its pages on, the calls of the site that made this one wait. `error_quote_gone`. */
export async function holdCalls(
  context: Context,
  { tabId, seenId }: { readonly tabId: number; readonly seenId: string },
): Promise<Settings> {
  const { seen } = await context.tabs.get(tabId);
  const asked = seen.find(({ id }) => id === seenId);
  const origin = asked && holderOf(asked);
  if (origin === undefined) throw new FareboxError('error_quote_gone');
  return change(context, (sites) => [...sites.filter((site) => site !== origin), origin]);
}

/** The calls of a site's pages wait no more from the next load on; those that wait already still do. */
export async function letCallsGo(context: Context, origin: string): Promise<Settings> {
  // Allowed anew one day, they would else be paid without asking at once.
  const { grants } = await context.settings();
  const origins = Object.keys(grants).filter((key) => key.startsWith(`${origin} `));
  if (origins.length > 0) await context.consents.restrict({ origins });
  return change(context, (sites) => sites.filter((site) => site !== origin));
}

/** Has the browser do what is written down: Chrome forgets it when Farebox is updated. */
export async function holdAgain({ preferences, port }: Context): Promise<void> {
  await port.holdCallsOf((await preferences.get()).heldSites);
}

async function change(
  context: Context,
  how: (sites: readonly string[]) => readonly string[],
): Promise<Settings> {
  await context.preferences.update(({ heldSites }) => ({ heldSites: how(heldSites) }));
  await holdAgain(context);
  context.changed();
  return context.settings();
}
