import { member } from '../../core/encoding/json.ts';
import { isAddress, isChecksumOk, isSameAddress } from '../../core/money/address.ts';
import { assetOf } from '../../core/money/assets.ts';
import { type Family, foundIf } from '../check.ts';
import { quoted } from '../facts/facts.ts';
import type { Entry } from '../facts/x402.ts';
import { SPEC } from '../links.ts';
import { X402_ROUTE_CODE } from '../recipes.ts';

const SOLANA_ADDRESS = /^[1-9A-HJ-NP-Za-km-z]{32,44}$/;
const ROLE = /^[a-z][a-z_-]{0,31}$/i;
const METHODS = ['eip3009', 'permit2', 'erc7710'];
const FLOWS = ['authorization', 'upfront', 'escrow'];

const isEvm = ({ networkId }: Entry) => networkId?.startsWith('eip155:') === true;
const isSolana = ({ networkId }: Entry) => networkId?.startsWith('solana:') === true;
const text = (entry: Entry, name: string) => {
  const value = member(entry.entry, name);
  return typeof value === 'string' ? value : undefined;
};

function knownAsset(entry: Entry) {
  const asset = text(entry, 'asset');
  return asset === undefined || entry.networkId === undefined
    ? undefined
    : assetOf(entry.networkId, asset);
}

/** The payment is a signed EIP-3009 transfer, whose domain the client must know. */
function isSigned(entry: Entry): boolean {
  const method = member(entry.extra, 'assetTransferMethod') ?? 'eip3009';
  return isEvm(entry) && text(entry, 'scheme') === 'exact' && method === 'eip3009';
}

