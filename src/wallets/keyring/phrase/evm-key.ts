import { HDKey } from '@scure/bip32';
import { mnemonicToSeedWebcrypto } from '@scure/bip39';
import { FareboxError } from '../../../core/errors.ts';

/** The first account of Ethereum (BIP-44, SLIP-44), which other wallets show for the same words. */
const PATH = "m/44'/60'/0'/0/0";

/** The EVM key of a recovery phrase: 32 bytes, by BIP-39 without a passphrase and BIP-32. */
export async function evmKeyOf(words: string): Promise<Uint8Array> {
  const root = HDKey.fromMasterSeed(await mnemonicToSeedWebcrypto(words));
  const { privateKey } = root.derive(PATH);
  root.wipePrivateData();
  if (privateKey === null) throw new FareboxError('error_internal');
  return privateKey;
}
