import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ASKED, requestFor, wallet } from './connected.ts';
import { type Relay, startRelay } from './relay.ts';
import { HASH, PREIMAGE, startService } from './service.ts';

// A class of records: a connection as version 0.1.0 left it, its string sealed bare and the encryption in the open. What
// it was asked to pay could not be looked up any more, were it not read.

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

/** A browser in which that version was connected. */
async function connectedBefore() {
  const before = wallet();
  await before.nwc.connect(service.uri);
  before.secrets.values.set('nwc', service.uri.trim());
  return { ...wallet(undefined, before), disk: before };
}

describe('a connection of version 0.1.0', () => {
  test('pays', async () => {
    const { nwc } = await connectedBefore();
    expect(await nwc.fulfil(requestFor(), ASKED)).toMatchObject({ preimage: PREIMAGE });
  });

  test('looks up what it was asked to pay before', async () => {
    const { nwc } = await connectedBefore();
    service.replies['lookup_invoice'] = () => ({
      result: { state: 'settled', type: 'outgoing', preimage: PREIMAGE, payment_hash: HASH },
    });
    expect(await nwc.lookup(requestFor(), ASKED)).toMatchObject({ preimage: PREIMAGE });
  });

  test('tells its balance, and is ready', async () => {
    const { nwc } = await connectedBefore();
    await nwc.ready();
    expect(await nwc.balance?.({ kind: 'lightning', network: 'regtest' })).toBe(21_000n);
  });

  test('has its encryption sealed with the first use: what stands in the open does not lower it', async () => {
    const { nwc, disk } = await connectedBefore();
    await nwc.ready();
    const facts = disk.store.values.get('nwc') as object;
    disk.store.values.set('nwc', { ...facts, encryption: 'nip04' });
    relay.published.length = 0;
    await wallet(undefined, disk).nwc.balance?.({ kind: 'lightning', network: 'regtest' });
    const [request] = relay.published.filter(({ kind }) => kind === 23_194);
    expect(request?.tags).toContainEqual(['encryption', 'nip44_v2']);
  });

  test.each(['', 'nostr+walletconnect://', '{"uri":"x"}'])('%s is none', async (text) => {
    const { nwc, disk } = await connectedBefore();
    disk.secrets.values.set('nwc', text);
    await expect(nwc.ready()).rejects.toThrow(/error_no_wallet|error_nwc_uri/);
  });
});
