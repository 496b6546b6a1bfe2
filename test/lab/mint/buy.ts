import { getEncodedToken, Wallet } from '@cashu/cashu-ts';

/** A token of so many satoshi, bought from a mint; `pay` pays its invoice. */
export async function buyToken(
  mint: string,
  amount: number,
  pay: (invoice: string) => Promise<unknown>,
): Promise<string> {
  const wallet = new Wallet(mint, { unit: 'sat' });
  await wallet.loadMint();
  const quote = await wallet.createMintQuoteBolt11(amount);
  await pay(quote.request);
  const proofs = await wallet.mintProofsBolt11(amount, quote);
  return getEncodedToken({ mint, unit: 'sat', proofs });
}
