import { type EcashRail, mintFeeLimit } from '../../../core/offers/rail.ts';
import { type Context, feesOf } from '../mint/context.ts';
import type { MintRecord } from '../store/mint-record.ts';
import { type OwnCoin, type State, sum } from '../store/state.ts';
import { enough, feeOf, fitting, grossOf } from './select-proofs.ts';

/** Which ecash a site takes (NUT-18). */
export type Asks = Omit<EcashRail, 'kind'>;

/** A mint of the user's that a request takes, how it is spelt there, and what the site adds for it. */
export type Place = {
  readonly mint: MintRecord;
  readonly spelling: string;
  readonly listed: boolean;
  readonly surcharge: bigint;
};

/**
 * What a payment takes beside the price, base units. `short`: no mint holds enough; `dear`: the mint's fees are above
 * `mintFeeLimit`; `silent`: its fees are not known now.
 */
export type Cost =
  | {
      readonly kind: 'pays';
      readonly from: string;
      readonly surcharge: bigint;
      readonly fee: bigint;
    }
  | { readonly kind: 'short' | 'dear' | 'silent' };

/** The surcharge of a mint that is not listed: the lowest of the methods by which it melts (NUT-18); undefined: none fits. */
function surchargeOf({ melts = [] }: MintRecord, { methods, unit }: Asks): bigint | undefined {
  if (methods === undefined) return 0n;
  const fees = methods.flatMap(({ method, fee }) =>
    melts.some((each) => each.method === method && each.unit === unit) ? [BigInt(fee)] : [],
  );
  return fees.toSorted((a, b) => (a < b ? -1 : 1))[0];
}

/** The mints of the user's that a request takes and that have its unit: those that it lists in its order, then others. */
export async function placesFor(
  { mints }: Pick<Context, 'mints'>,
  request: Asks,
): Promise<Place[]> {
  const ours = await mints.list();
  const listed = await Promise.all(
    request.mints.map(async (spelling) => ({ spelling, mint: await mints.find(spelling) })),
  );
  const others =
    request.others === true
      ? ours
          .filter(({ url }) => !listed.some(({ mint }) => mint?.url === url))
          .map((mint) => ({ spelling: mint.url, mint }))
      : [];
  return [...listed, ...others].flatMap(({ spelling, mint }, at) => {
    if (!mint?.keysets.some(({ unit }) => unit === request.unit)) return [];
    const owed = surchargeOf(mint, request);
    if (owed === undefined) return [];
    const isListed = at < listed.length;
    return [{ spelling, mint, listed: isListed, surcharge: isListed ? 0n : owed }];
  });
}

/** The same places with what their mints say now. The first that does not answer is what is thrown when none does. */
export async function freshOf(
  { mints }: Pick<Context, 'mints'>,
  places: readonly Place[],
): Promise<Place[]> {
  const asked = await Promise.allSettled(
    places.map(async (place) => ({ ...place, mint: await mints.fresh(place.mint) })),
  );
  const fresh = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = asked.find((each) => each.status === 'rejected');
  if (fresh.length === 0 && failed !== undefined) throw failed.reason;
  return fresh;
}

export const coinsAt = ({ coins }: Pick<State, 'coins'>, { url }: MintRecord, unit: string) =>
  coins.filter((coin) => coin.mint === url && coin.unit === unit);

/** What can be handed out at a mint in one token, base units: all, less the fee for changing it. */
export function spendable(state: State, mint: MintRecord, unit: string): bigint {
  const coins = coinsAt(state, mint, unit);
  const left = sum(coins) - feeOf(coins, feesOf(mint));
  return left > 0n ? left : 0n;
}

/** How a payment is made: of these coins as they are, or of coins that the mint makes of them. */
export type Way = {
  readonly coins: readonly OwnCoin[];
  readonly swap?: { readonly send: bigint; readonly keep: bigint };
  /** What leaves in all, base units. */
  readonly cost: bigint;
};

/**
 * The cheapest way to leave `amount` to who redeems the token: what they pay the mint for its coins, and what we pay
 * for making them, is counted against `maxFee`. As they are, where that costs no more: it needs no mint.
 */
