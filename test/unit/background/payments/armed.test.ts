import { beforeEach, describe, expect, it } from 'vitest';
import { popupState } from '../../../../src/background/api/views/popup.ts';
import { mayHaveMoved, type Payment, type Target } from '../../../../src/core/payment/index.ts';
import { SHOP } from '../../../fixtures/payment.ts';
import { attached, found, freshBrowser, pages, port, tabs } from '../browser.ts';
import { CASHU, consent, L402, NOW, told, world } from '../world.ts';

// A proof that waits for a request of the page: how the user gets it back, and what is said when nothing can ask again.

beforeEach(() => freshBrowser(SHOP));

const OTHER = 'https://other.example/';

const to = (type: Target['type'], frameId = 0): Target => ({
  tabId: 1,
  frameId,
  type,
  initiator: SHOP,
});

/** A payment of this rail whose proof waits in tab 1. */
async function armed(target: Target, response = L402) {
  const wallet = told(response === CASHU ? 'ecash' : 'nwc', true);
  const { context } = world(wallet);
  const payment = await context.payments.begin({ ...consent(wallet.id, response), target });
  expect(payment.state).toBe('armed');
  return {
    context,
    id: payment.id,
    now: async () => (await context.journal.get(payment.id)) as Payment,
  };
}

describe.each([
  ['a picture, over Lightning', to('image'), L402],
  ['a call, over Lightning', to('xmlhttprequest'), L402],
  ['a film in a frame, by ecash', to('media', 3), CASHU],
] as const)('the user wants it back: %s', (_, target, response) => {
  it('it waits for a press, is not forgotten, and can be made ready again', async () => {
    const { context, id, now } = await armed(target, response);
    const after = await context.payments.press(id, { type: 'takeDownPressed' });
    expect(after).toMatchObject({ state: 'proved', ending: { kind: 'not-attached' } });
    expect(attached.size).toBe(0);
    expect(mayHaveMoved(await now(), NOW + 86_400_000)).toBe(true);
    expect((await popupState(context, 1)).kind).toBe('unsent');
    const again = await context.payments.press(id, { type: 'sendPressed', attached: false });
    expect(again.state).toBe('armed');
    expect(attached.size).toBe(1);
  });

  it('where it has left, or may have, it is not called unsent', async () => {
    const { context, id } = await armed(target, response);
    port.takeDown.mockResolvedValueOnce(true);
    const after = await context.payments.press(id, { type: 'takeDownPressed' });
    expect(after.state).toBe('unknown');
  });

  it('a browser that tells meanwhile that it has left is believed', async () => {
    const { context, id } = await armed(target, response);
    port.takeDown.mockImplementationOnce(async () => {
      await context.payments.tell(id, { type: 'proofLeft' });
      return true;
    });
    const after = await context.payments.press(id, { type: 'takeDownPressed' });
    expect(after).toMatchObject({ state: 'sent', left: NOW });
  });
});

it.each(['proved', 'sent', 'settled'] as const)(
  'what is %s does not wait, and cannot be taken down',
  async (state) => {
    const { context, id } = await armed(to('image'));
    if (state === 'proved') await context.payments.press(id, { type: 'takeDownPressed' });
    else await context.payments.tell(id, { type: 'proofLeft' });
    if (state === 'settled') {
      await context.payments.tell(id, { type: 'answered', outcome: { state, came: 'answer' } });
    }
    const pressed = context.payments.press(id, { type: 'takeDownPressed' });
    await expect(pressed).rejects.toMatchObject({ key: 'error_payment_state' });
  },
);

it('after its headers were copied it can be made ready again', async () => {
  const { context, id } = await armed(to('xmlhttprequest'));
  await context.payments.press(id, { type: 'proofCopied' });
  expect(await popupState(context, 1)).toMatchObject({
    kind: 'unsent',
    payment: { state: 'sent', maySend: true, copyOnly: false },
  });
  const again = await context.payments.press(id, { type: 'sendPressed', attached: false });
  expect(again.state).toBe('armed');
  // It may have left with what the user copied it into.
  const after = await context.payments.press(id, { type: 'takeDownPressed' });
  expect(after.state).toBe('unknown');
});

