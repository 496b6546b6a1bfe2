import type { Eip3009Request } from '../../core/offers/rail.ts';
import type { ChainReader } from './chain-reader.ts';
import { readTerms } from './check-request.ts';

/** Seconds after the end of an authorization until a chain that reorganises cannot use it any more. */
const GRACE = 60n;

/**
 * Whether the authorization of a request moved money. `unpaid` only when it never can any more: unused at a
 * block whose own time is past the end, and asked at that very block, because the next call may reach a node
 * that lags behind. Everything that cannot be known is `unknown`; never throws.
 */
export async function lookup(
  chain: ChainReader,
  request: Eip3009Request,
): Promise<'paid' | 'unpaid' | 'unknown'> {
  try {
    const { network, domain, message } = readTerms(request);
    // A node set up for the wrong chain knows nothing of our nonce and would call it unused.
    if ((await chain.chainId(network)) !== BigInt(domain.chainId)) return 'unknown';
    const block = await chain.latestBlock(network);
    const over = block.time > message.validBefore + GRACE;
    const used = await chain.authorizationState(
      network,
      domain.verifyingContract,
      message.from,
      message.nonce,
      over ? block.number : 'latest',
    );
    if (used) return 'paid';
    return over ? 'unpaid' : 'unknown';
  } catch {
    return 'unknown';
  }
}