export function wayFor(
  coins: readonly OwnCoin[],
  mint: MintRecord,
  unit: string,
  terms: { readonly amount: bigint; readonly maxFee: bigint; readonly locked: boolean },
): Way | 'short' | 'dear' {
  const { amount, maxFee, locked } = terms;
  const fees = feesOf(mint);
  const most = amount + maxFee;
  const asTheyAre = locked ? undefined : fitting(coins, amount, most, fees);
  const swapped = swapFor(coins, mint, unit, amount);
  const ways: Way[] = [];
  if (asTheyAre !== undefined) ways.push({ coins: asTheyAre, cost: sum(asTheyAre) });
  if (swapped !== undefined) ways.push(swapped);
  const best = ways.toSorted((a, b) => (a.cost < b.cost ? -1 : a.cost > b.cost ? 1 : 0))[0];
  if (best === undefined) return 'short';
  return best.cost <= most ? best : 'dear';
}

function swapFor(
  coins: readonly OwnCoin[],
  mint: MintRecord,
  unit: string,
  amount: bigint,
): Way | undefined {
  const keyset = currentKeyset(mint, unit);
  if (keyset === undefined) return undefined;
  const denominations = Object.keys(keyset.keys).map(BigInt);
  const send = grossOf(amount, sum(coins), denominations, BigInt(keyset.feePpk));
  const inputs = send === undefined ? undefined : enough(coins, send, feesOf(mint));
  if (send === undefined || inputs === undefined) return undefined;
  const fee = feeOf(inputs, feesOf(mint));
  return { coins: inputs, swap: { send, keep: sum(inputs) - fee - send }, cost: send + fee };
}

/** The keyset under which new coins of a unit are made: of those that sign, the one that costs least. */
export function currentKeyset(mint: MintRecord, unit: string) {
  return mint.keysets
    .filter((each) => each.unit === unit && each.active)
    .toSorted((a, b) => a.feePpk - b.feePpk)[0];
}

/** ms: for so long a mint that did not answer is not asked for its fees again. */
const SILENT = 30_000;

/** `Ecash.costOf`: the cheapest of the mints that the request lists, else of the others that it takes. */
export function createCost(context: Context) {
  const { vault, mints, deps } = context;
  /** ms: when mints were last asked for their fees in vain, by URL. */
  const silent = new Map<string, number>();

  /** The mint as it is now; undefined where it does not answer, or did not a moment ago. */
  const freshly = async (mint: MintRecord): Promise<MintRecord | undefined> => {
    const asked = silent.get(mint.url);
    if (asked !== undefined && Math.abs(deps.now() - asked) < SILENT) return undefined;
    try {
      const fresh = await mints.fresh(mint);
      silent.delete(mint.url);
      return fresh;
    } catch {
      silent.set(mint.url, deps.now());
      return undefined;
    }
  };

  const costAt = async (
    place: Place,
    unit: string,
    amount: bigint,
    locked: boolean,
    state: State,
  ) => {
    const mint = await freshly(place.mint);
    if (mint === undefined) return { kind: 'silent' } as const;
    const { spelling: from, surcharge } = place;
    const net = amount + surcharge;
    const terms = { amount: net, maxFee: mintFeeLimit(amount, unit), locked };
    const way = wayFor(coinsAt(state, mint, unit), mint, unit, terms);
    if (typeof way === 'string') return { kind: way } as const;
    return { kind: 'pays', from, surcharge, fee: way.cost - net } as const;
  };

  return async (request: Asks, amount: bigint, locked: boolean): Promise<Cost> => {
    const state = await vault.read();
    if (state === undefined) return { kind: 'short' };
    const places = await placesFor(context, request);
    const costs = await Promise.all(
      places.map(async (place) => ({
        listed: place.listed,
        cost: await costAt(place, request.unit, amount, locked, state),
      })),
    );
    const paying = costs.flatMap(({ listed, cost }) =>
      cost.kind === 'pays' ? [{ ...cost, listed }] : [],
    );
    // The payee prefers the mints that it lists (NUT-18).
    const [best] = paying.toSorted((a, b) => {
      if (a.listed !== b.listed) return a.listed ? -1 : 1;
      return Number(a.surcharge + a.fee - b.surcharge - b.fee);
    });
    if (best !== undefined) {
      const { listed: _, ...cost } = best;
      return cost;
    }
    const kinds = costs.map(({ cost }) => cost.kind);
    return {
      kind: kinds.includes('dear') ? 'dear' : kinds.includes('silent') ? 'silent' : 'short',
    };
  };
}
