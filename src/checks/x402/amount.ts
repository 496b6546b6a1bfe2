import { type Json, member } from '../../core/encoding/json.ts';
import { assetOf } from '../../core/money/assets.ts';
import { parseBaseUnits } from '../../core/money/money.ts';
import { type Family, type Found, foundIf } from '../check.ts';
import { quoted } from '../facts/facts.ts';
import type { Entry } from '../facts/x402.ts';
import { SPEC } from '../links.ts';
import { X402_ROUTE_CODE } from '../recipes.ts';

const DECIMAL = /^[$€]?\s?\d*\.\d+(?:\s?[A-Za-z]{2,8})?$|^[$€]\s?\d|^\d+\s?[A-Za-z]{2,8}$/;

function nameOf({ version }: Entry): string {
  return version === 1 ? 'maxAmountRequired' : 'amount';
}

/** What stands where the entry's version has the amount. */
function amountOf(entry: Entry): Json | undefined {
  return member(entry.entry, nameOf(entry));
}

/** Says the same of every entry whose amount is so. */
function where(
  entries: readonly Entry[],
  is: (value: Json | undefined, entry: Entry) => boolean,
  reason: (value: Json | undefined) => string,
): Found[] {
  return entries
    .filter((entry) => is(amountOf(entry), entry))
    .map((entry) => ({ field: `${entry.at}.${nameOf(entry)}`, reason: reason(amountOf(entry)) }));
}

const isDecimal = (value: Json | undefined) =>
  (typeof value === 'string' && DECIMAL.test(value.trim())) ||
  (typeof value === 'number' && !Number.isInteger(value));

export const amount: Family = {
  name: 'x402/amount',
  checks: [
    {
      id: 'x402-amount-decimal',
      level: 'error',
      title: 'An amount is written in whole tokens ("0.01") or dollars',
      link: SPEC.x402Required,
      fix: {
        text: 'Write base units of the token: 0.01 USDC (6 decimals) is "10000". Let the library convert a price.',
        code: X402_ROUTE_CODE,
      },
      find: ({ x402 }) =>
        where(
          x402.entries.filter(({ networkId }) => networkId?.startsWith('xrpl:') !== true),
          isDecimal,
          (value) => `Clients read base units: ${quoted(value)} is refused.`,
        ),
    },
    {
      id: 'x402-amount-form',
      level: 'error',
      title: 'An amount is no string of decimal digits',
      link: SPEC.x402Required,
      fix: {
        text: 'Write a string of digits without sign, spaces, exponent, 0x or leading zeros: "10000".',
        code: {
          express: `amount: String(units) // a BigInt or number, as text`,
          fastapi: `amount=str(units)`,
        },
      },
      find: ({ x402 }) =>
        where(
          x402.entries,
          (value) =>
            value !== undefined && !isDecimal(value) && parseBaseUnits(value) === undefined,
          (value) =>
            `${quoted(value)} is no string of digits up to 2^256 - 1: clients differ in what they sign.`,
        ),
    },
    {
      id: 'x402-amount-missing',
      level: 'error',
      title: 'An entry has no amount under the name of its version',
      link: SPEC.x402Required,
      fix: {
        text: 'Version 2 calls it amount, version 1 maxAmountRequired.',
        code: X402_ROUTE_CODE,
      },
      find: ({ x402 }) =>
        where(
          x402.entries,
          (value) => value === undefined,
          () => 'There is no amount under this name.',
        ),
    },
    {
      id: 'x402-amounts-differ',
      level: 'error',
      title: 'An entry has both amount and maxAmountRequired, and they differ',
      link: SPEC.x402Required,
      fix: { text: 'Keep the one of the version that the challenge declares.' },
      find: ({ x402 }) =>
        x402.entries.flatMap(({ at, entry }) => {
          const both = [member(entry, 'amount'), member(entry, 'maxAmountRequired')];
          const isBoth = both.every((value) => value !== undefined);
          const reason = 'Clients of version 1 and of version 2 would pay different amounts.';
          return foundIf(isBoth && String(both[0]) !== String(both[1]), `${at}.amount`, reason);
        }),
    },
    {
      id: 'x402-amount-zero',
      level: 'warning',
      title: 'An amount is zero',
      link: SPEC.x402Required,
      fix: {
        text: 'Answer with 200 if it costs nothing; for sign-in without payment use sign-in-with-x.',
      },
      find: ({ x402 }) =>
        where(
          x402.entries,
          (value) => parseBaseUnits(value) === 0n || value === 0,
          () => 'Wallets refuse to sign for nothing, and ask themselves why they should.',
        ),
    },
    {
      id: 'x402-amount-decimals',
      level: 'warning',
      title: 'extra.decimals is not what the token has',
      link: SPEC.x402Evm,
      fix: { text: 'Leave decimals out, or write those of the token: USDC has 6.' },
      find: ({ x402 }) =>
        x402.entries.flatMap(({ at, entry, networkId, extra }) => {
          const address = member(entry, 'asset');
          const asset =
            typeof address === 'string' && networkId !== undefined
              ? assetOf(networkId, address)
              : undefined;
          const said = member(extra, 'decimals');
          const isWrong = asset !== undefined && said !== undefined && said !== asset.decimals;
          const reason = `${asset?.symbol} has ${asset?.decimals} decimals: the price shown is not the price paid.`;
          return foundIf(isWrong, `${at}.extra.decimals`, reason);
        }),
    },
  ],
};
