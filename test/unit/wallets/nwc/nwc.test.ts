import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FareboxError, Unsure } from '../../../../src/core/errors.ts';
import { memory, random } from '../../../fixtures/memory.ts';
import { ASKED, requestFor, wallet } from './connected.ts';
import { type Relay, startRelay } from './relay.ts';
import { PREIMAGE, startService } from './service.ts';

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

describe('connecting', () => {
  test('keeps who the wallet is in the open, and the secret in the safe', async () => {
    const { nwc, store, secrets } = wallet();
    expect(await nwc.status()).toBeUndefined();
    const facts = await nwc.connect(service.uri);
    expect(facts).toMatchObject({
      alias: 'A wallet',
      network: 'regtest',
      encryption: 'nip44_v2',
      pubkey: service.pubkey,
    });
    expect(await nwc.status()).toEqual(facts);
    expect(JSON.stringify([...store.values])).not.toContain('b2b2');
    expect(JSON.stringify([...secrets.values])).toContain('b2b2');
    expect(await nwc.serves({ kind: 'lightning', network: 'regtest' })).toBe(true);
    expect(await nwc.serves({ kind: 'lightning', network: 'mainnet' })).toBe(false);
    expect(await nwc.balance?.({ kind: 'lightning', network: 'regtest' })).toBe(21_000n);
    await nwc.disconnect();
    expect([...store.values.keys()]).toEqual(['nwc.earlier']);
    expect(secrets.values.size).toBe(0);
    await expect(nwc.ready()).rejects.toThrow('error_no_wallet');
  });

  test.each([
    ['https://example.com', 'error_nwc_uri'],
    ['nostr+walletconnect://abc?relay=wss://a&secret=b', 'error_nwc_uri: pubkey'],
    [`nostr+walletconnect://${'a1'.repeat(32)}?relay=wss://a`, 'error_nwc_uri: secret'],
    [`nostr+walletconnect://${'a1'.repeat(32)}?secret=${'b2'.repeat(32)}`, 'error_nwc_uri: relay'],
    [`nostr+walletconnect:${'ff'.repeat(32)}?relay=wss://a`, 'error_nwc_uri: pubkey'],
    [
      `nostr+walletconnect://${'a1'.repeat(32)}?relay=wss://a&secret=${'0'.repeat(64)}`,
      'error_nwc_uri: secret',
    ],
    [
      `nostrwalletconnect://${'a1'.repeat(32)}?secret=${'b2'.repeat(32)}&relay=ws://x/?s=${'b2'.repeat(32)}`,
      'error_nwc_relay: ws://x/?s=…',
    ],
    [
      `nostr+walletconnect://${'a1'.repeat(32)}?relay=ws://far.example&secret=${'b2'.repeat(32)}`,
      'error_nwc_relay: ws://far.example',
    ],
  ])('%s is refused: %s', async (uri, error) => {
    await expect(wallet().nwc.connect(uri)).rejects.toThrow(error);
  });

  test('a wallet that pays no invoices is refused, and a connection that was stays', async () => {
    const { nwc } = wallet();
    const facts = await nwc.connect(service.uri);
    const other = await startService(relay, 'nip44_v2', 'd4'.repeat(32), 'get_info make_invoice');
    await expect(nwc.connect(other.uri)).rejects.toThrow('error_nwc_cannot');
    other.close();
    expect(await nwc.status()).toEqual(facts);
    await nwc.ready();
  });

  test('a connection whose secret cannot be kept is none, and the one before stays', async () => {
    const secrets = memory();
    const disk = { full: false };
    const set: typeof secrets.set = async (...entry) => {
      if (disk.full) throw new Error('quota');
      await secrets.set(...entry);
    };
    const { nwc } = wallet(undefined, { store: memory(), secrets: { ...secrets, set } });
    const facts = await nwc.connect(service.uri);
    const other = await startService(relay, 'nip44_v2', 'd4'.repeat(32));
    disk.full = true;
    await expect(nwc.connect(other.uri)).rejects.toThrow('quota');
    disk.full = false;
    other.close();
    expect(await nwc.status()).toEqual(facts);
    await nwc.ready();
  });

  test('without one there is no account to ask for', async () => {
    const { nwc } = wallet();
    const rail = { kind: 'lightning', network: 'regtest' } as const;
    expect(await nwc.account(rail, ASKED)).toBeUndefined();
    await nwc.connect(service.uri);
    expect(await nwc.account(rail, ASKED)).toEqual({ rail: 'lightning' });
  });

  test('a relay that is not there is said to be', async () => {
    await relay.close();
    await expect(wallet().nwc.connect(service.uri)).rejects.toThrow('error_nwc_unreachable');
    relay = await startRelay();
  });
});

