import { FareboxError } from '../../core/errors.ts';
import type { Commands, KeyRingView } from '../../messages/index.ts';
import type { Context } from '../context.ts';
import { takeInAllChange } from '../requests/take-change.ts';
import { restartAutoLock } from '../wallets/auto-lock.ts';
import { purseBalances } from '../wallets/purse-balances.ts';
import { unlock } from '../wallets/unlock.ts';
import type { Handlers } from './handlers.ts';

type PurseCommands = Extract<
  keyof Commands,
  `keyring.${string}` | `phrase.${string}` | `purse.${string}`
>;

/** What pages ask of the password, the recovery phrase and the Farebox wallet. */
export const purseHandlers: Handlers<PurseCommands> = {
  'keyring.get': keyringOf,
  'keyring.create': (context, { passphrase }) =>
    changed(context, context.keyring.create(passphrase)),
  'keyring.unlock': async (context, { passphrase }) => {
    const view = await changed(context, unlock(context, passphrase));
    void takeInAllChange(context);
    return view;
  },
  'keyring.lock': (context) => changed(context, context.keyring.lock()),
  'phrase.words': async (context, { passphrase }) => {
    // The words are the money: whoever asks for them must know more than where the mouse is.
    await opened(context, unlock(context, passphrase));
    // Words that are made now would be no back-up of a key that was made of others.
    if ((await context.phrase.words()) === undefined && (await hasKeyOfPhrase(context))) {
      throw new FareboxError('error_safe', 'phrase');
    }
    return { words: await context.phrase.ensure() };
  },
  'phrase.confirm': (context, { words }) => changed(context, context.phrase.confirm(words)),
  'purse.get': (context) => context.purse.status(),
  'purse.create': (context, { passphrase }) => opened(context, context.purse.create(passphrase)),
  'purse.import': (context, { passphrase, secret }) =>
    opened(context, context.purse.import(secret, passphrase)),
  'purse.backup': async (context, { passphrase }) => ({
    privateKey: await opened(context, context.purse.backup(passphrase)),
  }),
  'purse.remove': async (context, { passphrase }) => {
    const { purse, ecash, phrase } = context;
    const isOfPhrase = await hasKeyOfPhrase(context);
    // An old key that has not been moved yet would be the wallet again with the next unlock.
    if ((await purse.status()).state !== 'none') await unlock(context, passphrase);
    // Its words are those of the ecash, too: they go with it, and money must not.
    if (isOfPhrase) await ecash.forget();
    const removed = await opened(context, purse.remove(passphrase));
    // Last: a key whose words are gone has no back-up, and other words would be shown for it.
    if (isOfPhrase) await phrase.forget();
    await context.consents.forget();
    return removed;
  },
  'purse.balances': purseBalances,
};

async function hasKeyOfPhrase({ purse }: Context): Promise<boolean> {
  const status = await purse.status();
  return status.state !== 'none' && status.origin === 'phrase';
}

async function keyringOf({ keyring, phrase }: Context): Promise<KeyRingView> {
  const [state, words] = await Promise.all([keyring.state(), phrase.status()]);
  return { state, phrase: words };
}

async function changed(context: Context, change: Promise<void>): Promise<KeyRingView> {
  await opened(context, change);
  return keyringOf(context);
}

/** The wallets are others than before: what is drawn of them, and when they lock themselves, changes. */
async function opened<T>(context: Context, change: Promise<T>): Promise<T> {
  const status = await change;
  await restartAutoLock(context);
  context.balances.forget();
  context.changed();
  return status;
}
