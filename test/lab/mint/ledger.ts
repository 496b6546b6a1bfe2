import { MintError } from './errors.ts';
import { checkLock, type Keyset, type Signature, yOf } from './keys.ts';
import { type Input, type Output, sum } from './read.ts';

/** What a mint owes. `issued` − `redeemed` is what is out there, in all purses and tills together. */
export type Books = {
  readonly issued: bigint;
  readonly redeemed: bigint;
  readonly outstanding: bigint;
};

type State = 'UNSPENT' | 'PENDING' | 'SPENT';

/** What was signed and what was spent: every change is one step without waiting, so none overtakes another. */
export type Ledger = ReturnType<typeof openLedger>;

export function openLedger(keysets: readonly Keyset[]) {
  const states = new Map<string, Exclude<State, 'UNSPENT'>>();
  const signed = new Map<string, Signature>();
  const totals = new Map<string, { issued: bigint; redeemed: bigint }>();
  const totalOf = (unit: string) => {
    const total = totals.get(unit) ?? { issued: 0n, redeemed: 0n };
    totals.set(unit, total);
    return total;
  };
  const keysetOf = ({ id }: { readonly id: string }) => {
    const keyset = keysets.find((each) => each.id === id);
    if (keyset === undefined) throw new MintError('keyset');
    return keyset;
  };
  const unitOf = (list: readonly { readonly id: string }[]) => {
    const units = new Set(list.map((each) => keysetOf(each).unit));
    const [unit] = units;
    if (unit === undefined || units.size > 1) throw new MintError('manyUnits');
    return unit;
  };

  /** NUT-02: what handing these in costs, rounded up. */
  const feeOf = (inputs: readonly Input[]): bigint => {
    const ppk = inputs.reduce((total, input) => total + keysetOf(input).feePpk, 0n);
    return (ppk + 999n) / 1000n;
  };

  /** The unit of proofs that may be spent. Throws MintError. */
  const check = (inputs: readonly Input[], outputs: readonly Output[]): string => {
    if (inputs.length === 0) throw new MintError('noInputs');
    const unit = unitOf(inputs);
    const ys = inputs.map(({ secret }) => yOf(secret));
    if (new Set(ys).size < ys.length) throw new MintError('twiceIn');
    for (const [at, input] of inputs.entries()) {
      const state = states.get(ys[at] ?? '');
      if (state !== undefined) throw new MintError(state === 'SPENT' ? 'spent' : 'pending');
      keysetOf(input).verify(input);
      checkLock(input, inputs, outputs);
    }
    return unit;
  };

  const mark = (inputs: readonly Input[], state: State) => {
    for (const { secret } of inputs) {
      if (state === 'UNSPENT') states.delete(yOf(secret));
      else states.set(yOf(secret), state);
    }
  };

  const redeem = (inputs: readonly Input[]) => {
    mark(inputs, 'SPENT');
    totalOf(unitOf(inputs)).redeemed += sum(inputs);
  };

  /** Throws MintError when these cannot be signed; signs nothing. */
  const checkOutputs = (outputs: readonly Output[], unit: string) => {
    if (outputs.length > 0 && unitOf(outputs) !== unit) throw new MintError('manyUnits');
    if (new Set(outputs.map(({ B_ }) => B_)).size < outputs.length) throw new MintError('twiceOut');
    for (const output of outputs) {
      if (!keysetOf(output).active) throw new MintError('keysetInactive');
      if (signed.has(output.B_)) throw new MintError('outputsSigned');
    }
  };

  /** Signs all or throws. */
  const issue = (outputs: readonly Output[], unit: string): Signature[] => {
    checkOutputs(outputs, unit);
    const signatures = outputs.map((output) => keysetOf(output).sign(output));
    for (const [at, { B_ }] of outputs.entries()) {
      const signature = signatures[at];
      if (signature !== undefined) signed.set(B_, signature);
    }
    totalOf(unit).issued += sum(outputs);
    return signatures;
  };

  return {
    check,
    feeOf,
    mark,
    redeem,
    checkOutputs,
    issue,
    /** NUT-03. As nutshell and cdk do, it refuses a swap that would only burn what is handed in. */
    swap: (inputs: readonly Input[], outputs: readonly Output[]): Signature[] => {
      if (outputs.length === 0) throw new MintError('noOutputs');
      const unit = check(inputs, outputs);
      if (sum(inputs) - feeOf(inputs) !== sum(outputs)) throw new MintError('notBalanced');
      const signatures = issue(outputs, unit);
      redeem(inputs);
      return signatures;
    },
    /** NUT-07. */
    state: (y: string): State => states.get(y) ?? 'UNSPENT',
    /** NUT-09: what was signed before. */
    signatureOf: ({ B_ }: Output): Signature | undefined => signed.get(B_),
    spent: (): string[] => [...states].filter(([, state]) => state === 'SPENT').map(([y]) => y),
    books: (unit: string): Books => {
      const { issued, redeemed } = totalOf(unit);
      return { issued, redeemed, outstanding: issued - redeemed };
    },
  };
}
