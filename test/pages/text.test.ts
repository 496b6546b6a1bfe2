import { describe, expect, test } from 'vitest';
import { languagesOf } from '../../scripts/languages.ts';
import { root } from '../../scripts/setup.mjs';
import { curl, printable } from '../../src/pages/popup/parts/details/format-raw.ts';
import { prefixText } from '../../src/pages/shared/display/SiteName.tsx';
import { dollarInput, parseDollars } from '../../src/pages/shared/format/dollars.ts';
import { shortAddress } from '../../src/pages/shared/format/money.ts';
import { protocolText } from '../../src/pages/shared/format/protocols.ts';
import { isFarOff, leftText, timeText, untilText } from '../../src/pages/shared/format/time.ts';

test('an address keeps both its ends; a short id stays whole', () => {
  expect(shortAddress('0x19E7c2a3F5b8D40e6A9173Bc5d82fE406a1C93d7')).toBe('0x19E7c2…6a1C93d7');
  expect(shortAddress('alice@example')).toBe('alice@example');
});

test('of a long host only the beginning is cut', () => {
  expect(prefixText('www.')).toBe('www.');
  const long = 'www.paypal.com.secure-login-session-0000000000000.';
  expect(prefixText(long)).toBe(`…${long.slice(-28)}`);
});

describe('time', () => {
  test.each([
    [0, '0:00'],
    [-5000, '0:00'],
    [1, '0:01'],
    [59_001, '1:00'],
    [61_000, '1:01'],
    [3_600_000, '1:00:00'],
    [90_061_000, '25:01:01'],
  ])('%i ms left is %s', (ms, text) => {
    expect(leftText(ms)).toBe(text);
  });

  test('an end that is a day off or more is a date, in each language', () => {
    const now = new Date(2026, 10, 25, 12).getTime();
    const at = new Date(2027, 11, 31, 12).getTime();
    expect(isFarOff(now + 86_399_999, now)).toBe(false);
    expect(isFarOff(now + 86_400_000, now)).toBe(true);
    expect(untilText(at, now, 'en')).toBe('Dec 31, 2027');
    expect(untilText(at, now, 'de')).toBe('31.12.2027');
    expect(untilText(at, now, 'fr')).toBe('31 déc. 2027');
    const soon = new Date(2026, 10, 28, 9, 30).getTime();
    expect(untilText(soon, now, 'de')).toBe('28.11.2026, 09:30');
  });

  test('another day is named', () => {
    const noon = new Date(2026, 2, 14, 12).getTime();
    expect(timeText(noon + 60_000, noon, 'de')).toBe('12:01');
    expect(timeText(noon + 86_400_000, noon, 'de')).toBe('15.03.2026, 12:00');
  });
});

describe('details', () => {
  test('what cannot be seen is written out', () => {
    expect(printable('a\u202eb\u200bc\td\ne\u0000')).toBe('a\\u{202e}b\\u{200b}c\td\ne\\u{0}');
  });

  test('curl asks the same again, whatever is in the address', () => {
    const details = { status: 402, headers: [], decoded: [] };
    const url = "https://a.example/it's?$(x)&b=`y`";
    expect(curl({ ...details, url, method: 'GET' })).toBe(
      "curl -i 'https://a.example/it'\\''s?$(x)&b=`y`'",
    );
    expect(curl({ ...details, url: 'https://a.example/', method: 'POST' })).toBe(
      "curl -i -X 'POST' 'https://a.example/'",
    );
  });

  test('a protocol has its name and one v', () => {
    expect(protocolText({ protocolName: 'x402', version: '2', method: 'exact' })).toBe(
      'x402 v2, exact',
    );
    expect(protocolText({ protocolName: 'h402', version: 'v1' })).toBe('h402 v1');
    expect(protocolText({ protocolName: 'Cashu' })).toBe('Cashu');
    expect(protocolText({ protocolName: 'BSV', version: 'BRC-105' })).toBe('BSV BRC-105');
  });
});

describe('dollars', () => {
  test.each([
    ['5', 'en', '5000000'],
    ['0.05', 'en', '50000'],
    ['0,05', 'en', '50000'],
    [' .5 ', 'en', '500000'],
    ['0.000001', 'de', '1'],
    ['1,500', 'de', '1500000'],
    ['123456789012345678901.123456', 'en', '123456789012345678901123456'],
  ])('%s in %s is exact', (text, locale, micros) => {
    expect(parseDollars(text, locale)).toBe(micros);
  });

  test.each([
    ['', 'en'],
    ['-1', 'en'],
    ['1e3', 'en'],
    ['$5', 'en'],
    ['1 000', 'fr'],
    ['1.000,50', 'de'],
    ['1,500', 'en'],
    ['1.500', 'de'],
    ['0.0000001', 'en'],
  ])('%s in %s is no amount', (text, locale) => {
    expect(parseDollars(text, locale)).toBeUndefined();
  });

  test.each(languagesOf(root))('a field in %s is read as it was filled', (locale) => {
    for (const micros of ['0', '1', '1500000', '1234567890123456']) {
      expect(parseDollars(dollarInput(micros, locale), locale)).toBe(micros);
    }
  });
});
