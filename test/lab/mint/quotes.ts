import { randomBytes } from 'node:crypto';
import { decodeInvoice } from '../../../src/core/lightning/bolt11.ts';
import { MintError } from './errors.ts';
import type { Signature } from './keys.ts';
import type { Ledger } from './ledger.ts';
import type { Lightning } from './lightning.ts';
import { type Input, type Output, sum } from './read.ts';

/** What a unit is worth at this mint. A cent is 15 sat here, whatever the market says. */
export const SAT: Readonly<Record<string, bigint>> = { sat: 1n, usd: 15n };

const QUOTE_SECONDS = 3600;

type MintQuote = {
  readonly quote: string;
  readonly request: string;
  readonly amount: bigint;
  readonly unit: string;
  readonly expiry: number;
  state: 'UNPAID' | 'PAID' | 'ISSUED';
};

type MeltQuote = {
  readonly quote: string;
  readonly request: string;
  readonly amount: bigint;
  readonly unit: string;
  readonly fee_reserve: bigint;
  readonly expiry: number;
  state: 'UNPAID' | 'PENDING' | 'PAID';
  payment_preimage: string | null;
};

const newId = () => randomBytes(16).toString('hex');
const nowSeconds = () => Math.floor(Date.now() / 1000);

function satPer(unit: string): bigint {
  const sat = SAT[unit];
  if (sat === undefined) throw new MintError('unit');
  return sat;
}

/** Lightning in (NUT-04, NUT-23). */
export function openMintQuotes(ledger: Ledger, lightning: Lightning) {
  const quotes = new Map<string, MintQuote & { readonly paymentHash: string }>();
  const find = async (id: string) => {
    const quote = quotes.get(id);
    if (quote === undefined) throw new MintError('noQuote');
    if (quote.state === 'UNPAID' && (await lightning.isPaid(quote.paymentHash))) {
      // Another request may have received the money while this one waited.
      if (quote.state === 'UNPAID') quote.state = 'PAID';
    }
    return quote;
  };
  const shown = ({ paymentHash: _, ...quote }: MintQuote & { paymentHash: string }): MintQuote =>
    quote;
  return {
    create: async (unit: string, amount: bigint): Promise<MintQuote> => {
      const sat = amount * satPer(unit);
      if (amount < 1n || sat > 1_000_000n) throw new MintError('outOfLimits');
      const { bolt11, paymentHash } = await lightning.invoice(sat, `${amount} ${unit} of ecash`);
      const expiry = nowSeconds() + QUOTE_SECONDS;
      const about = { quote: newId(), request: bolt11, amount, unit, expiry };
      const quote = { ...about, state: 'UNPAID' as const, paymentHash };
      quotes.set(quote.quote, quote);
      return shown(quote);
    },
    get: async (id: string): Promise<MintQuote> => shown(await find(id)),
    issue: async (id: string, outputs: readonly Output[]): Promise<Signature[]> => {
      const quote = await find(id);
      if (quote.state === 'ISSUED') throw new MintError('issued');
      if (quote.state !== 'PAID') throw new MintError('notPaid');
      if (sum(outputs) !== quote.amount) throw new MintError('notBalanced');
      const signatures = ledger.issue(outputs, quote.unit);
      quote.state = 'ISSUED';
      return signatures;
    },
  };
}

/** The overpaid part as powers of two, on as many blank outputs as came along (NUT-08). */
function changeFor(over: bigint, blanks: readonly Output[]): Output[] {
  const powers: bigint[] = [];
  for (let bit = 0n; over >> bit > 0n; bit += 1n) if ((over >> bit) & 1n) powers.unshift(1n << bit);
  return powers.slice(0, blanks.length).map((amount, at) => ({
    id: blanks[at]?.id ?? '',
    B_: blanks[at]?.B_ ?? '',
    amount,
  }));
}

/** Lightning out (NUT-05, NUT-08). */
export function openMeltQuotes(ledger: Ledger, lightning: Lightning) {
  const quotes = new Map<string, MeltQuote>();
  const get = (id: string) => {
    const quote = quotes.get(id);
    if (quote === undefined) throw new MintError('noQuote');
    return quote;
  };
  return {
    create: (unit: string, request: string): MeltQuote => {
      const invoice = decodeInvoice(request);
      if (typeof invoice === 'string' || invoice.amount === undefined) throw new MintError('form');
      const msat = satPer(unit) * 1000n;
      const amount = (invoice.amount + msat - 1n) / msat;
      const reserve = amount / 100n > 1n ? amount / 100n : 1n;
      const expiry = nowSeconds() + QUOTE_SECONDS;
      const about = { quote: newId(), request, amount, unit, fee_reserve: reserve, expiry };
      const quote: MeltQuote = { ...about, state: 'UNPAID', payment_preimage: null };
      quotes.set(quote.quote, quote);
      return quote;
    },
    get,
    pay: async (id: string, inputs: readonly Input[], blanks: readonly Output[]) => {
      const quote = get(id);
      if (quote.state === 'PAID') throw new MintError('alreadyPaid');
      if (quote.state === 'PENDING') throw new MintError('quotePending');
      const unit = ledger.check(inputs, blanks);
      if (unit !== quote.unit) throw new MintError('manyUnits');
      ledger.checkOutputs(blanks, unit);
      const over = sum(inputs) - ledger.feeOf(inputs) - quote.amount;
      if (over < quote.fee_reserve) throw new MintError('notBalanced');
      quote.state = 'PENDING';
      ledger.mark(inputs, 'PENDING');
      try {
        quote.payment_preimage = (await lightning.pay(quote.request)).preimage;
      } catch {
        quote.state = 'UNPAID';
        ledger.mark(inputs, 'UNSPENT');
        throw new MintError('noRoute');
      }
      quote.state = 'PAID';
      ledger.redeem(inputs);
      return { ...quote, change: ledger.issue(changeFor(over, blanks), unit) };
    },
  };
}
