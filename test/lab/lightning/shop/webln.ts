import { json as bodyOf } from 'node:stream/consumers';
import type { LightningNode } from '../node/node.ts';
import type { Counter } from './counter.ts';
import { l402 } from './l402.ts';

/** `lie` pays nothing and names a preimage all the same; `reject` pays nothing and says so. */
export type PageWallet = 'honest' | 'lie' | 'reject';

/** Where a page's wallet sends invoices, followed by its mode. */
export const PAY_PATH = '/lab/webln/';

/** A script that brings `window.webln`, as a wallet's own extension does. */
const provider = (
  mode: PageWallet,
) => `<p class="lead">This page costs sats, and brings a wallet.</p>
<script>
  window.webln = {
    enable: async () => {},
    getInfo: async () => ({ node: { alias: 'Page wallet' }, methods: ['sendPayment'] }),
    sendPayment: async (invoice) => {
      const body = JSON.stringify({ invoice });
      const response = await fetch('${PAY_PATH}${mode}', { method: 'POST', body });
      if (!response.ok) throw new Error(await response.text());
      return response.json();
    },
  };
</script>`;

/** L402 pages that bring wallets, one of each mode. */
export const weblnCounters: Readonly<Record<string, Counter>> = {
  '/webln': l402({ body: provider('honest') }),
  '/webln-lie': l402({ body: provider('lie') }),
  '/webln-reject': l402({ body: provider('reject') }),
};

/** The wallet behind the page, which pays with the customer's node. */
export const payForPage =
  (customer: LightningNode): Counter =>
  async ({ request, response, path }) => {
    const { invoice } = (await bodyOf(request)) as { readonly invoice: string };
    const mode = path.slice(PAY_PATH.length);
    if (mode === 'reject') return void response.writeHead(403).end('User rejected');
    const answer = mode === 'lie' ? { preimage: '5a'.repeat(32) } : await customer.pay(invoice);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  };
