import { sanitize } from '../../core/encoding/sanitize-text.ts';
import { Unsure } from '../../core/errors.ts';
import type { InPage } from '../deps.ts';
import { type Announced, askInPage, providersInPage } from './page.ts';
import { inTime, type Provider, RpcError } from './provider.ts';

/** ms: the user reads and answers the wallet's question meanwhile. */
const PATIENCE = 180_000;
const NAME_CHARACTERS = 30;
const ICON = /^data:image\/(?:png|jpeg|webp|gif|svg\+xml)[;,][\x21-\x7e]{1,32768}$/;

/** The first wallet that the page announces; undefined where there is none, or no script can run in the page. */
export async function pageProvider(inPage: InPage, tabId: number): Promise<Provider | undefined> {
  const found = await inPage(tabId, providersInPage, null).catch(() => undefined);
  const [first] = Array.isArray(found) ? (found as readonly Announced[]) : [];
  const uuid = first?.uuid;
  if (first === undefined || typeof uuid !== 'string') return undefined;
  const name = sanitize(first.name, NAME_CHARACTERS);
  const icon = typeof first.icon === 'string' && ICON.test(first.icon) ? first.icon : undefined;
  return {
    ...(name === undefined ? {} : { name }),
    ...(icon === undefined ? {} : { icon }),
    throughPage: true,
    request: async (method, params) => {
      const asked = inPage(tabId, askInPage, { uuid, method, params }).catch(() => undefined);
      const answer = await inTime(asked, PATIENCE);
      if (answer === undefined || answer === null) throw new Unsure('error_wallet_silent');
      if (answer.ok === true) return answer.result;
      throw new RpcError(answer.code, answer.message);
    },
    close: () => undefined,
  };
}
