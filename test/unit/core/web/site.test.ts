import { parse } from 'tldts';
import { describe, expect, it } from 'vitest';
import { SUFFIXES } from '../../../../src/core/web/site/public-suffixes.ts';
import { registrableOf } from '../../../../src/core/web/site/registrable.ts';
import { siteKey, siteOf } from '../../../../src/core/web/site/site.ts';

// The class: every name whose registrable part is not its last two labels. What is cut or counted wrongly there lets
// one site pass for another.

describe('the registrable domain', () => {
  it.each([
    [
      'www.paypal.com.secure-login-session-0000000000000.co.uk',
      'secure-login-session-0000000000000.co.uk',
    ],
    ['alice.github.io', 'alice.github.io'],
    ['a.b.alice.github.io', 'alice.github.io'],
    ['github.io', 'github.io'],
    ['shop.s3.amazonaws.com', 'shop.s3.amazonaws.com'],
    ['news.example.com.au', 'example.com.au'],
    // Wildcard and exception rules: *.ck, !www.ck; *.kawasaki.jp, !city.kawasaki.jp.
    ['a.b.c.ck', 'b.c.ck'],
    ['a.www.ck', 'www.ck'],
    ['x.city.kawasaki.jp', 'city.kawasaki.jp'],
    ['x.y.other.kawasaki.jp', 'y.other.kawasaki.jp'],
    ['www.xn--85x722f.com.cn', 'xn--85x722f.com.cn'],
    ['a.xn--85x722f.xn--55qx5d.cn', 'xn--85x722f.xn--55qx5d.cn'],
    ['a.unheard-of.top-level', 'unheard-of.top-level'],
    ['a.b.example.com.', 'example.com.'],
    ['com', 'com'],
    ['192.168.0.1', '192.168.0.1'],
    ['[2001:db8::1]', '[2001:db8::1]'],
  ])('of %s is %s', (host, strong) => {
    expect(registrableOf(host)).toBe(strong);
  });

  it('is what tldts says, for two names below every suffix of the list', () => {
    const wrong: string[] = [];
    for (const entry of SUFFIXES.split(';').filter((text) => text.includes(' ,'))) {
      const [top = '', rules = ''] = entry.split(' ');
      for (const rule of rules.split(',').filter((text) => text.trim() !== '')) {
        const suffix = `${rule.replace('*', 'any').replace('!', '')}.${top}`;
        for (const host of [`own.${suffix}`, `deep.own.${suffix}`]) {
          // tldts has none for a suffix itself; we then draw all of it bold.
          const domain = parse(host, { allowPrivateDomains: true }).domain ?? host;
          if (registrableOf(host) !== domain)
            wrong.push(`${host}: ${registrableOf(host)} ${domain}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('a site as it is drawn and counted', () => {
  it('is bold from its registrable part on, with the port', () => {
    expect(siteOf('https://bob.alice.github.io:8443/x')).toMatchObject({
      prefix: 'bob.',
      strong: 'alice.github.io:8443',
    });
  });

  it('is one for all names of a registrable domain, by scheme; each port of this machine is one', () => {
    expect(siteKey('https://a.news.co.uk:444/x')).toBe('https://news.co.uk');
    expect(siteKey('http://news.co.uk/')).toBe('http://news.co.uk');
    expect(siteKey('https://alice.github.io/')).not.toBe(siteKey('https://bob.github.io/'));
    expect(siteKey('http://127.0.0.1:81/')).not.toBe(siteKey('http://127.0.0.1:82/'));
    expect(siteKey('http://a.localhost:81/')).not.toBe(siteKey('http://b.localhost:81/'));
    expect(siteKey('about:blank')).toBeUndefined();
    expect(siteKey('null')).toBeUndefined();
  });
});
