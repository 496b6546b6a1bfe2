import { keccak_256 } from '@noble/hashes/sha3.js';
import { concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Eip3009Request } from '../../core/offers/rail.ts';

export type Domain = Eip3009Request['domain'];

/** EIP-3009 TransferWithAuthorization, numbers as numbers: base units and Unix seconds. */
export type Authorization = {
  /** 0x and 40 hex digits, any case. */
  readonly from: string;
  readonly to: string;
  readonly value: bigint;
  readonly validAfter: bigint;
  readonly validBefore: bigint;
  /** 0x and 64 hex digits. */
  readonly nonce: string;
};

const hashText = (text: string) => keccak_256(utf8ToBytes(text));

const DOMAIN_TYPE = hashText(
  'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)',
);
const TRANSFER_TYPE = hashText(
  'TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)',
);

/** Right-aligned in 32 bytes. Throws a RangeError when it does not fit. */
function word(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array(32);
  padded.set(bytes, 32 - bytes.length);
  return padded;
}

/** A hex value without its 0x, or a number, as one 32-byte word. */
export const hexWord = (hex: string) => word(hexToBytes(hex.slice(2)));
const uintWord = (value: bigint) => {
  const digits = value.toString(16);
  return word(hexToBytes(digits.length % 2 === 0 ? digits : `0${digits}`));
};

/** EIP-712 `hashStruct(eip712Domain)`. */
export function domainSeparator(domain: Domain): Uint8Array {
  return keccak_256(
    concatBytes(
      DOMAIN_TYPE,
      hashText(domain.name),
      hashText(domain.version),
      uintWord(BigInt(domain.chainId)),
      hexWord(domain.verifyingContract),
    ),
  );
}

/** EIP-712 `hashStruct(message)`. */
function structHash(message: Authorization): Uint8Array {
  return keccak_256(
    concatBytes(
      TRANSFER_TYPE,
      hexWord(message.from),
      hexWord(message.to),
      uintWord(message.value),
      uintWord(message.validAfter),
      uintWord(message.validBefore),
      hexWord(message.nonce),
    ),
  );
}

/** What is signed: keccak256(0x19 0x01 ‖ domain separator ‖ struct hash). */
export function digest(domain: Domain, message: Authorization): Uint8Array {
  return keccak_256(
    concatBytes(Uint8Array.of(0x19, 0x01), domainSeparator(domain), structHash(message)),
  );
}
