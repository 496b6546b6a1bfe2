import type { Context } from '../context.ts';

/** Opens all wallets. Errors as of the key ring. */
export async function unlock(context: Context, password: string): Promise<void> {
  await context.keyring.unlock(password);
  await moveFromOldKey(context);
  await adoptWords(context);
}

/**
 * Moves what the EVM key sealed, while it was the key of everything, under the master key. Each part can be done again, and
 * what is not moved yet is read with the old key, so a worker may die anywhere in it. The old key goes last, when all else
 * has been read back. Never throws: where the disk fails, the next unlock goes on.
 */
export async function moveFromOldKey(context: Context): Promise<void> {
  const { keyring, purse, safe, passes, consents } = context;
  try {
    if ((await keyring.state()) !== 'open' || (await keyring.oldKey()) === undefined) return;
    const isTaken = await purse.takeOver();
    await safe.moveAll();
    await passes.sealAnew();
    await consents.sealAnew();
    if (isTaken) await keyring.endMove();
  } catch {
    // What was moved is moved; the rest is read as it is.
  }
}

/** Ecash was there before the recovery phrase, with words of its own: those become the phrase. */
async function adoptWords({ ecash, phrase }: Context): Promise<void> {
  if ((await phrase.status()) !== 'none') return;
  const own = await ecash.words().catch(() => undefined);
  if (own === undefined) return;
  await phrase
    .adopt(own.words, { confirmed: own.confirmed, brought: false })
    .catch(() => undefined);
}
