import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ASKED, requestFor, wallet } from './connected.ts';
import { type Relay, startRelay } from './relay.ts';
import { HASH, PREIMAGE, type Reply, startService } from './service.ts';

let relay: Relay;
let service: Awaited<ReturnType<typeof startService>>;

beforeEach(async () => {
  relay = await startRelay();
  service = await startService(relay);
});
afterEach(async () => {
  service.close();
  await relay.close();
});

describe('looking up', () => {
  // Only the wallet's own "failed", of this payment, says that nothing is paid. A payee may hold a payment long after
  // the invoice's end, and many wallets look up only the invoices that they made themselves.
  test.each([
    [{ result: { preimage: PREIMAGE, settled_at: 1 } }, 3600, { preimage: PREIMAGE }],
    [{ result: { preimage: PREIMAGE, state: 'settled' } }, -60, { preimage: PREIMAGE }],
    [{ result: { preimage: PREIMAGE, state: null, settled_at: 1 } }, -60, { preimage: PREIMAGE }],
    [{ result: { preimage: '33'.repeat(32), settled_at: 1 } }, 3600, 'paid'],
    [{ result: { preimage: '00'.repeat(32), state: 'settled' } }, 3600, 'paid'],
    [{ result: { preimage: '', state: 'settled', payment_hash: HASH } }, 3600, 'paid'],
    [{ result: { state: 'settled' } }, -60, 'paid'],
    [{ result: { state: 'settled', type: 'incoming' } }, 3600, 'unknown'],
    [{ result: { state: 'settled', payment_hash: 'ab'.repeat(32) } }, 3600, 'unknown'],
    [{ result: { state: 'failed' } }, 3600, 'unpaid'],
    [{ result: { state: 'failed', type: 'outgoing', payment_hash: HASH } }, 3600, 'unpaid'],
    [{ result: { state: 'failed', type: 'incoming' } }, 3600, 'unknown'],
    [{ result: { state: 'failed', payment_hash: 'ab'.repeat(32) } }, 3600, 'unknown'],
    [{ result: { state: 'failed', settled_at: 1 } }, 3600, 'unknown'],
    [{ result: { state: 'expired' } }, 3600, 'unknown'],
    [{ result: { state: 'expired' } }, -60, 'unknown'],
    [{ result: { state: 'pending' } }, -60, 'unknown'],
    [{ result: { state: 'accepted' } }, -60, 'unknown'],
    [{ result: { state: 'FAILED_MAYBE' } }, -60, 'unknown'],
    [{ result: {} }, 3600, 'unknown'],
    [{ error: { code: 'NOT_FOUND', message: '' } }, 3600, 'unknown'],
    [{ error: { code: 'NOT_FOUND', message: '' } }, -60, 'unknown'],
    [{ error: { code: 'INTERNAL', message: '' } }, -60, 'unknown'],
  ])('%j of an invoice that ends in %d s is %j', async (reply, expiry, found) => {
    const { nwc } = wallet();
    await nwc.connect(service.uri);
    service.replies['lookup_invoice'] = () => reply;
    const answer = await nwc.lookup(requestFor('bcrt210n', expiry), ASKED);
    if (typeof found === 'string') expect(answer).toBe(found);
    else expect(answer).toMatchObject(found);
  });

  test('what one wallet was asked for, another cannot call unpaid', async () => {
    const { nwc } = wallet();
    await nwc.connect(service.uri);
    const failed: Reply = { result: { state: 'failed' } };
    const over = requestFor('bcrt210n', -60);
    service.replies['lookup_invoice'] = () => failed;
    expect(await nwc.lookup(over, ASKED)).toBe('unpaid');
    await nwc.disconnect();
    const other = await startService(relay, 'nip44_v2', 'd4'.repeat(32));
    other.replies['lookup_invoice'] = () => failed;
    await nwc.connect(other.uri);
    expect(await nwc.lookup(over, ASKED)).toBe('unknown');
    other.close();
    await nwc.connect(service.uri);
    expect(await nwc.lookup(over, ASKED)).toBe('unknown');
  });
});
