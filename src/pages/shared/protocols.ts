import type { ProtocolId } from '../../core/reading.ts';

/** Protocols by the names that they give themselves; the same in every language. */
const NAMES: Readonly<Record<ProtocolId, string>> = {
  x402: 'x402',
  mpp: 'MPP',
  l402: 'L402',
  lightning: 'Lightning',
  cashu: 'Cashu',
  bsv: 'BSV',
  'l402-offers': 'L402 offers',
  k402: 'k402',
  h402: 'h402',
  xmr402: 'XMR402',
  'ack-pay': 'ACK-Pay',
  'web-payments': 'HTTP payments',
  'x-payment': 'X-Payment',
  lnurlcash: 'LNURLcash',
};

/** `x402 v2, exact`. */
export function protocolText(offer: {
  protocol: ProtocolId;
  version?: string;
  method?: string;
}): string {
  const bare = offer.version?.replace(/^v(?=\d)/i, '');
  const version = bare === undefined ? '' : /^\d/.test(bare) ? ` v${bare}` : ` ${bare}`;
  return `${NAMES[offer.protocol]}${version}${offer.method ? `, ${offer.method}` : ''}`;
}
