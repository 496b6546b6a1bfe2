import type { WalletTexts } from '../core/wallet-texts.ts';

/** A wallet, and what the popup says of it. */
export type WalletView = {
  readonly id: string;
  /** As the wallet names itself: `My Alby Hub`, the host of a mint. */
  readonly name?: string;
  /** Its picture, as it says: a `data:` address of an image. */
  readonly icon?: string;
  readonly texts: WalletTexts;
  /** It pretends to pay: no money moves. */
  readonly practice?: true;
  /** The section of the settings page where it is set up. */
  readonly settings?: string;
};
