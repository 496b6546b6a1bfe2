import { beforeEach, describe, expect, it } from 'vitest';
import { popupState } from '../../../../src/background/api/views/popup.ts';
import { settle } from '../../../../src/background/requests/settle.ts';
import { passAnswered } from '../../../../src/background/requests/use-pass.ts';
import { mayHaveMoved, type Payment, type Target } from '../../../../src/core/payment/index.ts';
import { isNamedAsFilm } from '../../../../src/core/web/request-type.ts';
import { isPlayed } from '../../../../src/core/web/response-kind.ts';
import type { ResponseHead } from '../../../../src/platform/requests/responses.ts';
import { SHOP } from '../../../fixtures/payment.ts';
import { attached, downloads, freshBrowser, port } from '../browser.ts';
import { CASHU, consent, L402, NOW, told, world } from '../world.ts';

beforeEach(() => freshBrowser(SHOP));

const to = (type: Target['type']): Target => ({ tabId: 1, frameId: 0, type, initiator: SHOP });
const answer = (status: number, contentType: string) => ({
  url: SHOP,
  method: 'GET',
  status,
  headers: [['Content-Type', contentType]] as const,
});

/** A payment of this rail for what is at the shop's address. */
async function paid(target: Target, response = L402, download = false) {
  const wallet = told(response === CASHU ? 'ecash' : 'nwc', true);
  const { context } = world(wallet);
  const going = { ...target, ...(download ? { download: true as const } : {}) };
  const { id } = await context.payments.begin({ ...consent(wallet.id, response), target: going });
  return { context, id, now: async () => (await context.journal.get(id)) as Payment };
}

describe('what is played asks for its parts one by one', () => {
  it.each([
    ['media', 'video/mp4', true],
    ['media', 'application/octet-stream', true],
    ['main_frame', 'audio/mpeg', true],
    ['main_frame', 'Video/WebM; codecs=vp9', true],
    ['main_frame', 'text/html', false],
    ['xmlhttprequest', 'video/mp4', false],
  ] as const)('%s %s: %s', (type, contentType, is) => {
    expect(isPlayed(type, answer(206, contentType))).toBe(is);
    expect(isPlayed(type, answer(402, contentType))).toBe(false);
  });

  it.each([
    ['media', L402, 'video/mp4', true],
    ['main_frame', L402, 'audio/mpeg', true],
    ['main_frame', L402, 'text/html', false],
    ['media', CASHU, 'video/mp4', false],
  ] as const)(
    'of %s, a proof stays where it may be used again',
    async (type, response, kind, stays) => {
      const { context, id } = await paid(to(type), response);
      await context.payments.tell(id, { type: 'proofLeft' });
      await settle(context, id, answer(200, kind));
      expect([...attached.keys()]).toEqual(stays ? [`pass:1:${id}`] : []);
    },
  );

  it('and ends when the site does not take it any more, and not when a part is missing', async () => {
    const { context, id } = await paid(to('media'));
    await context.payments.tell(id, { type: 'proofLeft' });
    await settle(context, id, answer(206, 'video/mp4'));
    const part = (status: number) =>
      passAnswered(context, id, {
        head: { type: 'media', tabId: 1 } as ResponseHead,
        response: answer(status, 'video/mp4'),
      });
    for (const status of [206, 416, 500]) await part(status);
    expect(attached.size).toBe(1);
    await part(402);
    expect(attached.size).toBe(0);
    expect(await context.passes.byId(id)).toBeUndefined();
  });
});

describe('what is saved as a file', () => {
  it.each([
    ['https://a.example/film.mp4', true],
    ['https://a.example/sound.MP3?x=1', true],
    ['https://a.example/film.mp4/about', false],
    ['https://a.example/article', false],
  ])('%s is named as a film: %s', (url, is) => {
    expect(isNamedAsFilm(url)).toBe(is);
  });

  it('has left before the browser is asked for it, and is under way until that says more', async () => {
    port.download.mockImplementationOnce(async (id) => {
      downloads.set(id, { url: SHOP, headers: [] });
      expect(await now()).toMatchObject({ state: 'sent', left: NOW });
      expect(attached.size).toBe(0);
    });
    const { context, id, now } = await paid(to('other'));
    expect((await popupState(context, 1)).kind).toBe('armed');
    await context.payments.press(id, { type: 'downloadPressed' });
    expect(downloads.has(id)).toBe(true);
    expect(await popupState(context, 1)).toMatchObject({
      kind: 'opening',
      payment: { download: true },
    });
    // A worker that starts meanwhile asks no one, and sends nothing again.
    await context.payments.start();
    expect((await now()).state).toBe('sent');
  });

  it.each([
    ['is there', { state: 'settled', came: 'file' }, 'settled'],
    ['did not come', undefined, 'unknown'],
  ] as const)('when it %s', async (_, outcome, state) => {
    const { context, id, now } = await paid(to('media'), L402, true);
    expect(downloads.has(id)).toBe(true);
    expect(attached.size).toBe(0);
    downloads.clear();
    await context.payments.tell(
      id,
      outcome ? { type: 'answered', outcome } : { type: 'requestLost', error: 'SERVER_FAILED' },
    );
    expect((await now()).state).toBe(state);
    expect(mayHaveMoved(await now(), NOW + 86_400_000)).toBe(true);
  });

  it('where the browser refuses, may have left all the same', async () => {
    port.download.mockRejectedValueOnce(new Error('no'));
    const { context, id } = await paid(to('other'));
    const pressed = context.payments.press(id, { type: 'downloadPressed' });
    await expect(pressed).rejects.toThrow('no');
    expect(await context.journal.get(id)).toMatchObject({ state: 'unknown' });
  });

  it.each([
    ['ecash, which a redirect would take along', to('other'), CASHU],
    ['a picture', to('image'), L402],
    ['a call', to('xmlhttprequest'), L402],
  ] as const)('is not %s', async (_, target, response) => {
    const { context, id } = await paid(target, response);
    const state = await popupState(context, 1);
    expect(state).toMatchObject({ payment: { mayDownload: false } });
    const pressed = context.payments.press(id, { type: 'downloadPressed' });
    await expect(pressed).rejects.toMatchObject({ key: 'error_payment_state' });
    expect(downloads.size).toBe(0);
  });
});
