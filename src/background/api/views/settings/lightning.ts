import { FareboxError } from '../../../../core/errors.ts';
import type { LightningView } from '../../../../messages/index.ts';
import type { Context } from '../../../context.ts';

/** The Lightning wallet ready to draw; balance and budget only where it tells them now. */
export async function lightningOf({ lightning }: Context): Promise<LightningView> {
  const status = await lightning.status();
  if (status === undefined) return { state: 'none' };
  const { alias, pubkey, relays, network, encryption } = status;
  const view = {
    state: 'connected' as const,
    ...(alias === undefined ? {} : { name: alias }),
    pubkey,
    relays,
    network,
    encryption,
  };
  try {
    await lightning.ready();
    const [balance, budget] = await Promise.all([
      lightning.balance?.({ kind: 'lightning', network }),
      lightning.budget(),
    ]);
    return {
      ...view,
      ...(balance === undefined ? {} : { balance: balance.toString() }),
      ...(budget === undefined
        ? {}
        : {
            budget: {
              used: budget.used.toString(),
              total: budget.total.toString(),
              ...(budget.renewsAt === undefined ? {} : { renewsAt: budget.renewsAt }),
            },
          }),
    };
  } catch (error) {
    return { ...view, error: error instanceof FareboxError ? error.key : 'error_internal' };
  }
}
