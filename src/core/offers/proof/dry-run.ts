import type { RailRequest, RailResult } from '../rail.ts';

/** Results that stand in for a wallet's. Known by identity: nothing that a wallet or the disk gives can be one. */
const stands = new WeakSet<RailResult>();

/** Base64 characters of one coin of a token (NUT-00, version 4: amount, secret, signature and its proof). */
const COIN = 360;

/**
 * A result of the size that a wallet would give for this request, so that the proof can be made once before money
 * leaves, and what would stop it is found then. A locked coin holds the whole lock (NUT-10).
 */
export function standIn(request: RailRequest): RailResult {
  const result = madeFor(request);
  stands.add(result);
  return result;
}

/** Whether a result only stands in for one. */
export function isStandIn(result: RailResult): boolean {
  return stands.has(result);
}

function madeFor(request: RailRequest): RailResult {
  switch (request.rail) {
    case 'eip3009':
      return { rail: 'eip3009', signature: `0x${'0'.repeat(130)}` };
    case 'lightning':
      return { rail: 'lightning', preimage: '0'.repeat(64) };
    case 'ecash': {
      const coins = BigInt(request.amount).toString(2).length;
      const lock = request.lock === undefined ? 0 : JSON.stringify(request.lock).length;
      const length = coins * (COIN + Math.ceil((lock * 4) / 3));
      return { rail: 'ecash', token: `cashuB${'A'.repeat(length)}` };
    }
  }
}
