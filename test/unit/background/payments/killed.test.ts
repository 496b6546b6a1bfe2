import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Context } from '../../../../src/background/context.ts';
import { EFFECTS } from '../../../../src/background/payments/effects.ts';
import { timerOf } from '../../../../src/background/payments/timers.ts';
import { settle } from '../../../../src/background/requests/settle.ts';
import { Unsure } from '../../../../src/core/errors.ts';
import {
  type EffectType,
  isOpen,
  mayHaveMoved,
  type Payment,
} from '../../../../src/core/payment/index.ts';
import { SHOP } from '../../../fixtures/payment.ts';
import { alarms, attached, freshBrowser, port, tabs } from '../browser.ts';
import { CASHU, consent, PREIMAGE, put, TOKEN, type Told, told, world } from '../world.ts';

beforeEach(() => freshBrowser(SHOP));

type World = ReturnType<typeof world>;
type Scene = {
  readonly wallet: () => Told;
  readonly response?: typeof CASHU;
  /** What happens in the life of the worker that dies. */
  play(context: Context, id: string, all: World): Promise<unknown>;
};

const answer = (context: Context, id: string, status: number) =>
  settle(context, id, { url: SHOP, method: 'GET', status, headers: [] });
const pay = (context: Context, { wallet, response }: Scene) =>
  context.payments.begin(consent(wallet().id, response));
/** The consent to pay for what a page loads. */
function ofPart(type: 'image' | 'xmlhttprequest' | 'media' | 'other') {
  const approved = consent('nwc');
  return { ...approved, target: { ...approved.target, type } };
}
/** A wallet that knows afterwards what it paid. */
const lightning = () => {
  const wallet = told('nwc', false);
  wallet.finds = () =>
    wallet.asked.length > 0 ? { rail: 'lightning', preimage: PREIMAGE } : 'unpaid';
  return wallet;
};
const ecash = () => ({ ...told('ecash', true), takeBack: async () => 'taken' as const });

/** Lives of payments that together do every effect there is. */
const SCENES: Readonly<Record<string, Scene>> = {
  'pays and opens': {
    wallet: lightning,
    play: async (context, id) => {
      await pay(context, SCENES['pays and opens'] as Scene);
      await answer(context, id, 200);
    },
  },
  'is refused, and the ecash comes back': {
    wallet: ecash,
    response: CASHU,
    play: async (context, id) => {
      await pay(context, SCENES['is refused, and the ecash comes back'] as Scene);
      await answer(context, id, 402);
    },
  },
  'has a wallet that does not answer, and is looked up': {
    wallet: () => {
      const wallet = lightning();
      wallet.pays = async () => {
        throw new Unsure('error_wallet_silent');
      };
      return wallet;
    },
    play: async (context, id) => {
      const scene = SCENES['has a wallet that does not answer, and is looked up'] as Scene;
      await pay(context, scene).catch(() => undefined);
      await context.payments.press(id, { type: 'checkPressed' });
    },
  },
  'was sent, and the worker starts': {
    wallet: lightning,
    play: async (context, id, all) => {
      await all.context.payments.begin(consent('nwc'));
      await put(context, id, 'sent', { left: all.clock.now });
      port.mayHaveLeft.mockReturnValue(true);
      tabs.set(1, { url: SHOP, loading: true });
      await context.payments.start();
    },
  },
  'was consented to, and the worker starts': {
    wallet: lightning,
    play: async (context) => {
      await context.journal.begin(consent('nwc'));
      await context.payments.start();
    },
  },
  'is for a picture, which is set again': {
    wallet: lightning,
    play: async (context, id) => {
      await context.payments.begin(ofPart('image'));
      await context.payments.tell(id, { type: 'proofLeft' });
      await answer(context, id, 200);
    },
  },
  'waits for a call that the page does not make again': {
    wallet: lightning,
    play: async (context, id) => {
      await context.payments.begin(ofPart('xmlhttprequest'));
      await context.payments.press(id, { type: 'reloadPressed' });
      await context.payments.ring({ timer: 'arm', id });
    },
  },
  'is taken back while it waits': {
    wallet: lightning,
    play: async (context, id) => {
      await context.payments.begin(ofPart('xmlhttprequest'));
      await context.payments.press(id, { type: 'takeDownPressed' });
    },
  },
  'is for a call that waits': {
    wallet: lightning,
    play: async (context, id) => {
      const approved = ofPart('xmlhttprequest');
      const { url, method } = approved.quote;
      const response = { url, method, status: 402, headers: [] };
      const seen = {
        ...approved.target,
        id: 's',
        at: context.now(),
        response,
        body: 'none',
      } as const;
      context.calls.met(seen, true);
      const origin = new URL(url).origin;
      const page = { tabId: 1, frameId: 0, origin, gone: new AbortController().signal };
      context.calls.called({ ...page, url, method, answer: () => undefined });
      await context.payments.begin(approved);
      await context.payments.tell(id, { type: 'proofLeft' });
      await answer(context, id, 200);
    },
  },
  'is for a film, whose proof goes on opening its parts': {
    wallet: lightning,
    play: async (context, id) => {
      await context.payments.begin(ofPart('media'));
      await context.payments.tell(id, { type: 'proofLeft' });
      await answer(context, id, 206);
    },
  },
  'is saved as a file': {
    wallet: lightning,
    play: async (context, id) => {
      await context.payments.begin(ofPart('other'));
      await context.payments.press(id, { type: 'downloadPressed' });
    },
  },
  'gets change': {
    wallet: lightning,
    play: async (context, id) => {
      await pay(context, SCENES['gets change'] as Scene);
      const change = [{ id: 'a', state: 'kept', token: TOKEN }] as const;
      const outcome = { state: 'settled', came: 'page' } as const;
      await context.payments.tell(id, { type: 'answered', outcome, change });
    },
  },
};

