import { FareboxError } from '../core/errors.ts';
import type { PassView } from '../messages/index.ts';
import type { Handlers } from './commands.ts';
import type { Farebox } from './farebox.ts';
import { usePass } from './pass.ts';
import { passOf } from './views/pass.ts';

type WalletCommands = 'pass.list' | 'pass.remove' | 'pass.use' | 'pass.auto';

/** What the settings ask of passes and of the wallets beside the purse. */
export const walletHandlers: Handlers<WalletCommands> = {
  'pass.list': passes,
  'pass.remove': async (farebox, { passId }) => {
    await farebox.passes.drop(passId);
    return passes(farebox);
  },
  'pass.use': async (farebox, { tabId, seenId }) => {
    const { seen } = await farebox.tabs.get(tabId);
    const wanted = seen.find(({ id }) => id === seenId);
    if (wanted === undefined) throw new FareboxError('error_quote_gone');
    await usePass(farebox, wanted);
    return null;
  },
  'pass.auto': async (farebox, { passId, auto }) => {
    await farebox.passes.change(passId, { auto });
    return passes(farebox);
  },
};

/** The passes that sites have taken, newest first. */
async function passes(farebox: Farebox): Promise<PassView[]> {
  farebox.changed();
  const all = await farebox.passes.list();
  return all
    .filter(({ good }) => good)
    .map(passOf)
    .reverse();
}
