import { describe, expect, it } from 'vitest';
import { decodeInvoice } from '../../../../src/core/lightning/bolt11.ts';
import {
  makeInvoice,
  nodeId,
  TEST_HASH,
  TEST_TIME,
  toWords,
  withPrefix,
} from '../../../fixtures/invoice.ts';

const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The other of the two signatures that recover the same key: s negated, recovery id flipped. */
function highS(signature: Uint8Array): Uint8Array {
  const s = BigInt(`0x${Buffer.from(signature.subarray(32, 64)).toString('hex')}`);
  const negated = Buffer.from((N - s).toString(16).padStart(64, '0'), 'hex');
  return Uint8Array.from([...signature.subarray(0, 32), ...negated, (signature[64] ?? 0) ^ 1]);
}

describe('decodeInvoice', () => {
  it('reads every field of a signed invoice', () => {
    const text = makeInvoice({ prefix: 'bc2500u', description: 'Ein Kaffee ☕', expiry: 60 });
    expect(decodeInvoice(text)).toEqual({
      text,
      network: 'mainnet',
      amount: 250_000_000n,
      createdAt: TEST_TIME * 1000,
      expiresAt: (TEST_TIME + 60) * 1000,
      paymentHash: TEST_HASH,
      description: 'Ein Kaffee ☕',
      payee: nodeId(),
    });
  });

  it.each([
    ['bc1', 100_000_000_000n],
    ['bc20m', 2_000_000_000n],
    ['bc1500n', 150_000n],
    ['bc9678785340p', 967_878_534n],
    ['bc10p', 1n],
    ['bc21000000', 2_100_000_000_000_000_000n],
  ])('reads the amount of ln%s in millisatoshi', (prefix, amount) => {
    expect(decodeInvoice(makeInvoice({ prefix }))).toMatchObject({ amount });
  });

  it.each([
    'bc2500x',
    'bc01m',
    'bc0n',
    'bcm',
    'bc1.5m',
    'bc2500000001p',
    'bc1p',
    'bc21000001',
    'bc9'.padEnd(25, '9'),
  ])('refuses the amount of ln%s', (prefix) => {
    expect(decodeInvoice(makeInvoice({ prefix }))).toBe(
      'has an amount that is not a whole number of millisatoshi',
    );
  });

  it.each([
    ['bc1m', 'mainnet'],
    ['tb1m', 'testnet'],
    ['tbs1m', 'signet'],
    ['bcrt1m', 'regtest'],
    ['bcrt', 'regtest'],
  ])('knows the network of ln%s', (prefix, network) => {
    expect(decodeInvoice(makeInvoice({ prefix }))).toMatchObject({ network });
  });

  it('refuses another currency', () => {
    expect(decodeInvoice(makeInvoice({ prefix: 'ltc1m' }))).toBe(
      'is not for a known Lightning network',
    );
    expect(decodeInvoice(withPrefix(makeInvoice(), 'o'))).toBe(
      'is not for a known Lightning network',
    );
  });

  it('has no amount where the payer is to choose', () => {
    const invoice = decodeInvoice(makeInvoice({ prefix: 'bc' }));
    expect(invoice).toMatchObject({ network: 'mainnet' });
    expect(invoice).not.toHaveProperty('amount');
  });

  it('takes an hour where no expiry is named, and none that a date cannot hold', () => {
    expect(decodeInvoice(makeInvoice())).toMatchObject({ expiresAt: (TEST_TIME + 3600) * 1000 });
    const forever = makeInvoice({ more: [['x', Array.from({ length: 900 }, () => 31)]] });
    expect(decodeInvoice(forever)).toMatchObject({ expiresAt: 8_640_000_000_000_000 });
  });

  it('carries the hash of a description that is elsewhere', () => {
    const descriptionHash = 'ab'.repeat(32);
    const invoice = decodeInvoice(makeInvoice({ descriptionHash }));
    expect(invoice).toMatchObject({ descriptionHash });
    expect(invoice).not.toHaveProperty('description');
  });

  it('drops a description that is not UTF-8', () => {
    const invoice = decodeInvoice(
      makeInvoice({
        descriptionHash: 'ab'.repeat(32),
        more: [['d', toWords(Uint8Array.of(0xff))]],
      }),
    );
    expect(invoice).not.toHaveProperty('description');
  });

  it('reads upper case and the lightning: prefix', () => {
    const text = makeInvoice();
    expect(decodeInvoice(` LIGHTNING:${text.toUpperCase()} `)).toEqual(decodeInvoice(text));
  });

  it('refuses mixed case, a changed letter and a bech32m checksum', () => {
    const text = makeInvoice();
    expect(decodeInvoice(`L${text.slice(1)}`)).toBe('mixes upper and lower case');
    const changed = `${text.slice(0, 40)}${text[40] === 'q' ? 'p' : 'q'}${text.slice(41)}`;
    expect(decodeInvoice(changed)).toBe('is not bech32, or its checksum is wrong');
    expect(decodeInvoice('')).toBe('is not bech32, or its checksum is wrong');
    expect(decodeInvoice('lnbc1u1p...')).toBe('is not bech32, or its checksum is wrong');
    // BIP-350's own vector: right by the other constant.
    expect(decodeInvoice('a1lqfn3a')).toBe('is not bech32, or its checksum is wrong');
  });

  it('recovers the payee, who then differs when the amount was changed', () => {
    const changed = decodeInvoice(withPrefix(makeInvoice({ prefix: 'bc1m' }), 'bc9m'));
    // Recovery yields some key for nearly every text: without a named payee only the wallet's route tells.
    if (typeof changed === 'object') expect(changed.payee).not.toBe(nodeId());
    const named = makeInvoice({ prefix: 'bc1m', payee: 'own' });
    expect(decodeInvoice(named)).toMatchObject({ payee: nodeId() });
    expect(decodeInvoice(withPrefix(named, 'bc9m'))).toBe('has a wrong signature');
  });

  it("refuses a signature that is not the named payee's", () => {
    expect(decodeInvoice(makeInvoice({ payee: nodeId('11'.repeat(32)) }))).toBe(
      'has a wrong signature',
    );
    expect(decodeInvoice(makeInvoice({ payee: `05${'22'.repeat(32)}` }))).toBe(
      'has a wrong signature',
    );
  });

  it('reads a high-S signature, recovered or of a named payee', () => {
    expect(decodeInvoice(makeInvoice({ tamper: highS }))).toMatchObject({ payee: nodeId() });
    const named = decodeInvoice(makeInvoice({ tamper: highS, payee: 'own' }));
    expect(named).toMatchObject({ payee: nodeId() });
  });

  it('refuses what is no signature', () => {
    const recovery = (id: number) => (signature: Uint8Array) =>
      Uint8Array.from([...signature.subarray(0, 64), id]);
    expect(decodeInvoice(makeInvoice({ tamper: recovery(4) }))).toBe('has a wrong signature');
    expect(decodeInvoice(makeInvoice({ tamper: () => new Uint8Array(65) }))).toBe(
      'has a wrong signature',
    );
    expect(decodeInvoice(makeInvoice({ tamper: () => new Uint8Array(65).fill(255) }))).toBe(
      'has a wrong signature',
    );
  });

  it('skips fields of unknown type and hashes or keys of another length', () => {
    const odd = makeInvoice({
      paymentHash: '',
      more: [
        ['p', Array.from({ length: 51 }, () => 0)],
        ['h', Array.from({ length: 53 }, () => 0)],
        ['n', Array.from({ length: 54 }, () => 0)],
        ['2', [0, 0, 0]],
        ['p', toWords(Uint8Array.from(Buffer.from(TEST_HASH, 'hex')))],
        ['p', toWords(new Uint8Array(32))],
      ],
    });
    expect(decodeInvoice(odd)).toMatchObject({ paymentHash: TEST_HASH, payee: nodeId() });
  });

  it('refuses an invoice without payment hash, cut short, or too long', () => {
    expect(decodeInvoice(makeInvoice({ paymentHash: '' }))).toBe('has no payment hash');
    expect(decodeInvoice(`lnbc1${'q'.repeat(8200)}`)).toBe('is too long');
    const text = makeInvoice({ more: [['r', Array.from({ length: 50 }, () => 1)]] });
    expect(decodeInvoice(text)).toMatchObject({ paymentHash: TEST_HASH });
  });

  it('ignores unknown odd features and refuses unknown even ones', () => {
    expect(decodeInvoice(makeInvoice({ features: [9, 15, 17, 99] }))).toMatchObject({
      network: 'mainnet',
    });
    expect(decodeInvoice(makeInvoice({ features: [] }))).toMatchObject({ network: 'mainnet' });
    expect(decodeInvoice(makeInvoice({ features: [8, 14, 100] }))).toBe(
      'needs a feature that is not known',
    );
  });
});
