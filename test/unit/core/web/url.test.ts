import { describe, expect, it } from 'vitest';
import { httpsUrl, parseUrl, secureUrl } from '../../../../src/core/web/url.ts';

const PUBLIC = 'https://shop.example/article';
const LOCAL = 'http://127.0.0.1:4020/article';

describe('urls of strangers', () => {
  it('resolves against a base', () => {
    expect(parseUrl('/pay', PUBLIC)?.href).toBe('https://shop.example/pay');
    expect(parseUrl('/pay')).toBeUndefined();
    expect(parseUrl(42)).toBeUndefined();
    expect(parseUrl(`https://a.example/${'x'.repeat(3000)}`)).toBeUndefined();
  });
  it('takes https without credentials only', () => {
    expect(httpsUrl('https://docs.example/a#b')?.href).toBe('https://docs.example/a#b');
    for (const text of [
      'http://docs.example/',
      'javascript:alert(1)',
      'data:text/html,x',
      'https://user:secret@docs.example/',
      '//docs.example',
      '',
    ]) {
      expect(httpsUrl(text)).toBeUndefined();
    }
  });
  it('lets only pages of this machine name this machine', () => {
    expect(secureUrl('http://localhost:3338', LOCAL)?.host).toBe('localhost:3338');
    expect(secureUrl('http://localhost:3338', PUBLIC)).toBeUndefined();
    expect(secureUrl('https://127.0.0.1', PUBLIC)).toBeUndefined();
    expect(secureUrl('http://mint.example', LOCAL)).toBeUndefined();
    expect(secureUrl('https://mint.example', LOCAL)?.host).toBe('mint.example');
    expect(secureUrl('file:///etc/passwd', LOCAL)).toBeUndefined();
    expect(secureUrl('ftp://localhost', LOCAL)).toBeUndefined();
    expect(secureUrl('mint.example', LOCAL)).toBeUndefined();
  });
});
