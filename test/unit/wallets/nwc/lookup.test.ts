import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ASKED, requestFor, wallet } from './connected.ts';
import { type Relay, startRelay } from './relay.ts';
import { PREIMAGE, type Reply, startService } from './service.ts';

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
  test.each([
    [{ result: { preimage: PREIMAGE, settled_at: 1 } }, 3600, { preimage: PREIMAGE }],
    [{ result: { preimage: '33'.repeat(32), settled_at: 1 } }, 3600, 'unknown'],
    [{ result: { state: 'failed' } }, 3600, 'unpaid'],
    [{ result: {} }, 3600, 'unknown'],
    [{ error: { code: 'NOT_FOUND', message: '' } }, 3600, 'unknown'],
    [{ error: { code: 'NOT_FOUND', message: '' } }, -60, 'unpaid'],
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
    const forgotten: Reply = { error: { code: 'NOT_FOUND', message: '' } };
    const over = requestFor('bcrt210n', -60);
    service.replies['lookup_invoice'] = () => forgotten;
    expect(await nwc.lookup(over, ASKED)).toBe('unpaid');
    await nwc.disconnect();
    const other = await startService(relay, 'nip44_v2', 'd4'.repeat(32));
    other.replies['lookup_invoice'] = () => forgotten;
    await nwc.connect(other.uri);
    expect(await nwc.lookup(over, ASKED)).toBe('unknown');
    other.replies['lookup_invoice'] = () => ({ result: { state: 'failed' } });
    expect(await nwc.lookup(over, ASKED)).toBe('unknown');
    other.close();
    await nwc.connect(service.uri);
    expect(await nwc.lookup(over, ASKED)).toBe('unknown');
  });
});
