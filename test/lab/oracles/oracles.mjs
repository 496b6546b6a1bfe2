// The oracles' own imports resolve from this folder, which has packages of its own.
import { Invoice as AlbyInvoice } from '@getalby/lightning-tools/bolt11';
import { decode } from 'light-bolt11-decoder';
import { Challenge } from 'mppx';

/** mppx 0.11.0: writes challenges, and reads a whole `WWW-Authenticate` value. */
export const mppx = { serialize: Challenge.serialize, deserializeList: Challenge.deserializeList };

/** light-bolt11-decoder 3.2.0. */
export function lightBolt11(text) {
  const { sections, expiry } = decode(text);
  const value = (name) => sections.find((section) => section.name === name)?.value;
  return {
    prefix: value('coin_network')?.bech32,
    amount: value('amount'),
    timestamp: value('timestamp'),
    expiry,
    paymentHash: value('payment_hash'),
    description: value('description'),
    descriptionHash: value('description_hash'),
  };
}

/** @getalby/lightning-tools 9.0.1. */
export function alby(text) {
  const invoice = new AlbyInvoice({ pr: text });
  return {
    satoshi: invoice.satoshi,
    timestamp: invoice.timestamp,
    expiry: invoice.expiry,
    paymentHash: invoice.paymentHash,
    description: invoice.description,
  };
}
