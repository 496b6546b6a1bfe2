import { beforeEach, describe, expect, it, vi } from 'vitest';
import { exported } from '../../../../src/background/api/export.ts';
import { handlersOf } from '../../../../src/background/payments/wallet-steps.ts';
import { checkProof } from '../../../../src/core/offers/proof/proof.ts';
import type { EcashRequest } from '../../../../src/core/offers/rail.ts';
import type { Payment } from '../../../../src/core/payment/index.ts';
import { registry } from '../../../../src/protocols/index.ts';
import { l402 } from '../../../../src/protocols/l402/index.ts';
import { mpp } from '../../../../src/protocols/mpp/index.ts';
import { makeInvoice } from '../../../fixtures/invoice.ts';
import { makeMacaroon } from '../../../fixtures/macaroon.ts';
import { challenged, payment, SHOP } from '../../../fixtures/payment.ts';
import { freshBrowser, port } from '../browser.ts';
import {
  CASHU,
  consent,
  HASH,
  L402,
  PREIMAGE,
  put,
  recordOf,
  TOKEN,
  told,
  world,
} from '../world.ts';

const { read } = registry;

// Stands for everything that could fail after the money has left, on every instant rail.

beforeEach(() => freshBrowser(SHOP));

const invoice = makeInvoice({ paymentHash: HASH, prefix: 'bc210n' });
/** A charge with one parameter more. */
const charge = (value: string, name = 'opaque') =>
  challenged(
    payment(
      'lightning',
      { amount: '21', currency: 'sat', methodDetails: { invoice } },
      { [name]: value },
    ),
  );
const token = (size: number) =>
  challenged(`L402 token="${makeMacaroon(HASH)}${'A'.repeat(size)}", invoice="${invoice}"`);

describe('what would stop a proof is found before the wallet is asked', () => {
  it.each([
    ['one byte more than is read', 64 * 1024],
    ['70 KB', 70_000],
    ['200 KB', 200_000],
  ])('a challenge of %s is not read: there is no offer', (_, size) => {
    for (const [protocol, response] of [
      ['l402', token(size)],
      ['mpp', charge('A'.repeat(size))],
    ] as const) {
      expect(read(response)).toEqual({
        offers: [],
        notices: [],
        problems: [
          { protocol, field: 'WWW-Authenticate', reason: 'The header is too large to be read.' },
        ],
      });
    }
  });

  it('an L402 token of 60 KB fits into the proof: it is paid', async () => {
    const nwc = told('nwc', false);
    const { context } = world(nwc);
    await context.payments.begin(consent('nwc', token(60_000)));
    expect(nwc.asked).toHaveLength(1);
  });

  it.each([
    ['opaque', 56_000],
    ['opaque', 50_000],
    ['description', 50_000],
    ['digest', 60_000],
  ])('an MPP challenge with %s of %i characters is read, and not payable', (name, size) => {
    const { offers, problems } = read(charge('A'.repeat(size), name));
    expect(problems).toEqual([]);
    expect(offers).toMatchObject([{ payable: false, why: 'reason_proof_size' }]);
    expect(offers[0]).not.toHaveProperty('rail');
  });

  it.each([1_000, 40_000])(
    'an MPP challenge with %i characters of opaque is paid',
    async (size) => {
      const nwc = told('nwc', false);
      const { context } = world(nwc);
      await context.payments.begin(consent('nwc', charge('A'.repeat(size))));
      expect(nwc.asked).toHaveLength(1);
    },
  );

  it('an MPP credential that comes out longer than it was read', async () => {
    const nwc = told('nwc', false);
    const { context } = world(nwc);
    const approved = consent('nwc', charge('A'));
    const long = 'A'.repeat(64 * 1024);
    const proof = vi
      .spyOn(mpp, 'proof')
      .mockImplementationOnce(() =>
        checkProof({ headers: [['Authorization', `Payment ${long}`]], reusable: false }),
      );
    await expect(context.payments.begin(approved)).rejects.toThrow('error_proof_header');
    expect(proof).toHaveBeenCalledOnce();
    expect(nwc.asked).toEqual([]);
    expect(await context.journal.get(approved.id)).toBeUndefined();
  });

  it('a lock that makes the token too long', async () => {
    const ecash = told('ecash', true);
    const { context } = world(ecash);
    const approved = consent('ecash', CASHU);
    const { protocol } = handlersOf(context, approved);
    const lock = {
      kind: 'P2PK',
      data: `02${'ab'.repeat(32)}`,
      tags: [['x', 'y'.repeat(30_000)]],
    } as const;
    const request = vi.spyOn(protocol, 'request').mockReturnValueOnce({
      rail: 'ecash',
      mints: [],
      unit: 'sat',
      amount: '21',
      maxFee: '0',
      lock,
    } satisfies EcashRequest);
    await expect(context.payments.begin(approved)).rejects.toThrow('error_proof_header');
    expect(request).toHaveBeenCalled();
    expect(ecash.asked).toEqual([]);
  });

  it('no room for what is to be sent', async () => {
    const nwc = told('nwc', false);
    const { context } = world(nwc);
    const approved = consent('nwc');
    port.makeRoom.mockRejectedValueOnce(new Error('QUOTA_BYTES'));
    await expect(context.payments.begin(approved)).rejects.toThrow('error_storage');
    expect(nwc.asked).toEqual([]);
    expect(await context.journal.get(approved.id)).toBeUndefined();
  });

  it('room for the proof is on the disk while the wallet pays, and given back', async () => {
    const nwc = told('nwc', false);
    const { context } = world(nwc);
    const approved = consent('nwc');
    let room = 0;
    nwc.pays = async () => {
      room = (await context.journal.get(approved.id))?.room?.length ?? 0;
      return { rail: 'lightning', preimage: PREIMAGE };
    };
    const proved = await context.payments.begin(approved);
    expect(room).toBeGreaterThan(JSON.stringify(proved.proof?.headers).length);
    expect(proved).not.toHaveProperty('room');
  });
});

