import type { Mode } from './mint.ts';

/** A mint's own account of itself, over HTTP. Amounts in base units. */
export type MintAccount = {
  readonly swaps: number;
  /** Y of every proof that was spent (NUT-07). */
  readonly spent: readonly string[];
  readonly units: Readonly<
    Record<
      string,
      { readonly issued: number; readonly redeemed: number; readonly outstanding: number }
    >
  >;
};

/** Makes a mint in another process behave well or badly. */
export async function becomeMint(mintUrl: string, mode: Mode): Promise<void> {
  const response = await fetch(`${mintUrl}/lab/mode/${mode}`, { method: 'POST' });
  if (!response.ok) throw new Error(`no such mode: ${mode}`);
}

/** What a mint in another process has signed and taken back. */
export async function accountOf(mintUrl: string): Promise<MintAccount> {
  return (await (await fetch(`${mintUrl}/lab/books`)).json()) as MintAccount;
}

/** What a shop for ecash in another process holds, by unit. */
export async function takingsOf(shopUrl: string): Promise<Readonly<Record<string, number>>> {
  return (await (await fetch(`${shopUrl}/lab/takings`)).json()) as Record<string, number>;
}
