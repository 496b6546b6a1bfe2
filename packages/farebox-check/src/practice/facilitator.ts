import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import {
  isObject,
  type Json,
  type JsonObject,
  member,
} from '../../../../src/core/encoding/json.ts';
import { isSameAddress } from '../../../../src/core/money/address.ts';
import { ASSETS, assetOf } from '../../../../src/core/money/assets.ts';
import {
  chainIdOf,
  networkById,
  networkByLegacyName,
} from '../../../../src/core/money/networks.ts';
import { readTerms, type Terms } from '../../../../src/wallets/evm/check-request.ts';
import { digest } from '../../../../src/wallets/evm/eip712.ts';
import { recover } from '../../../../src/wallets/evm/recover.ts';

/** Seconds that a facilitator wants left of an authorization, to have it settled: as @x402/evm asks for. */
const SPARE = 6n;

type Verified =
  | { readonly isValid: true; readonly payer: string }
  | { readonly isValid: false; readonly invalidReason: string; readonly payer?: string };

type Settled = {
  readonly success: boolean;
  readonly errorReason?: string;
  readonly transaction: string;
  readonly network: string;
  readonly payer?: string;
};

/** An x402 facilitator that moves nothing: the three endpoints of a real one, for schemes `exact` on EVM chains. */
export type PracticeFacilitator = {
  supported(): object;
  /** `body`: of POST /verify and /settle (x402 specification, section 7). */
  verify(body: Json): Verified;
  settle(body: Json): Settled;
};

const textIn = (object: Json | undefined, name: string) => {
  const value = isObject(object) ? member(object, name) : undefined;
  return typeof value === 'string' ? value : '';
};
const partOf = (object: Json | undefined, name: string): JsonObject => {
  const value = isObject(object) ? member(object, name) : undefined;
  return isObject(value) ? value : {};
};

/** Every network whose tokens Farebox can sign for, by the names of both versions. */
function supported(): object {
  const networks = new Set(
    ASSETS.filter(({ transfer }) => transfer === 'eip3009').map(({ network }) => network),
  );
  const kinds = [...networks].flatMap((network) => [
    { x402Version: 2, scheme: 'exact', network },
    ...(networkById(network)?.legacy ?? []).map((name) => ({
      ...{ x402Version: 1, scheme: 'exact', network: name },
    })),
  ]);
  return { kinds, extensions: [], signers: {} };
}

/** The transaction that a practice payment is said to be: 32 bytes that begin with "practice" in ASCII. */
function transactionOf(nonce: string): string {
  const name = bytesToHex(utf8ToBytes('practice'));
  return `0x${name}${bytesToHex(sha256(utf8ToBytes(nonce))).slice(name.length)}`;
}

/** What was signed, as the token's contract would read it; or the reason why it could not be. */
function termsOf(payment: JsonObject, wanted: JsonObject): Terms | string {
  // Version 2 repeats the requirements under `accepted`, version 1 has scheme and network at the top.
  const accepted = isObject(member(payment, 'accepted')) ? partOf(payment, 'accepted') : payment;
  const [scheme, network] = [textIn(wanted, 'scheme'), textIn(wanted, 'network')];
  if (scheme !== 'exact' || textIn(accepted, 'scheme') !== scheme) return 'unsupported_scheme';
  if (textIn(accepted, 'network') !== network) return 'invalid_exact_evm_network_mismatch';
  const id = networkByLegacyName(network)?.id ?? networkById(network)?.id;
  const asset = id && assetOf(id, textIn(wanted, 'asset'));
  const chainId = id && chainIdOf(id);
  if (id === undefined || chainId === undefined || asset?.transfer !== 'eip3009') {
    return 'invalid_network';
  }
  const extra = partOf(wanted, 'extra');
  if (textIn(extra, 'name') !== asset.name) return 'invalid_exact_evm_token_name_mismatch';
  if (textIn(extra, 'version') !== asset.version) return 'invalid_exact_evm_token_version_mismatch';
  const authorization = partOf(partOf(payment, 'payload'), 'authorization');
  const [from, to, value] = ['from', 'to', 'value'].map((name) => textIn(authorization, name));
  const [validAfter, validBefore, nonce] = ['validAfter', 'validBefore', 'nonce'].map((name) =>
    textIn(authorization, name),
  );
  try {
    return readTerms({
      rail: 'eip3009',
      network: id,
      domain: {
        ...{ name: asset.name, version: asset.version },
        ...{ chainId, verifyingContract: asset.address },
      },
      message: {
        ...{ from: from ?? '', to: to ?? '', value: value ?? '' },
        ...{ validAfter: validAfter ?? '', validBefore: validBefore ?? '', nonce: nonce ?? '' },
      },
    });
  } catch {
    return 'invalid_payload';
  }
}

/** `now`: ms since 1970. */
export function createFacilitator(now: () => number): PracticeFacilitator {
  const settled = new Set<string>();

  const check = (body: Json): Verified & { readonly terms?: Terms } => {
    const [payment, wanted] = [partOf(body, 'paymentPayload'), partOf(body, 'paymentRequirements')];
    const terms = termsOf(payment, wanted);
    if (typeof terms === 'string') return { isValid: false, invalidReason: terms };
    const { domain, message } = terms;
    const payer = message.from;
    const no = (invalidReason: string) =>
      ({ isValid: false, invalidReason, payer, terms }) as const;
    const signed = recover(
      digest(domain, message),
      textIn(partOf(payment, 'payload'), 'signature'),
    );
    if (signed === undefined || !isSameAddress(signed.address, payer)) {
      return no('invalid_exact_evm_signature');
    }
    if (!isSameAddress(message.to, textIn(wanted, 'payTo'))) {
      return no('invalid_exact_evm_recipient_mismatch');
    }
    const seconds = BigInt(Math.floor(now() / 1000));
    if (message.validBefore < seconds + SPARE) {
      return no('invalid_exact_evm_payload_authorization_valid_before');
    }
    if (message.validAfter > seconds) {
      return no('invalid_exact_evm_payload_authorization_valid_after');
    }
    const price = textIn(wanted, 'amount') || textIn(wanted, 'maxAmountRequired');
    if (message.value.toString() !== price) {
      return no('invalid_exact_evm_payload_authorization_value_mismatch');
    }
    if (settled.has(message.nonce)) return no('invalid_exact_evm_nonce_already_used');
    return { isValid: true, payer, terms };
  };

  return {
    supported,
    verify: (body) => {
      const { terms: _, ...verified } = check(body);
      return verified;
    },
    settle: (body) => {
      const network = textIn(partOf(body, 'paymentRequirements'), 'network');
      const verified = check(body);
      const payer = verified.payer === undefined ? {} : { payer: verified.payer };
      if (!verified.isValid || verified.terms === undefined) {
        const errorReason = verified.isValid ? 'invalid_payload' : verified.invalidReason;
        return { success: false, errorReason, transaction: '', network, ...payer };
      }
      const { nonce } = verified.terms.message;
      settled.add(nonce);
      return { success: true, transaction: transactionOf(nonce), network, ...payer };
    },
  };
}
