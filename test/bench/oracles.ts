import { sha256 } from '@noble/hashes/sha2.js';
import { recoverPublicKey } from '@noble/secp256k1';
import { signInvoice } from '../fixtures/invoice.ts';
import setup from '../oracles/setup.ts';
import type { Read } from './built.ts';
import { compare, respond } from './compare.ts';
import type { Row } from './row.ts';

const MACAROON = 'AgEEbHNhdAJCAAAAAQIDBAUGBwgJ';

/**
 * read(), all of it, against the reference library of each format on the same challenge. The invoice libraries
 * check no signature: the one that read() checks (hash, recovery) is checked on their side too, by the same code and of the same
 * signature, since how long it takes depends on its bits. mppx and cashu-ts decode and check; read() goes on to an
 * offer (asset, payee, reasons) and hears all the other formats.
 */
export async function oracleRows(read: Read): Promise<Row[]> {
  setup();
  const { mppx, lightBolt11, alby } = await import('../lab/oracles/oracles.mjs');
  const { decodeCashu, encodeCashu } = await import('../lab/oracles/cashu.mjs');

  const mpp = mppx.serialize({
    id: 'challenge-1',
    realm: 'shop.example',
    method: 'evm',
    intent: 'charge',
    expires: '2027-01-01T00:00:00.000Z',
    request: {
      amount: '10000',
      currency: '0x036CbD53842c5426634e7929541eC2318f3dCF7e',
      recipient: '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
      methodDetails: { chainId: 84532 },
    },
  });
  const { creqA } = encodeCashu({
    id: 'order-1',
    amount: 21n,
    unit: 'sat',
    mints: ['https://mint.example'],
    singleUse: false,
    transports: [],
  });
  const { text: invoice, signed, recovered } = signInvoice();
  const recover = () => recoverPublicKey(recovered, sha256(signed), { prehash: false });

  const row = async (name: string, line: readonly [string, string], theirs: () => unknown) => {
    const response = respond([line]);
    if (read(response).offers.length !== 1) throw new Error(`${name}: the offer is not read`);
    const { ratio, ours, theirs: other } = await compare(() => read(response), theirs);
    const figures = `${(ours * 1000).toFixed(1)} µs ÷ ${(other * 1000).toFixed(1)} µs`;
    return { what: `read() ÷ ${name}`, ratio, budget: 1, figures };
  };
  const l402 = ['WWW-Authenticate', `L402 macaroon="${MACAROON}", invoice="${invoice}"`] as const;
  return [
    await row('mppx, an MPP challenge', ['WWW-Authenticate', mpp], () => mppx.deserializeList(mpp)),
    await row('cashu-ts, a payment request', ['X-Cashu', creqA], () => decodeCashu(creqA)),
    await row('light-bolt11-decoder and the signature, L402', l402, () => [
      lightBolt11(invoice),
      recover(),
    ]),
    await row('lightning-tools and the signature, L402', l402, () => [alby(invoice), recover()]),
  ];
}
