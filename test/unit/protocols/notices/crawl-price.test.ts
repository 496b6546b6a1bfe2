import { describe, expect, it } from 'vitest';
import type { HeaderLine } from '../../../../src/core/web/http.ts';
import { notices } from '../../../../src/protocols/notices/index.ts';
import { answer, json } from '../answer.ts';

const read = (...headers: readonly HeaderLine[]) => notices.read(answer(headers)).notices;

describe('crawl prices', () => {
  it('of Cloudflare', () => {
    expect(read(['crawler-price', 'USD 0.02'], ['server', 'cloudflare'])).toEqual([
      {
        kind: 'crawl-price',
        price: { amount: 2n, decimals: 2, currency: 'USD', asset: 'USD' },
        service: 'Cloudflare',
        whoActs: 'bot-operator',
      },
    ]);
    const [bid] = read(
      ['Crawler-Price', 'EUR 0.0005'],
      ['Crawler-Error', 'InvalidCrawlerMaxPrice'],
      ['cf-ray', '8f-FRA'],
    );
    expect(bid).toMatchObject({
      code: 'InvalidCrawlerMaxPrice',
      price: { amount: 5n, decimals: 4 },
    });
  });
  it('in micros, with their rail', () => {
    expect(read(['Crawler-Price', '5000 micros USD'], ['Crawler-Price-Rail', 'x402'])).toEqual([
      {
        kind: 'crawl-price',
        price: { amount: 5000n, decimals: 6, currency: 'USD', asset: 'USD' },
        details: [['crawler-price-rail', 'x402']],
        whoActs: 'bot-operator',
      },
    ]);
  });
  it.each(['USD 1e3', 'USD', 'XYZ 1', '5 micros', '0.1 micros USD', 'USD 1 2 3', '1,5 EUR'])(
    'quote %j and guess nothing',
    (text) => {
      expect(read(['crawler-price', text])).toEqual([
        { kind: 'crawl-price', message: text, whoActs: 'bot-operator' },
      ]);
    },
  );
  it('of TollBit, once', () => {
    const notice = {
      kind: 'crawl-price',
      message: 'A TollBit token is needed.',
      docUrl: 'https://tollbit.com/',
      service: 'TollBit',
      whoActs: 'bot-operator',
    };
    const body = { message: 'A TollBit token is needed.', url: 'https://tollbit.com' };
    expect(notices.read(json(body)).notices).toEqual([notice]);
    expect(notices.read(json(body, [['x-tollbit-forwarded', 'true']])).notices).toEqual([notice]);
    const own = 'https://tollbit.news.example/story';
    expect(notices.read(answer([], undefined, own)).notices).toEqual([
      { kind: 'crawl-price', service: 'TollBit', whoActs: 'bot-operator' },
    ]);
  });
  it('of TollBit are not what merely names it', () => {
    for (const url of [
      'https://tollbit.com.evil.example',
      'https://nottollbit.com',
      'http://tollbit.com',
    ]) {
      const [notice] = notices.read(json({ message: 'Unpaid bill', url })).notices;
      expect(notice?.kind).toBe('billing');
    }
  });
});

describe('licences', () => {
  const challenge = [
    'WWW-Authenticate',
    'License error="invalid_request", error_description="A licence is needed", authorization_uri="https://rsl.shop.example/"',
  ] as const;
  it('of RSL', () => {
    const terms = ['Link', '</license.xml>; rel="license"; type="application/rsl+xml"'] as const;
    const notice = {
      kind: 'license',
      code: 'invalid_request',
      message: 'A licence is needed',
      docUrl: 'https://shop.example/license.xml',
      service: 'RSL',
      whoActs: 'bot-operator',
    };
    expect(read(challenge, terms)).toEqual([notice]);
    expect(read(challenge)).toEqual([{ ...notice, docUrl: 'https://rsl.shop.example/' }]);
    expect(read(terms)).toEqual([
      { kind: 'license', docUrl: notice.docUrl, service: 'RSL', whoActs: 'bot-operator' },
    ]);
  });
  it('of other kinds are none of ours', () => {
    expect(read(['Link', '<https://cc.example/>; rel="license"'])[0]?.kind).toBe('unknown');
    expect(read(['WWW-Authenticate', 'Licensed error="x"'])[0]?.kind).toBe('unknown');
    expect(read(['WWW-Authenticate', 'License error="x'])[0]?.kind).toBe('unknown');
  });
});
