import { randomBytes } from 'node:crypto';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { decodeInvoice } from '../../../src/core/lightning/bolt11.ts';
import { makeInvoice } from '../../fixtures/invoice.ts';
import type { Lightning } from './lightning.ts';

/** Two ends of Lightning without the nodes between: invoices are signed and hashes are real, money is a note. */
export function paperLightning(): Lightning {
  const preimages = new Map<string, Uint8Array>();
  const paid = new Set<string>();
  return {
    invoice: async (amountSat, memo) => {
      const preimage = randomBytes(32);
      const paymentHash = bytesToHex(sha256(preimage));
      preimages.set(paymentHash, preimage);
      const prefix = `bcrt${amountSat * 10n}n`;
      const timestamp = Math.floor(Date.now() / 1000);
      return {
        bolt11: makeInvoice({ prefix, paymentHash, description: memo, timestamp }),
        paymentHash,
      };
    },
    isPaid: async (paymentHash) => paid.has(paymentHash),
    pay: async (bolt11) => {
      const invoice = decodeInvoice(bolt11);
      if (typeof invoice === 'string') throw new Error(invoice);
      const preimage = preimages.get(invoice.paymentHash);
      if (preimage === undefined) throw new Error('no route');
      if (paid.has(invoice.paymentHash)) throw new Error('already paid');
      paid.add(invoice.paymentHash);
      return { preimage: bytesToHex(preimage) };
    },
  };
}
