import { describe, expect, test } from 'vitest';
import type { Eip3009Request } from '../../../../src/core/offers/rail.ts';
import { createChainReader } from '../../../../src/wallets/evm/chain-reader.ts';
import { readTerms } from '../../../../src/wallets/evm/check-request.ts';

// What a node may answer, and what a stored request may hold: all else is refused, and the field is named.

const NETWORK = 'eip155:84532';
const ADDRESS = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
const HASH = `0x${'ab'.repeat(32)}`;
const word = (value: number) => `0x${value.toString(16).padStart(64, '0')}`;

/** A reader of a chain whose node answers everything with this, and what the node was asked. */
function reader(answer: unknown) {
  const asked: unknown[][] = [];
  const rpc = async (...all: unknown[]) => {
    asked.push(all.slice(1));
    return answer;
  };
  return { asked, chain: createChainReader(rpc as Parameters<typeof createChainReader>[0]) };
}
const KB = 1024;

describe('a balance', () => {
  const read = (answer: unknown) => reader(answer).chain.balanceOf(NETWORK, ADDRESS, ADDRESS);
  test('is one word', async () => {
    expect(await read(word(255))).toBe(255n);
  });
  test.each([
    [undefined],
    [5],
    [[word(5)]],
    ['0x5'],
    [`${word(5)}00`],
    [` ${word(5)}`],
    [word(5).slice(2)],
  ])('is not %j', async (answer) => {
    await expect(read(answer)).rejects.toThrow('error_rpc');
  });
});

describe('an authorization', () => {
  const read = (answer: unknown) =>
    reader(answer).chain.authorizationState(NETWORK, ADDRESS, ADDRESS, HASH, 16n);
  test('was used, or was not, and nothing else', async () => {
    expect(await read(word(1))).toBe(true);
    expect(await read(word(0))).toBe(false);
    await expect(read(word(2))).rejects.toThrow('error_rpc');
  });
});

describe('the newest block', () => {
  const read = (answer: unknown) => reader(answer).chain.latestBlock(NETWORK);
  test('has a number and a time, and is asked for without its transactions', async () => {
    const { asked, chain } = reader({ number: '0x10', timestamp: '0x20' });
    expect(await chain.latestBlock(NETWORK)).toEqual({ number: 16n, time: 32n });
    expect(asked).toEqual([['eth_getBlockByNumber', ['latest', false], KB * KB]]);
  });
  test.each([
    [null],
    [{}],
    [{ number: '0x10' }],
    [{ number: ' 0x10', timestamp: '0x20' }],
    [{ number: '0x010', timestamp: '0x20' }],
    [{ number: '16', timestamp: '0x20' }],
    [{ number: '0x10', timestamp: `0x1${'0'.repeat(16)}` }],
  ])('is not %j', async (answer) => {
    await expect(read(answer)).rejects.toThrow('error_rpc');
  });
});

describe('the code of an address', () => {
  test.each(['0x', '0x60Fe', `0x${'00'.repeat(200)}`])('is %s', async (code) => {
    const { asked, chain } = reader(code);
    expect(await chain.codeOf(NETWORK, ADDRESS)).toBe(code);
    expect(asked).toEqual([['eth_getCode', [ADDRESS, 'latest'], 256 * KB]]);
  });
  test.each([[undefined], [7], [['0x60']], ['60fe'], ['0x6x'], [' 0x60'], ['0x60 ']])(
    'is not %j',
    async (answer) => {
      await expect(reader(answer).chain.codeOf(NETWORK, ADDRESS)).rejects.toThrow('error_rpc');
    },
  );
});

test('the number of a chain is a quantity', async () => {
  const { asked, chain } = reader('0x14a34');
  expect(await chain.chainId(NETWORK)).toBe(84532n);
  expect(asked).toEqual([['eth_chainId', []]]);
  await expect(reader('84532').chain.chainId(NETWORK)).rejects.toThrow('error_rpc');
});

test('what is no receipt of a transaction is refused', async () => {
  const { asked, chain } = reader({ status: '0x2' });
  await expect(chain.transaction(NETWORK, HASH)).rejects.toThrow('error_rpc');
  expect(asked).toEqual([['eth_getTransactionReceipt', [HASH], KB * KB]]);
});

describe('a stored request', () => {
  const request: Eip3009Request = {
    rail: 'eip3009',
    network: NETWORK,
    domain: { name: 'USDC', version: '2', chainId: 84532, verifyingContract: ADDRESS },
    message: {
      from: ADDRESS,
      to: ADDRESS,
      value: '1',
      validAfter: '0',
      validBefore: '2',
      nonce: HASH,
    },
  };
  test('is read with its numbers', () => {
    const { message } = readTerms(request);
    expect(message).toMatchObject({ value: 1n, validAfter: 0n, validBefore: 2n, nonce: HASH });
  });
  test.each([
    ['rail', { rail: 'lightning' }],
    ['domain.chainId', { network: 'eip155:1' }],
    ['domain.verifyingContract', { domain: { ...request.domain, verifyingContract: '0x' } }],
    ['message.nonce', { message: { ...request.message, nonce: [HASH] } }],
    ['message.nonce', { message: { ...request.message, nonce: `${HASH}00` } }],
    ['message.nonce', { message: { ...request.message, nonce: ` ${HASH}` } }],
    ['message.value', { message: { ...request.message, value: '01' } }],
  ])('names what is wrong: %s, %j', (field, change) => {
    const damaged = { ...request, ...change } as unknown as Eip3009Request;
    expect(() => readTerms(damaged)).toThrow(`error_terms: ${field}`);
  });
});