describe('paying', () => {
  test('pays once, and gives the preimage and the fee', async () => {
    const { nwc } = wallet();
    await nwc.connect(service.uri);
    const request = requestFor();
    expect(await nwc.fulfil(request, ASKED)).toEqual({
      rail: 'lightning',
      preimage: PREIMAGE,
      fee: '1000',
    });
    expect(service.asked.at(-1)).toEqual({
      method: 'pay_invoice',
      params: { invoice: request.invoice },
    });
  });

  test.each([
    ['INSUFFICIENT_BALANCE', 'error_nwc_balance'],
    ['QUOTA_EXCEEDED', 'error_nwc_quota'],
    ['RESTRICTED', 'error_nwc_restricted'],
    ['UNAUTHORIZED', 'error_nwc_unauthorized'],
    ['NOT_IMPLEMENTED', 'error_nwc_cannot'],
    ['RATE_LIMITED', 'error_nwc_busy'],
  ])('%s is a refusal: nothing moved', async (code, key) => {
    const { nwc } = wallet();
    await nwc.connect(service.uri);
    service.replies['pay_invoice'] = () => ({ error: { code, message: 'no' } });
    const error = await nwc.fulfil(requestFor(), ASKED).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ key });
    expect(error).not.toBeInstanceOf(Unsure);
  });

  test.each(['PAYMENT_FAILED', 'INTERNAL', 'OTHER', 'SOMETHING_NEW', 'toString'])(
    '%s is looked up: paid already is paid',
    async (code) => {
      const { nwc } = wallet();
      await nwc.connect(service.uri);
      service.replies['pay_invoice'] = () => ({ error: { code, message: 'already paid' } });
      service.replies['lookup_invoice'] = () => ({
        result: { type: 'outgoing', preimage: PREIMAGE, settled_at: 1, fees_paid: 0 },
      });
      expect(await nwc.fulfil(requestFor(), ASKED)).toMatchObject({ preimage: PREIMAGE });
      expect(service.times('pay_invoice')).toBe(1);
    },
  );

  test('what failed for good is a refusal, what may yet succeed is not', async () => {
    const { nwc } = wallet();
    await nwc.connect(service.uri);
    service.replies['pay_invoice'] = () => ({ error: { code: 'PAYMENT_FAILED', message: '' } });
    service.replies['lookup_invoice'] = () => ({ result: { state: 'failed' } });
    const failed = await nwc.fulfil(requestFor(), ASKED).catch((reason: unknown) => reason);
    expect(failed).toMatchObject({ key: 'error_nwc_failed' });
    expect(failed).not.toBeInstanceOf(Unsure);
    service.replies['lookup_invoice'] = () => ({ result: { state: 'pending' } });
    await expect(nwc.fulfil(requestFor(), ASKED)).rejects.toBeInstanceOf(Unsure);
  });

  test('silence is unsure, and is asked once', async () => {
    const patient = wallet();
    await patient.nwc.connect(service.uri);
    const { nwc } = wallet({ pay: 300, ask: 300 }, patient);
    service.replies['pay_invoice'] = () => undefined;
    service.replies['lookup_invoice'] = () => undefined;
    await expect(nwc.fulfil(requestFor(), ASKED)).rejects.toBeInstanceOf(Unsure);
    await expect.poll(() => service.times('pay_invoice')).toBe(1);
  });

  test('an answer that somebody else signed is none', async () => {
    const patient = wallet();
    await patient.nwc.connect(service.uri);
    const { nwc } = wallet({ pay: 500, ask: 500 }, patient);
    service.replies['pay_invoice'] = () => {
      const id = relay.published.at(-1)?.id ?? '';
      void service.send('pay_invoice', id, { result: { preimage: PREIMAGE } }, 'c3'.repeat(32));
      return undefined;
    };
    service.replies['lookup_invoice'] = () => undefined;
    await expect(nwc.fulfil(requestFor(), ASKED)).rejects.toBeInstanceOf(Unsure);
  });

  test('a purse that locks while the wallet pays does not make it certain that nothing moved', async () => {
    const { nwc, secrets } = wallet();
    await nwc.connect(service.uri);
    service.replies['pay_invoice'] = () => {
      secrets.get = () => Promise.reject(new FareboxError('error_locked'));
      return { error: { code: 'INTERNAL', message: '' } };
    };
    service.replies['lookup_invoice'] = () => ({ result: { state: 'pending' } });
    const error = await nwc.fulfil(requestFor(), ASKED).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Unsure);
    expect(await nwc.lookup(requestFor(), ASKED)).toBe('unknown');
  });

  test('a line that breaks in the middle is opened again, and the payment is not asked for twice', async () => {
    const { nwc } = wallet({ pay: 30_000, ask: 5_000 });
    await nwc.connect(service.uri);
    service.replies['pay_invoice'] = () => {
      const id = relay.published.at(-1)?.id ?? '';
      const before = relay.connections;
      // The service keeps its line; ours breaks, and the answer comes once we are back.
      relay.drop();
      const back = setInterval(() => {
        if (relay.connections === before) return;
        clearInterval(back);
        void again.then((line) => line.answer(id));
      }, 10);
      return undefined;
    };
    const again = (async () => {
      return {
        answer: async (id: string) => {
          const { WebSocket: Socket } = await import('ws');
          const { signEvent } = await import('../../../../src/wallets/nwc/crypto/event.ts');
          const { publicKeyOf } = await import('../../../../src/wallets/nwc/crypto/keys.ts');
          const nip44 = await import('../../../../src/wallets/nwc/crypto/nip44.ts');
          const socket = new Socket(relay.url);
          await new Promise((resolve) => socket.once('open', resolve));
          const text = JSON.stringify({
            result_type: 'pay_invoice',
            result: { preimage: PREIMAGE },
          });
          const sealed = nip44.seal(
            'a1'.repeat(32),
            publicKeyOf('b2'.repeat(32)),
            text,
            random(32),
          );
          const event = signEvent('a1'.repeat(32), 23_195, [['e', id]], sealed, 1_790_000_000);
          // Until our subscription stands, an answer would be lost.
          const timer = setInterval(() => socket.send(JSON.stringify(['EVENT', event])), 50);
          setTimeout(() => {
            clearInterval(timer);
            socket.terminate();
          }, 4_000);
        },
      };
    })();
    expect(await nwc.fulfil(requestFor(), ASKED)).toMatchObject({ preimage: PREIMAGE });
    expect(relay.published.filter(({ kind }) => kind === 23_194).length).toBe(2);
  });
});

describe('before it pays', () => {
  test.each([
    ['of another network', () => requestFor('bc210n'), 'error_nwc_network: regtest, mainnet'],
    ['that is over', () => requestFor('bcrt210n', -60), 'error_quote_expired'],
    ['for another amount', () => ({ ...requestFor(), amount: '1' }), 'error_terms: amount'],
    [
      'with another hash',
      () => ({ ...requestFor(), paymentHash: 'ab'.repeat(32) }),
      'error_terms: paymentHash',
    ],
  ])('an invoice %s is refused', async (_, make, error) => {
    const { nwc } = wallet();
    await nwc.connect(service.uri);
    await expect(nwc.fulfil(make(), ASKED)).rejects.toThrow(error);
    expect(service.times('pay_invoice')).toBe(0);
  });
});