/** The table of effects, in which the worker dies at one: nothing after it happens. */
function dyingAt(type: EffectType, when: 'before' | 'after', reached: () => void) {
  const never = () => new Promise<never>(() => undefined);
  let dead = false;
  const wrapped = Object.entries(EFFECTS).map(([name, run]) => {
    const effect = run as (...args: unknown[]) => unknown;
    return [
      name,
      async (...args: unknown[]) => {
        if (dead) return never();
        if (name !== type) return effect(...args);
        if (when === 'before') {
          dead = true;
          reached();
          return never();
        }
        await effect(...args);
        dead = true;
        reached();
        return never();
      },
    ];
  });
  return Object.fromEntries(wrapped) as typeof EFFECTS;
}

/** What a user and the clock do afterwards, until nothing more is to come. */
async function goOn(context: Context, id: string, all: World): Promise<Payment | undefined> {
  port.mayHaveLeft.mockReturnValue(false);
  tabs.set(1, { url: SHOP, loading: false });
  await context.payments.start();
  for (let round = 0; round < 6; round++) {
    const payment = await context.journal.get(id);
    if (payment === undefined || !isOpen(payment)) return payment;
    const type = payment.proof === undefined ? 'checkPressed' : 'sendPressed';
    await context.payments.press(id, { type, attached: false }).catch(() => undefined);
    if (attached.has(id)) {
      await context.payments.tell(id, { type: 'proofLeft' });
      await answer(context, id, 200);
    }
    all.clock.now += 61_000;
    for (const [name, at] of [...alarms]) {
      const timer = at <= all.clock.now ? timerOf(name) : undefined;
      if (timer === undefined) continue;
      alarms.delete(name);
      await context.payments.ring(timer);
    }
  }
  return context.journal.get(id);
}

const types = Object.keys(EFFECTS) as EffectType[];
const hits = new Map<EffectType, number>();
const cases = types.flatMap((type) =>
  Object.keys(SCENES).flatMap((scene) =>
    (['before', 'after'] as const).map((when) => [when, type, scene] as const),
  ),
);

describe('a worker that dies', () => {
  it.each(cases)(
    '%s %s of a payment that %s pays once at most, and ends',
    async (when, type, name) => {
      const scene = SCENES[name] as Scene;
      const wallet = scene.wallet();
      const all = world(wallet);
      const id = consent(wallet.id, scene.response).id;
      let dead = false;
      const dying = all.again(
        dyingAt(type, when, () => {
          dead = true;
          hits.set(type, (hits.get(type) ?? 0) + 1);
        }),
      );
      const life = scene.play(dying, id, all).then(
        () => 'over',
        () => 'over',
      );
      await vi.waitFor(
        async () => {
          if (!dead && (await Promise.race([life, Promise.resolve('on')])) !== 'over') {
            throw new Error('neither dead nor over');
          }
        },
        { interval: 1, timeout: 60_000 },
      );
      // A moment for what is done beside the rest.
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (!dead) return;
      const paid = wallet.asked.length > 0;
      const context = all.again();
      const payment = await goOn(context, id, all);
      // What cannot be asked for twice was asked for once; what can be was asked for the very same thing.
      if (!wallet.repeatable) expect(wallet.asked.length).toBeLessThanOrEqual(1);
      for (const request of wallet.asked) expect(request).toEqual(wallet.asked[0]);
      if (!paid) return;
      expect(payment).toBeDefined();
      if (payment === undefined) return;
      expect(['settled', 'expired']).toContain(payment.state);
      const back = payment.returned === true;
      expect(mayHaveMoved(payment, all.clock.now)).toBe(!back);
    },
  );

  it('died at every effect that there is', () => {
    expect(types.filter((type) => !hits.has(type))).toEqual([]);
  });
});