it('what the wallet gave is kept as it came where no proof can be made, and is gone on from', async () => {
  const nwc = told('nwc', false);
  const { context, again } = world(nwc);
  const approved = consent('nwc');
  // The dry run goes well; then the proof cannot be made.
  const makes = l402.proof;
  const proof = vi.spyOn(l402, 'proof').mockImplementationOnce(makes);
  proof.mockImplementationOnce(() => {
    throw new Error('broken');
  });
  await expect(context.payments.begin(approved)).rejects.toThrow('broken');
  proof.mockRestore();
  const later = again();
  expect(await later.journal.get(approved.id)).toMatchObject({
    state: 'unknown',
    answer: { rail: 'lightning', preimage: PREIMAGE },
  });
  // The wallet says nothing: its own answer is enough.
  const found = await later.payments.press(approved.id, { type: 'checkPressed' });
  expect(found).toMatchObject({ state: 'sent', paid: { preimage: PREIMAGE } });
  expect(found).not.toHaveProperty('answer');
  expect(nwc.asked).toHaveLength(1);
});

describe('a payment that has ended', () => {
  const ended = async () => {
    const { context } = world(told('nwc', false));
    const { id } = await context.payments.begin(consent('nwc'));
    await context.passes.keepPreimage(await recordOf(context, id));
    return { context, id };
  };

  it.each(['settled', 'expired'] as const)('(%s) holds no preimage in the open', async (state) => {
    const { context, id } = await ended();
    const payment = await put(context, id, state);
    expect(JSON.stringify(payment)).not.toContain(PREIMAGE);
    expect(payment.paid).toEqual({ fee: '3', proved: true });
    expect(await context.passes.preimage(id)).toBe(PREIMAGE);
    expect(await context.passes.preimage('other')).toBeUndefined();
  });
});

describe('the export', () => {
  it.each([
    ['L402', 'nwc', L402, [PREIMAGE, makeMacaroon(HASH), invoice]],
    ['ecash', 'ecash', CASHU, [TOKEN, CASHU.headers[0]?.[1] ?? '']],
  ] as const)(
    'of an open payment by %s holds nothing that opens or pays',
    async (_, id, response, secrets) => {
      const { context } = world(told(id, true));
      const approved = consent(id, response);
      const { offer } = approved.quote;
      const steps: Payment[] = [approved, await context.payments.begin(approved)];
      const ending = { kind: 'refused', reason: 'no', changed: offer } as const;
      steps.push(await put(context, approved.id, 'refused', { ending }));
      for (const payment of steps) {
        const text = JSON.stringify(exported(payment));
        for (const secret of secrets) expect(text).not.toContain(secret);
        expect(JSON.parse(text)).toMatchObject({ url: SHOP, state: payment.state, wallet: id });
      }
      expect(Object.keys(exported({ ...approved, ...{ later: 'field' } }))).not.toContain('later');
    },
  );
});
