import { isObject, type JsonObject, member } from '../../core/encoding/json.ts';
import { sanitize } from '../../core/encoding/sanitize-text.ts';
import { parseUnixSeconds } from '../../core/encoding/time.ts';
import { isAddress } from '../../core/money/address.ts';
import { assetOf } from '../../core/money/assets.ts';
import { parseBaseUnits } from '../../core/money/money.ts';
import { networkById } from '../../core/money/networks.ts';
import type { Caution, Offer, Price } from '../../core/offers/offer.ts';

/** What an entry of `accepts` says, less what all have in common; or what is wrong with it. */
type Scheme = (
  entry: JsonObject,
) =>
  | Pick<Offer, 'price' | 'payee' | 'network' | 'description' | 'expiresAt' | 'why' | 'cautions'>
  | string;

const NO_AMOUNT = 'The amount is no whole number of base units in a string.';
const NO_PAYEE = 'pay_to is missing.';

function rest(entry: JsonObject) {
  const description = sanitize(member(entry, 'description'));
  const expiresAt = parseUnixSeconds(member(entry, 'expires'));
  return {
    ...(description === undefined ? {} : { description }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

/** Section 4, `kaspa-utxo`. A facilitator's fee is a second output, so it is part of the price (section 6). */
const kaspa: Scheme = (entry) => {
  const amount = parseBaseUnits(member(entry, 'amount_sompi'));
  const payee = sanitize(member(entry, 'pay_to'), 128);
  const fee = member(entry, 'facilitator_fee') ?? null;
  const extra =
    fee === null ? 0n : isObject(fee) ? parseBaseUnits(member(fee, 'sompi')) : undefined;
  if (amount === undefined || extra === undefined) return NO_AMOUNT;
  if (payee === undefined) return NO_PAYEE;
  const network = sanitize(member(entry, 'network'), 32) ?? 'mainnet';
  const cautions: Caution[] = network === 'mainnet' ? [] : ['caution_test_network'];
  return {
    price: { amount: amount + extra, currency: 'KAS', decimals: 8 },
    payee,
    network: `kaspa:${network}`,
    ...rest(entry),
    why: amount === 0n ? 'reason_amount_zero' : 'reason_no_wallet',
    cautions,
  };
};

/** `blockbook-utxo`: a chain of Bitcoin's family by its name; neither it nor its decimals are vouched for. */
const blockbook: Scheme = (entry) => {
  const amount = parseBaseUnits(member(entry, 'amount'));
  const payee = sanitize(member(entry, 'pay_to'), 128);
  const coin = sanitize(member(entry, 'coin'), 32);
  if (amount === undefined) return NO_AMOUNT;
  if (payee === undefined) return NO_PAYEE;
  if (coin === undefined) return 'coin is missing.';
  const price = { amount, currency: coin, asset: coin };
  const cautions: Caution[] = ['caution_unknown_asset'];
  return { price, payee, ...rest(entry), why: 'reason_no_wallet', cautions };
};

/** `evm`: a plain transfer of the chain's coin or of a token. */
const evm: Scheme = (entry) => {
  const amount = parseBaseUnits(member(entry, 'amount'));
  const payee = member(entry, 'pay_to');
  const chain = member(entry, 'chain_id');
  if (amount === undefined) return NO_AMOUNT;
  if (!isAddress(payee)) return 'pay_to is no address.';
  if (typeof chain !== 'number' || !Number.isSafeInteger(chain) || chain < 1) {
    return 'chain_id is no number of a chain.';
  }
  const network = `eip155:${chain}`;
  const token = member(entry, 'token') ?? null;
  if (token !== null && !isAddress(token)) return 'token is no address.';
  const asset = token === null ? undefined : assetOf(network, token);
  const cautions: Caution[] = [];
  if (asset === undefined) cautions.push('caution_unknown_asset');
  if (networkById(network)?.testnet) cautions.push('caution_test_network');
  const price: Price =
    asset === undefined
      ? { amount, currency: token ?? network, asset: token ?? network }
      : { amount, currency: asset.symbol, decimals: asset.decimals, asset: asset.address };
  return { price, payee, network, ...rest(entry), why: 'reason_transfer_method', cautions };
};

/** Prepaid balances and channels: a standing deposit, not a price. */
const session: Scheme = (entry) => ({ ...rest(entry), why: 'reason_session', cautions: [] });

/** The schemes of k402 version 0.2, section 4. */
export const SCHEMES: ReadonlyMap<string, Scheme> = new Map([
  ['kaspa-utxo', kaspa],
  ['kaspa-session', session],
  ['kaspa-channel', session],
  ['blockbook-utxo', blockbook],
  ['evm', evm],
]);
