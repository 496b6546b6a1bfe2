import { FareboxError } from '../../../core/errors.ts';
import type { Context } from '../mint/context.ts';
import type { KeptChange } from '../store/state.ts';
import { changed } from './execute-operation.ts';
import type { Receiver } from './receive.ts';

export type ChangeOf = Omit<KeptChange, 'token' | 'paymentId' | 'at'>;

/** Ecash that sites give back. */
export type ChangeTaker = {
  /**
   * Writes a token down; `own` when it is the very one that was handed out, unused. Throws `error_locked`,
   * `error_no_password`; then the caller keeps it.
   */
  keepChange(
    change: Pick<KeptChange, 'id' | 'paymentId'> & { token: string },
  ): Promise<ChangeOf | 'own'>;
  /** Swaps it in if its mint is the user's; what is known of it then. Once only, however often it is asked. */
  takeChange(id: string): Promise<ChangeOf | undefined>;
};

/** The mint has said that it is spent, or that it is not worth its fee: it will never be worth more. */
const WORTHLESS = ['error_token_spent', 'error_ecash_not_enough'];

const shown = ({ id, state, mint, unit, amount }: KeptChange): ChangeOf => {
  return { id, state, mint, unit, amount };
};

export function createChange(context: Context, receiver: Pick<Receiver, 'receive'>): ChangeTaker {
  const { vault, mints, deps } = context;
  const find = async (id: string) => (await vault.read())?.changes?.find((each) => each.id === id);

  const take = async (id: string): Promise<ChangeOf | undefined> => {
    const kept = await find(id);
    if (kept?.token === undefined || (await mints.find(kept.mint)) === undefined) {
      return kept && shown(kept);
    }
    try {
      await receiver.receive(kept.token, { change: id, uncapped: true });
    } catch (error) {
      const isWorthless = error instanceof FareboxError && WORTHLESS.includes(error.key);
      // Another call may have taken it in meanwhile: what is `in` stays so.
      if (isWorthless) {
        await vault.update((state) =>
          state.changes?.some((each) => each.id === id && each.state === 'kept')
            ? changed(state, id, { state: 'worthless' })
            : state,
        );
      }
    }
    const now = await find(id);
    return now && shown(now);
  };

  return {
    keepChange: async ({ id, paymentId, token }) => {
      const before = await vault.read();
      const known = before?.changes?.find((each) => each.id === id);
      if (known !== undefined) return shown(known);
      const { aboutToken } = await context.cashu();
      const about = (() => {
        try {
          return aboutToken(token);
        } catch {
          return { mint: '', unit: '', amount: '0', secrets: [] };
        }
      })();
      const handedOut =
        before?.sent.flatMap(({ coins }) => coins.map(({ secret }) => secret)) ?? [];
      if (about.secrets.length > 0 && about.secrets.every((each) => handedOut.includes(each))) {
        return 'own';
      }
      const { mint, unit, amount } = about;
      const kept = {
        id,
        paymentId,
        // What cannot be read as a token, or holds nothing, will never be worth anything: it must not wait for ever.
        state: mint === '' || !(BigInt(amount) > 0n) ? ('worthless' as const) : ('kept' as const),
        token,
        mint,
        unit,
        amount,
        at: deps.now(),
      };
      await vault.update((state) =>
        state.changes?.some((each) => each.id === id)
          ? state
          : { ...state, changes: [...(state.changes ?? []), kept] },
      );
      return shown(kept);
    },
    takeChange: (id) => context.once(`change:${id}`, () => take(id)),
  };
}
