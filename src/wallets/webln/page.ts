/** What became of a payment by the page's wallet. `refused`: before it was asked to pay. */
export type PageAnswer =
  | { readonly kind: 'paid'; readonly preimage: string }
  | { readonly kind: 'refused' }
  | { readonly kind: 'failed' };

/**
 * Runs in the page's world, and so stands alone: pays an invoice by `window.webln`
 * (https://www.webln.guide/building-lightning-apps/webln-reference).
 */
export async function payInPage(invoice: string): Promise<PageAnswer> {
  type Provider = {
    enable?: () => Promise<unknown>;
    sendPayment?: (invoice: string) => Promise<{ preimage?: unknown } | undefined>;
  };
  const { webln } = window as unknown as { webln?: Provider };
  if (typeof webln?.sendPayment !== 'function') return { kind: 'refused' };
  // A question that is left open is a no after a minute: what is allowed later is not paid any more.
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('timeout')), 60_000);
  });
  try {
    await Promise.race([webln.enable?.(), late]);
  } catch {
    return { kind: 'refused' };
  }
  try {
    const preimage = (await webln.sendPayment(invoice))?.preimage;
    return typeof preimage === 'string' ? { kind: 'paid', preimage } : { kind: 'failed' };
  } catch {
    // Wallets use one exception for "no", for "not enough" and for "I lost track of it".
    return { kind: 'failed' };
  }
}

/** Runs in the page's world: whether it brings a wallet. */
export function hasPageWallet(_: null): boolean {
  const { webln } = window as unknown as { webln?: { sendPayment?: unknown } };
  return typeof webln?.sendPayment === 'function';
}
