import { FareboxError } from '../../core/errors.ts';
import { carried } from '../../core/payment/index.ts';
import type { Commands } from '../../messages/index.ts';
import { keyUse, makeHead, openHead, openPart, readHead, sealPart } from '../backup/backup-file.ts';
import { unlock } from '../wallets/unlock.ts';
import type { Handlers } from './handlers.ts';

type BackupCommands = Extract<keyof Commands, `backup.${string}`>;

/** Payments of one part: some 2 MB of text. */
const PART = 500;

/** Under what name the key of a file that is being restored is sealed, from one command to the next. */
const SEALED_KEY = 'backup key';

/** What pages ask of the back-up file: passes, the history, and where ecash was. */
export const backupHandlers: Handlers<BackupCommands> = {
  'backup.begin': async (context, { passphrase }) => {
    // Passes are in the file: whoever saves it must know more than where the mouse is.
    await unlock(context, passphrase);
    const keyOf = (head: { readonly id: string }) => context.keyring.derive(keyUse(head));
    const { random } = context;
    return { head: await makeHead(keyOf, passphrase, { at: context.now(), random }) };
  },
  'backup.part': async (context, { head: line, place, before }) => {
    const head = readHead(line);
    const at = context.now();
    const wish = { ...(before === undefined ? {} : { before }), limit: PART };
    const { payments, next } = await context.journal.page(wish);
    const isFirst = place === 1;
    const part = {
      payments: payments.flatMap((payment) => carried(payment, at) ?? []),
      passes: isFirst ? await context.passes.copies() : [],
      mints: isFirst ? (await context.ecash.mints()).map(({ url }) => url) : [],
      last: next === undefined,
    };
    const key = await context.keyring.derive(keyUse(head));
    const sealed = await sealPart(head, key, place, part, context.random);
    return { line: sealed, ...(next === undefined ? {} : { next }) };
  },
  'backup.open': async ({ safe }, { head: line, passphrase }) => {
    const head = readHead(line);
    const key = await openHead(head, passphrase);
    return { key: await safe.seal(SEALED_KEY, key), at: head.at };
  },
  'backup.restore': async (context, { head: line, key: sealed, place, part: text, last, look }) => {
    const head = readHead(line);
    const key = await context.safe.open(SEALED_KEY, sealed);
    const part = await openPart(head, key, place, text);
    if (part.last !== last) throw new FareboxError('error_backup_cut');
    const { mints } = part;
    if (look) return { payments: 0, passes: 0, mints };
    const at = context.now();
    const payments = part.payments.flatMap((payment) => carried(payment, at) ?? []);
    const passes = await context.passes.add(part.passes);
    const done = { passes, payments: await context.payments.takeUp(payments), mints };
    context.changed();
    return done;
  },
};
