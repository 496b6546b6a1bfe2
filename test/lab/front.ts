import { escapeHtml, page } from './page.ts';
import { hardAddresses } from './shop-odd.ts';

type Shops = { readonly v2: string; readonly v1: string; readonly odd: string };

type Door = readonly [path: string, name: string, shows: string];

const v2: readonly Door[] = [
  [
    '/article',
    'The boatman and the basket',
    'A story for 0.01 USDC, behind the shop’s own paywall.',
  ],
  ['/plain', 'A plain page', 'The reference server’s fallback paywall, which says nothing.'],
  ['/weather', 'Weather', 'JSON for a tenth of a cent.'],
  ['/several', 'Several ways', 'Two chains and Permit2: one of three can be paid.'],
  ['/preview', 'A preview', 'Programs get the first line free.'],
  ['/form', 'Guest book', 'A form whose POST costs money: nothing reloads by itself.'],
  ['/big', 'A boat', '5000 USDC: more than you have.'],
  ['/broken', 'A broken shop', 'Fails after the payment; the money stays yours.'],
];

const v1: readonly Door[] = [
  ['/page', 'A page from the first year', 'x402 v1: the terms are in the body only.'],
  ['/json', 'The same, as JSON', 'x402 v1 as programs see it.'],
];

const odd: readonly Door[] = [
  ['/empty', 'Nothing but a header', 'A 402 without a body.'],
  ['/rising', 'Rising price', 'Dearer at each visit.'],
  ['/endless', 'Never enough', 'Says 402 whatever you send.'],
  ['/thief', 'The thief', 'Takes the money and says that nothing came.'],
  ['/no-receipt', 'No receipt', 'Opens, but says nothing of the payment.'],
  ['/lost', 'Lost', 'Takes the money and hangs up.'],
  ['/free-again', 'Twice for one proof', 'Opens again for a proof that was used.'],
  ['/forged', 'A forged receipt', 'A receipt that nobody asked for.'],
  ['/redirect', 'Round the corner', 'Sends the paid visit to another site.'],
  ['/worker/', 'Own worker', 'The page’s service worker stands between.'],
  ['/invented/', 'Invented', 'A 402 that only the page’s worker made up.'],
  ['/frames', 'Frames', 'Two frames that each want money.'],
  ['/chat', 'A chat', 'Each answer is a POST that costs money, and comes word by word.'],
  ['/parts?kind=film', 'A film', 'Plays when it is paid for; each part is a request of its own.'],
  ['/calls', 'Calls', 'fetch and XMLHttpRequest that each want money.'],
  ['/prefetch', 'Ahead', 'Fetches a paid page before you go there.'],
  [hardAddresses.pattern, 'Pattern', 'An address full of signs that mean something in a rule.'],
  [hardAddresses.international, 'International', 'An address in three alphabets.'],
  ['/dialect/body-only', 'In the body', 'x402 v2, but the header is missing.'],
  ['/dialect/raw-json', 'Not encoded', 'The header holds bare JSON.'],
  ['/dialect/repeated-different', 'Two prices', 'Two headers that disagree.'],
  ['/dialect/garbage', 'Garbage', 'A header that no one can read.'],
  ['/dialect/silent', 'Silence', 'A 402 that says nothing at all.'],
];

const doors = (shop: string, list: readonly Door[]): string =>
  `<ul>${list
    .map(
      ([path, name, shows]) =>
        `<li><a href="${escapeHtml(shop + path)}">${escapeHtml(name)}</a><small>${escapeHtml(shows)}</small></li>`,
    )
    .join('')}</ul>`;

/** The front page of the lab: the addresses of every shop, with one line each. */
export const frontPage = (shops: Shops): string =>
  page(
    'Lab Street',
    `<h1>Lab Street</h1>
<p class="lead">Every door costs a little test money. The servers, the chain and the USDC are real; the money is not.</p>
<h2>The shop of today</h2>${doors(shops.v2, v2)}
<h2>The shop of the first year</h2>${doors(shops.v1, v1)}
<h2>The odd shop</h2>${doors(shops.odd, odd)}`,
  );
