import { describe, expect, test } from 'vitest';
import { parseConnection } from '../../../../src/wallets/nwc/connection.ts';
import { publicKeyOf } from '../../../../src/wallets/nwc/crypto/keys.ts';

// The examples of NIP-19.
const HEX = '7e7e9c42a91bfef19fa929e5fda1b72e0ebc1a4c1141673e2794234d86addf4e';
const NPUB = 'npub10elfcs4fr0l0r8af98jlmgdh9c8tcxjvz9qkw038js35mp4dma8qzvjptg';
const SECRET = '67dea2ed018072d675f5415ecfaed7d2597555e202d85b3d65ea4e58d2d92ffa';
const NSEC = 'nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5';
const NPROFILE =
  'nprofile1qqsrhuxx8l9ex335q7he0f09aej04zpazpl0ne2cgukyawd24mayt8gpp4mhxue69uhhytnc9e3k7mgpz4mhxue69uhkg6nzv9ejuumpv34kytnrdaksjlyr9p';

const uri = (wallet: string, secret: string) =>
  `nostr+walletconnect://${wallet}?relay=wss%3A%2F%2Frelay.example&secret=${secret}`;

describe('the keys of a connection string', () => {
  test.each([
    ['hex', HEX, SECRET],
    ['hex in capitals', HEX.toUpperCase(), SECRET.toUpperCase()],
    ['npub and hex', NPUB, SECRET],
    ['hex and nsec', HEX, NSEC],
    ['npub and nsec', NPUB, NSEC],
    ['both in capitals', NPUB.toUpperCase(), NSEC.toUpperCase()],
  ])('as %s are the same keys', (_, wallet, secret) => {
    const read = parseConnection(uri(wallet, secret));
    expect(read).toEqual({ wallet: HEX, relays: ['wss://relay.example/'], secret: SECRET });
    expect(publicKeyOf(read.secret)).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    ['an nsec for the wallet', uri(NSEC, SECRET), 'error_nwc_key: nsec, npub'],
    ['an npub for the secret', uri(HEX, NPUB), 'error_nwc_key: npub, nsec'],
    ['a profile for the wallet', uri(NPROFILE, SECRET), 'error_nwc_key: nprofile, npub'],
    ['an encrypted key', uri(HEX, `ncryptsec1${'q'.repeat(50)}`), 'error_nwc_key: ncryptsec, nsec'],
    ['a changed npub', uri(NPUB.replace('elfcs', 'elfcz'), SECRET), 'error_nwc_uri: pubkey'],
    ['a changed nsec', uri(HEX, NSEC.replace('l029m', 'l029n')), 'error_nwc_uri: secret'],
    ['half an npub', uri(NPUB.slice(0, 30), SECRET), 'error_nwc_uri: pubkey'],
    ['an npub alone', NPUB, 'error_nwc_key: npub, nostr+walletconnect://'],
    ['an nsec alone', NSEC, 'error_nwc_key: nsec, nostr+walletconnect://'],
    ['a link to a profile', `nostr:${NPROFILE}`, 'error_nwc_key: nprofile, nostr+walletconnect://'],
    [
      'a signer’s address',
      `bunker://${HEX}?relay=wss://relay.example`,
      'error_nwc_key: bunker, nostr+walletconnect://',
    ],
  ])('%s is named, and no key is in the error', (_, text, message) => {
    let error: unknown;
    try {
      parseConnection(text);
    } catch (reason) {
      error = reason;
    }
    expect(error).toMatchObject({ message });
    expect(String(error)).not.toMatch(/[0-9a-f]{32}|1[02-9ac-hj-np-z]{20}/i);
  });

  test('a secret that was put into the relay is not shown', () => {
    const text = `nostr+walletconnect://${HEX}?secret=${SECRET}&relay=ws://x/?s=${NSEC}`;
    expect(() => parseConnection(text)).toThrow('error_nwc_relay: ws://x/?s=…');
  });
});
