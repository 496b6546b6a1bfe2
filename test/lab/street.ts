import { type Chain, startChain } from './chain.ts';
import { type Facilitator, startFacilitator } from './facilitator.ts';
import { frontPage } from './front.ts';
import { startShopOdd } from './shop-odd.ts';
import { startShopV1 } from './shop-v1.ts';
import { startShopV2 } from './shop-v2.ts';
import { type Server, startServer } from './web.ts';

/** Where everything is: plain data, for other processes. */
export type StreetMap = {
  readonly front: string;
  readonly rpcUrl: string;
  readonly facilitator: string;
  readonly v2: string;
  readonly v1: string;
  readonly odd: string;
  /** The odd shop under another host: another site to a browser. */
  readonly oddElsewhere: string;
};

/** A street of shops on one private chain. */
export type Street = {
  readonly map: StreetMap;
  readonly chain: Chain;
  readonly facilitator: Facilitator;
  close(): Promise<void>;
};

/** Starts chain, facilitator, shops and front page on ephemeral loopback ports. */
export async function startStreet(): Promise<Street> {
  const open: { close(): Promise<void> }[] = [];
  const close = async () => {
    for (const each of open.splice(0).reverse()) await each.close();
  };
  const keep = async <Each extends { close(): Promise<void> }>(starting: Promise<Each>) => {
    const each = await starting;
    open.push(each);
    return each;
  };
  try {
    const chain = await keep(startChain());
    const facilitator = await keep(startFacilitator(chain));
    const v2: Server = await keep(startShopV2(facilitator.url));
    const v1 = await keep(startShopV1(facilitator.url));
    const odd = await keep(startShopOdd(facilitator.url));
    const shops = { v2: v2.url, v1: v1.url, odd: odd.url };
    const front = await keep(
      startServer((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        response.end(frontPage(shops));
      }),
    );
    const map = {
      front: `${front.url}/`,
      rpcUrl: chain.rpcUrl,
      facilitator: facilitator.url,
      ...shops,
      oddElsewhere: odd.otherUrl,
    };
    return { map, chain, facilitator, close };
  } catch (error) {
    await close();
    throw error;
  }
}
