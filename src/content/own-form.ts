/**
 * Whether a document seems to bring a payment form of its own: a paywall that pays with a wallet of the page's choice, the
 * code of a client that pays by itself, or a link to a wallet. Runs in the isolated world of the document as source text,
 * so it cannot use anything outside its own body. It may miss one: what bundlers have renamed is not recognised.
 */
export function hasOwnForm(): boolean {
  const clients =
    /window\.x402\b|wrapFetchWithPayment|withPaymentInterceptor|x402-(?:fetch|axios|paywall)|\bmppx\b|webln\.sendPayment/;
  const worker = navigator.serviceWorker?.controller?.scriptURL ?? '';
  const scripts = Array.from(document.scripts).some(({ src, text }) => clients.test(src || text));
  const wallets = ['lightning:', 'bitcoin:', 'ethereum:', 'cashu:'];
  const links = wallets.map((scheme) => `a[href^="${scheme}"]`).join();
  return scripts || clients.test(worker) || document.querySelector(links) !== null;
}

/**
 * Whether a document seems to bring the code of a client that pays by itself, for what its scripts ask. As `hasOwnForm`, but
 * a link to a wallet says nothing of a call: many pages have one for gifts.
 */
export function hasOwnClient(): boolean {
  const clients =
    /wrapFetchWithPayment|withPaymentInterceptor|x402-(?:fetch|axios)|\bmppx\b|webln\.sendPayment/;
  const worker = navigator.serviceWorker?.controller?.scriptURL ?? '';
  const scripts = Array.from(document.scripts).some(({ src, text }) => clients.test(src || text));
  return scripts || clients.test(worker);
}