export const payee: Family = {
  name: 'x402/payee',
  checks: [
    {
      id: 'x402-pay-to',
      level: 'error',
      title: 'payTo is missing, no address of its network, or one that loses money',
      link: SPEC.x402Required,
      fix: { text: "Write the shop's own address on this network.", code: X402_ROUTE_CODE },
      find: ({ x402 }) =>
        x402.entries.flatMap((entry) => {
          const field = `${entry.at}.payTo`;
          const payTo = text(entry, 'payTo');
          if (payTo === undefined || payTo === '') {
            return foundIf(true, field, 'No one is named who is to be paid.');
          }
          if (isSolana(entry)) {
            const isWrong = !SOLANA_ADDRESS.test(payTo);
            return foundIf(isWrong, field, `${quoted(payTo)} is no address on Solana.`);
          }
          if (!isEvm(entry)) return [];
          if (!isAddress(payTo)) {
            const isRole = ROLE.test(payTo) && text(entry, 'scheme') !== 'exact';
            return foundIf(!isRole, field, `${quoted(payTo)} is no address.`);
          }
          const isZero = /^0x0{40}$/.test(payTo);
          const isToken = isSameAddress(payTo, text(entry, 'asset') ?? '');
          const reason = isZero
            ? 'The zero address: what is paid is lost.'
            : 'The token contract itself: what is paid is lost.';
          return foundIf(isZero || isToken, field, reason);
        }),
    },
    {
      id: 'x402-pay-to-checksum',
      level: 'error',
      title: 'payTo has mixed case and its checksum (EIP-55) is wrong',
      link: 'https://eips.ethereum.org/EIPS/eip-55',
      fix: { text: 'Copy the address again from the wallet: a character is wrong, or its case.' },
      find: ({ x402 }) =>
        x402.entries.flatMap((entry) => {
          const payTo = text(entry, 'payTo');
          const isWrong = isEvm(entry) && isAddress(payTo) && !isChecksumOk(payTo);
          const reason = 'The checksum says that this is not the address that was meant.';
          return foundIf(isWrong, `${entry.at}.payTo`, reason);
        }),
    },
    {
      id: 'x402-domain-missing',
      level: 'error',
      title: "extra lacks the token's EIP-712 name and version",
      link: SPEC.x402Evm,
      fix: {
        text: 'Write extra: { "name": "USD Coin", "version": "2" } for USDC on Base ("USDC" on Base Sepolia).',
        code: X402_ROUTE_CODE,
      },
      find: ({ x402 }) =>
        x402.entries.filter(isSigned).flatMap((entry) => {
          const missing = ['name', 'version'].filter(
            (name) => typeof member(entry.extra, name) !== 'string',
          );
          const reason = `Without ${missing.join(' and ')} as text the reference client cannot sign.`;
          return foundIf(missing.length > 0, `${entry.at}.extra`, reason);
        }),
    },
    {
      id: 'x402-domain-wrong',
      level: 'error',
      title: "extra.name or extra.version is not the token's own: every signature is void",
      link: SPEC.x402Evm,
      fix: {
        text: "Ask the token contract (name(), version() or eip712Domain()) instead of copying another network's.",
        code: X402_ROUTE_CODE,
      },
      find: ({ x402 }) =>
        x402.entries.filter(isSigned).flatMap((entry) => {
          const asset = knownAsset(entry);
          if (asset === undefined || asset.transfer !== 'eip3009') return [];
          return (['name', 'version'] as const).flatMap((name) => {
            const said = member(entry.extra, name);
            const isWrong = typeof said === 'string' && said !== asset[name];
            const reason = `The token's ${name} is "${asset[name]}", not ${quoted(said)}: it refuses such signatures.`;
            return foundIf(isWrong, `${entry.at}.extra.${name}`, reason);
          });
        }),
    },
    {
      id: 'x402-fee-payer',
      level: 'error',
      title: 'An entry on Solana names no fee payer, or the payee as one',
      link: SPEC.x402Svm,
      fix: {
        text: "Take extra.feePayer from the facilitator's /supported; the library does where the facilitator knows the network.",
        code: {
          express: `resources.register('solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp', new ExactSvmScheme());`,
        },
      },
      find: ({ x402 }) =>
        x402.entries.filter(isSolana).flatMap((entry) => {
          const feePayer = member(entry.extra, 'feePayer');
          const field = `${entry.at}.extra.feePayer`;
          if (typeof feePayer !== 'string' || !SOLANA_ADDRESS.test(feePayer)) {
            return foundIf(
              true,
              field,
              'Clients cannot build the transaction without a fee payer.',
            );
          }
          const isPayee = feePayer === text(entry, 'payTo');
          return foundIf(isPayee, field, 'The fee payer is the facilitator, not the payee.');
        }),
    },
    {
      id: 'x402-transfer-method',
      level: 'error',
      title: 'extra.assetTransferMethod is none that clients know, or not for this token',
      link: SPEC.x402Permit2,
      fix: {
        text: 'Leave it out for tokens with EIP-3009 (USDC, EURC); write "permit2" for others.',
      },
      find: ({ x402 }) =>
        x402.entries.filter(isEvm).flatMap((entry) => {
          const method = member(entry.extra, 'assetTransferMethod');
          if (method === undefined || method === null) return [];
          const field = `${entry.at}.extra.assetTransferMethod`;
          if (typeof method !== 'string' || !METHODS.includes(method)) {
            const reason = `The reference client signs EIP-3009 for ${quoted(method)}, and the payment fails.`;
            return foundIf(true, field, reason);
          }
          const isWorse = method === 'permit2' && knownAsset(entry)?.transfer === 'eip3009';
          const reason =
            'This token can be paid by signature alone; Permit2 needs an allowance first.';
          return foundIf(isWorse, field, reason, 'note');
        }),
    },
    {
      id: 'x402-payment-flow',
      level: 'note',
      title: 'extra.paymentFlow settles before the page is there, or is unknown',
      link: SPEC.x402Evm,
      fix: {
        text: 'Use authorization (the default): it settles after the page succeeded, so that a failure costs nothing.',
      },
      find: ({ x402 }) =>
        x402.entries.flatMap((entry) => {
          const flow = member(entry.extra, 'paymentFlow');
          if (flow === undefined || flow === null || flow === 'authorization') return [];
          const field = `${entry.at}.extra.paymentFlow`;
          const isKnown = typeof flow === 'string' && FLOWS.includes(flow);
          return isKnown
            ? foundIf(flow === 'upfront', field, 'The payer has paid even when the page fails.')
            : foundIf(true, field, `Clients drop an entry with ${quoted(flow)}.`, 'error');
        }),
    },
  ],
};
