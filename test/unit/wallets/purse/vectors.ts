/**
 * EIP-3009 signatures of a widely known development key, which no one should ever fund. Made with viem
 * 2.57.0, RFC 6979 and low s. Both domain separators of USDC are what the contracts themselves answer.
 */
export const KEY = '0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d';
export const ADDRESS = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';

const message = {
  from: ADDRESS,
  to: '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
  value: 1000n,
  validAfter: 0n,
  validBefore: 1795227081n,
  nonce: '0x56ff98894d7f7ee34a53139233f65d771a7970e0bfc13388fdaaefe49edc8b48',
} as const;

const baseSepolia = {
  name: 'USDC',
  version: '2',
  chainId: 84532,
  verifyingContract: '0x036CbD53842c5426634e7929541eC2318f3dCF7e',
} as const;

export const VECTORS = [
  {
    name: 'USDC on Base Sepolia',
    domain: baseSepolia,
    message,
    domainSeparator: '0x71f17a3b2ff373b803d70a5a07c046c1a2bc8e89c09ef722fcb047abe94c9818',
    digest: '0x8b14dadb6ac12964965dbd1264ab177ecce53bd31df0ed896546bed9bfb8ea72',
    signature:
      '0xb1ab1213290f0dad2af859769918a3bb9696e99d9e770b9b213d36a37b44a8ec2080b723facb1edaff36d952f12041f6b906aabf62a9b17651c04172ec1c72241c',
  },
  {
    name: 'USDC on Base',
    domain: {
      name: 'USD Coin',
      version: '2',
      chainId: 8453,
      verifyingContract: '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913',
    },
    message,
    domainSeparator: '0x02fa7265e7c5d81118673727957699e4d68f74cd74b7db77da710fe8a2c7834f',
    digest: '0x826c865c511e84ab53dae8dde773d8af9a66673b925c72e7a72b7184fb2e871b',
    signature:
      '0x9b8980184ee222491e57077afdc2a2cf3da54f3b330c9c69b939648043486de350a4c38df42f08e6c2faee64adb5214bbe486d2769a6826e7e4c676adf1b8b6d1b',
  },
  {
    name: 'a name beyond ASCII (USD₮0 on Flare)',
    domain: {
      name: 'USD₮0',
      version: '1',
      chainId: 14,
      verifyingContract: '0xe7cd86e13AC4309349F30B3435a9d337750fC82D',
    },
    message,
    domainSeparator: '0x4c53d754dcb2f406ecf83695856d8c10b13296a318d9a481043412bf253d43ae',
    digest: '0x8adc9b24b93e55f721bbe5d2b03b2ebe5325dbe866c14764a16f9d6ae456e087',
    signature:
      '0x50120c6e38b0c71fe4fc1df7d43eca0df840b693cdda2daf0ec9159786387bf66e552a88e88241944cdb0247d1ec6163fba4a36d09a43a1986248c7a6c28be701c',
  },
  {
    name: 'the largest amount that there is',
    domain: baseSepolia,
    message: { ...message, value: 2n ** 256n - 1n },
    domainSeparator: '0x71f17a3b2ff373b803d70a5a07c046c1a2bc8e89c09ef722fcb047abe94c9818',
    digest: '0x71d348597f00a738d85d82310b470f489b0082a0f9c2c6341f9f83f359bd8544',
    signature:
      '0xe70ab663c42a26c7be690902657b365710e4489c868acfeff8de585a4054d505425bb7a2f6f06622083c1c1fb1a26f4402be5a217be280fc966e7336c3683d711c',
  },
] as const;