describe('an element to be set again', () => {
  it.each([
    ['none in any frame', [0, 0], true],
    ['no frame that can be entered', [], true],
    ['one in a frame', [0, 1], false],
  ] as const)('%s', async (_, counts, missing) => {
    found.push(...counts);
    const { context, now } = await armed(to('image'));
    expect((await now()).noElement === true).toBe(missing);
    const state = await popupState(context, 1);
    expect('payment' in state && state.payment.noElement === true).toBe(missing);
  });

  it('that was missing is forgotten when the proof goes after all', async () => {
    const { context, id, now } = await armed(to('media'));
    expect((await now()).noElement).toBe(true);
    await context.payments.tell(id, { type: 'proofLeft' });
    expect(await now()).not.toHaveProperty('noElement');
  });

  it('is said to be missing of a font, which no element loads', async () => {
    found.push(1);
    const { context } = await armed(to('font'));
    expect(await popupState(context, 1)).toMatchObject({
      kind: 'armed',
      payment: { noElement: true },
    });
  });

  it('is not looked for where the page itself has to ask', async () => {
    const { now } = await armed(to('xmlhttprequest'));
    expect(await now()).not.toHaveProperty('noElement');
  });
});

describe.each([
  ['a call', to('xmlhttprequest')],
  ['a picture of a frame', to('image', 5)],
  ['a form', to('main_frame')],
] as const)('the tab goes to another site while a proof waits: %s', (what, target) => {
  const begin = async () => {
    if (what !== 'a form') return armed(target);
    const wallet = told('nwc', true);
    const { context } = world(wallet);
    const approved = consent(wallet.id);
    const quote = { ...approved.quote, method: 'POST' };
    const payment = await context.payments.begin({ ...approved, quote, target });
    return { context, id: payment.id };
  };

  it('is drawn while the tab shows its site', async () => {
    const { context } = await begin();
    tabs.set(1, { url: `${SHOP}another/page`, loading: false });
    expect((await popupState(context, 1)).kind).toBe('armed');
  });

  it('what is asked there comes first, and the payment is listed', async () => {
    const { context, id } = await begin();
    tabs.set(1, { url: OTHER, loading: false });
    const state = await popupState(context, 1);
    expect(state).toMatchObject({ kind: 'nothing', others: [{ seenId: id, waits: true }] });
    const chosen = await popupState(context, 1, id);
    expect(chosen).toMatchObject({ kind: 'armed', others: [] });
  });
});

describe('a form is sent again by loading its answer again', () => {
  /** A form was paid for in tab 1, and its proof waits. */
  async function formOf(url: string) {
    const wallet = told('nwc', true);
    const { context } = world(wallet);
    const begun = consent(wallet.id);
    const quote = { ...begun.quote, method: 'POST' };
    const target = { ...to('main_frame'), initiator: `${new URL(SHOP).origin}/form` };
    const { id, state } = await context.payments.begin({ ...begun, quote, target });
    expect(state).toBe('armed');
    tabs.set(1, { url, loading: false });
    const pressed = () => context.payments.press(id, { type: 'reloadPressed' });
    return { pressed, stateOf: async () => (await context.journal.get(id))?.state };
  }

  it.each([
    ['its answer', 402],
    ['the browser’s own page in its place', undefined],
  ])('where the tab shows %s', async (_, status) => {
    const { pressed } = await formOf(SHOP);
    pages.set(1, status);
    await pressed();
    expect(port.reload).toHaveBeenCalledExactlyOnceWith(1);
    expect(port.openIn).not.toHaveBeenCalled();
  });

  it.each([
    ['the form, at the same address', SHOP, 200],
    ['the form, elsewhere', `${new URL(SHOP).origin}/form`, 200],
    ['another page that asks', OTHER, 402],
    ['the form, and the browser tells no status', SHOP, 0],
  ])('and not where it shows %s: what is typed there stays', async (_, url, status) => {
    const { pressed, stateOf } = await formOf(url);
    pages.set(1, status);
    await expect(pressed()).rejects.toMatchObject({ key: 'error_form_gone' });
    expect(port.reload).not.toHaveBeenCalled();
    expect(port.openIn).not.toHaveBeenCalled();
    expect(await stateOf()).toBe('armed');
    expect(attached.size).toBe(1);
  });
});
