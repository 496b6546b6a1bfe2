import type { Eip3009Request } from '../../core/offers/rail.ts';

const field = (text: string) => {
  const [type, name] = text.split(' ');
  return { name, type };
};
const fields = (text: string) => text.split(',').map(field);

const TYPES = {
  // MetaMask signs an empty domain where its type is not listed.
  EIP712Domain: fields('string name,string version,uint256 chainId,address verifyingContract'),
  TransferWithAuthorization: fields(
    'address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce',
  ),
};

/** A request as `eth_signTypedData_v4` takes it (EIP-712, JSON text). */
export function typedData({ domain, message }: Eip3009Request): string {
  const { name, version, chainId, verifyingContract } = domain;
  const { from, to, value, validAfter, validBefore, nonce } = message;
  return JSON.stringify({
    types: TYPES,
    primaryType: 'TransferWithAuthorization',
    domain: { name, version, chainId, verifyingContract },
    message: { from, to, value, validAfter, validBefore, nonce },
  });
}
