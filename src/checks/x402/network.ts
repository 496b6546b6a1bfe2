import { isObject, member } from '../../core/encoding/json.ts';
import { assetOf, assetsOf } from '../../core/money/assets.ts';
import { type Family, type Found, foundIf } from '../check.ts';
import { quoted } from '../facts/facts.ts';
import type { Entry } from '../facts/x402.ts';
import { SPEC } from '../links.ts';
import { X402_ROUTE_CODE } from '../recipes.ts';

const CAIP2 = /^[-a-z0-9]{3,8}:[-_a-zA-Z0-9+/=]{1,64}$/;
const SCHEMES = ['exact', 'upto', 'batch-settlement', 'auth-capture'];

const each = (entries: readonly Entry[], find: (entry: Entry) => readonly Found[]) =>
  entries.flatMap(find);

export const network: Family = {
  name: 'x402/network',
  checks: [
    {
      id: 'x402-scheme',
      level: 'error',
      title: 'An entry has no scheme, or one that no client knows',
      link: SPEC.x402Required,
      fix: { text: 'Write scheme: "exact", in lower case.', code: X402_ROUTE_CODE },
      find: ({ x402 }) =>
        each(x402.entries, ({ at, entry }) => {
          const scheme = member(entry, 'scheme');
          if (typeof scheme !== 'string' || scheme === '') {
            return foundIf(true, `${at}.scheme`, 'The scheme is missing or no text.');
          }
          const reason = `Most clients know "exact" only; ${quoted(scheme)} is passed over.`;
          return foundIf(!SCHEMES.includes(scheme), `${at}.scheme`, reason, 'warning');
        }),
    },
    {
      id: 'x402-network-name',
      level: 'error',
      title: 'A network is written in the manner of the other version, or not at all',
      link: SPEC.x402Required,
      fix: {
        text: 'Version 2 writes CAIP-2 ("eip155:8453"), version 1 a name ("base").',
        code: X402_ROUTE_CODE,
      },
      find: ({ x402 }) =>
        each(x402.entries, ({ at, entry, version, network: known }) => {
          const name = member(entry, 'network');
          const field = `${at}.network`;
          if (typeof name !== 'string' || name === '') {
            return foundIf(true, field, 'The network is missing or no text.');
          }
          const isCaip2 = CAIP2.test(name);
          const isWrong = version === 1 ? isCaip2 : !isCaip2;
          const right = known && version !== 1 ? ` It is "${known.id}".` : '';
          const manner = version === 1 ? 'a name' : 'a CAIP-2 id';
          return foundIf(isWrong, field, `Clients expect ${manner}, not ${quoted(name)}.${right}`);
        }),
    },
    {
      id: 'x402-network-unknown',
      level: 'note',
      title: 'A network is in none of the lists that clients have',
      link: SPEC.x402Required,
      fix: { text: 'Offer a network that wallets know beside it: most payers have USDC on Base.' },
      find: ({ x402 }) =>
        each(x402.entries, ({ at, entry, network: known }) => {
          const name = member(entry, 'network');
          const isOpen = typeof name === 'string' && CAIP2.test(name) && known === undefined;
          return foundIf(isOpen, `${at}.network`, `Few clients know ${quoted(name)}.`);
        }),
    },
    {
      id: 'x402-testnet-only',
      level: 'warning',
      title: 'Every way to pay is on a test network',
      link: SPEC.x402Required,
      fix: {
        text: 'Name a main network and a facilitator that settles there, once the shop is open.',
        code: { express: `network: 'eip155:8453' // Base; 'eip155:84532' is Base Sepolia` },
      },
      find: ({ x402 }) => {
        const { entries } = x402;
        const isTest = entries.length > 0 && entries.every((entry) => entry.network?.testnet);
        const field = `${x402.challenge?.field}: accepts`;
        return foundIf(
          isTest,
          field,
          'Anyone gets test money for nothing: nothing is earned here.',
        );
      },
    },
    {
      id: 'x402-asset',
      level: 'error',
      title: 'An asset is missing, or no address of its network',
      link: SPEC.x402Required,
      fix: {
        text: "Write the token contract's address: USDC on Base is 0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913.",
        code: X402_ROUTE_CODE,
      },
      find: ({ x402 }) =>
        each(x402.entries, ({ at, entry, networkId }) => {
          const asset = member(entry, 'asset');
          const isEvm = networkId?.startsWith('eip155:') === true;
          const isText = typeof asset === 'string' && asset !== '';
          const isWrong = !isText || (isEvm && !/^0x[0-9a-fA-F]{40}$/.test(asset));
          const reason = isText
            ? `${quoted(asset)} is no contract address.`
            : 'The asset is missing or no text.';
          return foundIf(isWrong, `${at}.asset`, reason);
        }),
    },
    {
      id: 'x402-asset-elsewhere',
      level: 'error',
      title: 'An asset is the address of a token on another network',
      link: SPEC.x402Required,
      fix: { text: 'Take the address of the same token on this network.', code: X402_ROUTE_CODE },
      find: ({ x402 }) =>
        each(x402.entries, ({ at, entry, networkId, network: known }) => {
          const asset = member(entry, 'asset');
          if (typeof asset !== 'string' || networkId === undefined || known === undefined)
            return [];
          if (assetOf(networkId, asset) !== undefined) return [];
          const other = OTHERS.find((id) => id !== networkId && assetOf(id, asset) !== undefined);
          const own = assetsOf(networkId).find(({ symbol }) => symbol === 'USDC');
          const right = own === undefined ? '' : ` USDC on ${known.name} is ${own.address}.`;
          const reason = `This token is on ${other}, not on ${networkId}.${right}`;
          return foundIf(other !== undefined, `${at}.asset`, reason);
        }),
    },
    {
      id: 'x402-asset-unknown',
      level: 'note',
      title: 'An asset is in none of the lists that clients have',
      link: SPEC.x402Required,
      fix: {
        text: 'Offer USDC beside it: reference clients refuse other tokens unless told otherwise.',
      },
      find: ({ x402 }) =>
        each(x402.entries, ({ at, entry, networkId, network: known }) => {
          const asset = member(entry, 'asset');
          if (typeof asset !== 'string' || networkId === undefined || known === undefined)
            return [];
          const isAddress = /^0x[0-9a-fA-F]{40}$/.test(asset);
          const isElsewhere = OTHERS.some((id) => assetOf(id, asset) !== undefined);
          return foundIf(
            isAddress && !isElsewhere && assetOf(networkId, asset) === undefined,
            `${at}.asset`,
            'Wallets show neither symbol nor decimals of this token, and many refuse it.',
          );
        }),
    },
    {
      id: 'x402-member-names',
      level: 'error',
      title:
        'An entry writes members under names that are not the specification’s (pay_to, recipient, token …)',
      link: SPEC.x402Required,
      fix: {
        text: 'Use the names scheme, network, amount, asset, payTo, maxTimeoutSeconds, as they are.',
        code: { fastapi: `model.model_dump(by_alias=True)  # payTo, not pay_to` },
      },
      find: ({ x402 }) =>
        each(x402.entries, ({ at, entry }) =>
          Object.keys(entry)
            .filter((name) => WRONG_NAMES.test(name) && member(entry, name) !== null)
            .slice(0, 3)
            .map((name) => ({
              field: `${at}.${name.slice(0, 40)}`,
              reason: 'No client reads a member of this name.',
            })),
        ),
    },
    {
      id: 'x402-extra',
      level: 'error',
      title: 'extra is no object',
      link: SPEC.x402Required,
      fix: {
        text: 'Write an object: "extra": { "name": "USD Coin", "version": "2" }, or leave it out.',
      },
      find: ({ x402 }) =>
        each(x402.entries, ({ at, entry }) => {
          const extra = member(entry, 'extra');
          const isWrong = extra !== undefined && extra !== null && !isObject(extra);
          return foundIf(isWrong, `${at}.extra`, 'Clients read names in it and fail.');
        }),
    },
  ],
};

const WRONG_NAMES =
  /^(?:pay_to|payto|recipient|receiver|payToAddress|token|tokenAddress|currency|max_timeout_seconds|timeout|max_amount_required|price|chainId|chain|chain_id)$/;
/** Networks whose tokens are taken for those of another. */
const OTHERS = [
  'eip155:8453',
  'eip155:84532',
  'eip155:1',
  'eip155:137',
  'eip155:42161',
  'eip155:43114',
  'eip155:80002',
  'eip155:43113',
];
