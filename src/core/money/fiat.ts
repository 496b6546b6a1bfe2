// ISO 4217, list one of 2026-01-01, less funds, metals and testing codes. Own table, because what Intl
// knows differs between browsers and follows cash habits (CLDR), not the standard.
const NONE = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF';
const THREE = 'BHD IQD JOD KWD LYD OMR TND';
const TWO =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY ' +
  'COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF ' +
  'IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR ' +
  'MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG ' +
  'SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES ' +
  'WST XCD XCG YER ZAR ZMW ZWG';

const digits = new Map<string, number>();
for (const [list, count] of [[NONE, 0] as const, [THREE, 3] as const, [TWO, 2] as const]) {
  for (const code of list.split(' ')) digits.set(code, count);
}

/** A currency of ISO 4217: its code in upper case and the digits of its minor unit. */
export type Fiat = { readonly code: string; readonly decimals: number };

/** The currency of a code in either case; undefined when ISO 4217 has none. */
export function fiatOf(code: unknown): Fiat | undefined {
  if (typeof code !== 'string' || !/^[A-Za-z]{3}$/.test(code)) return undefined;
  const upper = code.toUpperCase();
  const decimals = digits.get(upper);
  return decimals === undefined ? undefined : { code: upper, decimals };
}
