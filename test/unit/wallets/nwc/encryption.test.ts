import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { signEvent } from '../../../../src/wallets/nwc/crypto/event.ts';
import { ASKED, requestFor, wallet } from './connected.ts';
import { type Relay, startRelay } from './relay.ts';
import { PREIMAGE, startService } from './service.ts';

const INFO = 13_194;
const WALLET = 'a1'.repeat(32);

let relay: Relay;
beforeEach(async () => {
  relay = await startRelay();
});
afterEach(() => relay.close());

/** Shows an info event of before NIP-44, which the wallet once signed. */
function replayOld() {
  const old = signEvent(WALLET, INFO, [], 'pay_invoice get_info', 1_600_000_000);
  relay.kept.splice(0, relay.kept.length, old as never);
}

// A relay may hide the info event, or go on showing an old one; neither makes texts readable for it.
describe.each([
  ['shown', () => undefined],
  ['hidden', () => relay.hides.add(INFO)],
  ['an old one, replayed', replayOld],
])('a wallet that knows NIP-44, its info event %s', (_, become) => {
  test('is spoken to in NIP-44 from the start, and ever after', async () => {
    const service = await startService(relay);
    become();
    const first = wallet();
    expect(await first.nwc.connect(service.uri)).toMatchObject({ encryption: 'nip44_v2' });
    expect(await first.nwc.fulfil(requestFor(), ASKED)).toMatchObject({ preimage: PREIMAGE });
    service.close();
  });

  test('that was seen before is not spoken to in NIP-04 when it does not answer', async () => {
    const { nwc } = wallet({ pay: 500, ask: 500 });
    const service = await startService(relay);
    await nwc.connect(service.uri);
    become();
    service.close();
    relay.published.length = 0;
    await expect(nwc.connect(service.uri)).rejects.toThrow('error_nwc_unreachable');
    const requests = relay.published.filter(({ kind }) => kind === 23_194);
    expect(requests.length).toBe(1);
    expect(requests[0]?.tags).toContainEqual(['encryption', 'nip44_v2']);
    expect(await nwc.status()).toMatchObject({ encryption: 'nip44_v2' });
  });
});

test('what storage says in the open does not choose the encryption: the seal does', async () => {
  const service = await startService(relay);
  const { nwc, store } = wallet();
  const facts = await nwc.connect(service.uri);
  await store.set('nwc', { ...facts, encryption: 'nip04' });
  expect(await nwc.fulfil(requestFor(), ASKED)).toMatchObject({ preimage: PREIMAGE });
  expect(relay.published.at(-2)?.tags).toContainEqual(['encryption', 'nip44_v2']);
  service.close();
});

describe('a wallet that knows only NIP-04', () => {
  test('is spoken to in NIP-04 when NIP-44 found no answer', async () => {
    const service = await startService(relay, 'nip04');
    const { nwc } = wallet({ pay: 5_000, ask: 3_000 });
    expect(await nwc.connect(service.uri)).toMatchObject({ encryption: 'nip04' });
    expect(await nwc.fulfil(requestFor(), ASKED)).toMatchObject({ preimage: PREIMAGE });
    service.close();
  });

  test('is spoken to in NIP-04 at once when it says that it does not know NIP-44', async () => {
    const service = await startService(relay, 'nip04');
    service.replies['undefined'] = () => ({
      error: { code: 'UNSUPPORTED_ENCRYPTION', message: '' },
    });
    const { nwc } = wallet({ pay: 5_000, ask: 60_000 });
    expect(await nwc.connect(service.uri)).toMatchObject({ encryption: 'nip04' });
    service.close();
  });

  test('is believed nothing else in NIP-04 that was asked in NIP-44', async () => {
    const service = await startService(relay, 'nip04');
    service.replies['undefined'] = () => ({ result: { alias: 'x', network: 'mainnet' } });
    const { nwc } = wallet({ pay: 5_000, ask: 3_000 });
    expect(await nwc.connect(service.uri)).toMatchObject({ network: 'regtest' });
    service.close();
  });
});
