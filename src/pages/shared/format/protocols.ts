/** `x402 v2, exact`: the protocol's name, its version, and its own word for how it is paid. */
export function protocolText(offer: {
  protocolName: string;
  version?: string;
  method?: string;
}): string {
  const bare = offer.version?.replace(/^v(?=\d)/i, '');
  const version = bare === undefined ? '' : /^\d/.test(bare) ? ` v${bare}` : ` ${bare}`;
  return `${offer.protocolName}${version}${offer.method ? `, ${offer.method}` : ''}`;
}
