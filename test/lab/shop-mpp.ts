import { startChild } from './child.ts';
import { installLab } from './install.ts';

/**
 * The reference server of MPP's evm charges (mppx) on the lab's chain, one cent each: `/article`; `/elsewhere` reads the
 * credential in another header than it names; `/broken` answers 500 and `/thief` 402 after they took the money, both with
 * a fresh challenge; `/both` offers x402 beside it.
 */
export async function startShopMpp(street: {
  readonly rpcUrl: string;
  readonly facilitator: string;
}): Promise<{ readonly url: string; close(): Promise<void> }> {
  const cwd = await installLab('oracles');
  const child = await startChild(process.execPath, ['mpp-server.mjs'], {
    cwd,
    env: { RPC_URL: street.rpcUrl, FACILITATOR_URL: street.facilitator },
    ready: /Listening on (http:\S+)/,
  });
  return { url: child.ready[1] ?? '', close: () => child.close() };
}
