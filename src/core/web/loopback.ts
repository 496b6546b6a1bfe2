/** Hosts that never leave this machine (RFC 6761 section 6.3, RFC 1122 section 3.2.1.3). */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname)
  );
}

/**
 * Whether a request to this address is made to this computer: http(s), and a host of `isLoopback` as the URL parser gives
 * it. What only looks like one is not: `127.0.0.1.nip.io`, `localhost@shop.example`, `localhost.`, `[::ffff:127.0.0.1]`.
 */
export function isThisComputer(url: string | undefined): boolean {
  const parsed = url === undefined ? null : URL.parse(url);
  return parsed !== null && /^https?:$/.test(parsed.protocol) && isLoopback(parsed.hostname);
}
