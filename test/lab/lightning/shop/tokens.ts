import { createHash, createHmac, randomBytes } from 'node:crypto';
import { importMacaroon, newMacaroon } from '../packages/macaroon.mjs';

const ROOT = randomBytes(32);
const LIFE_SECONDS = 3600;
const VERSION = Buffer.from([0, 0]);

const keyOf = (identifier: Uint8Array) => createHmac('sha256', ROOT).update(identifier).digest();

/** Hash of a preimage, both in hex. */
export const hashOf = (preimage: string): string =>
  createHash('sha256').update(Buffer.from(preimage, 'hex')).digest('hex');

/** A macaroon in base64 that commits to a payment and opens what begins with `area`. */
export function mint(paymentHash: string, area: string): string {
  const identifier = Buffer.concat([VERSION, Buffer.from(paymentHash, 'hex'), randomBytes(32)]);
  const macaroon = newMacaroon({
    identifier,
    rootKey: keyOf(identifier),
    location: 'http://127.0.0.1',
    version: 2,
  });
  macaroon.addFirstPartyCaveat(`area=${area}`);
  macaroon.addFirstPartyCaveat(`valid_until=${Math.floor(Date.now() / 1000) + LIFE_SECONDS}`);
  return Buffer.from(macaroon.exportBinary()).toString('base64');
}

function caveatFault(caveat: string, path: string): string | null {
  const [name, value = ''] = caveat.split('=');
  if (name === 'area') return path.startsWith(value) ? null : 'not for this page';
  if (name === 'valid_until') return Number(value) * 1000 > Date.now() ? null : 'too old';
  return 'unknown caveat';
}

/** What is wrong with a token for this path; undefined when it opens it. */
export function tokenFault(token: string, preimage: string, path: string): string | undefined {
  try {
    const macaroon = importMacaroon(Buffer.from(token, 'base64'));
    const identifier = Buffer.from(macaroon.identifier);
    macaroon.verify(keyOf(identifier), (caveat) => caveatFault(caveat, path), []);
    const hash = identifier.subarray(VERSION.length, VERSION.length + 32).toString('hex');
    return hashOf(preimage) === hash ? undefined : 'wrong preimage';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
