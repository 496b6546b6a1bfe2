import { evm, tempo } from './evm.ts';
import { lightning } from './lightning.ts';
import type { Method } from './method.ts';
import { cards, hedera, nearintents, stellar, usdc } from './others.ts';
import { solana } from './solana.ts';

export { unknownMethod } from './others.ts';

/** The payment methods whose requests we understand, by their registered names. */
export const METHODS: ReadonlyMap<string, Method> = new Map([
  ['evm', evm],
  ['tempo', tempo],
  ['lightning', lightning],
  ['solana', solana],
  ['stripe', cards],
  ['card', cards],
  ['stellar', stellar],
  ['hedera', hedera],
  ['nearintents', nearintents],
  ['usdc', usdc],
]);
