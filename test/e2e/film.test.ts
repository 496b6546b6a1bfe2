import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FILM_TIME } from '../lab/film.ts';
import type { LightningMap } from '../lab/lightning/map.ts';
import { connectWallet } from '../lab/lightning/remote.ts';
import { paidRequestsOf } from '../lab/remote.ts';
import type { Tab } from './driver/driver.ts';
import { until } from './driver/until.ts';
import { inBothBrowsers, type Visit } from './helpers.ts';
import { lightning } from './lightning.ts';
import { receivedBy } from './received.ts';

// The class: a film or sound, whose player asks for its parts one by one. A proof that may be used again opens each part
// until it ends, without paying again; one for a single use opens the first, and that is said before Pay.

/** The player knows how long the film is, and has something to play. Run in the page. */
const PLAYS = () => {
  const film = document.querySelector('video, audio') as HTMLMediaElement | null;
  return film !== null && film.readyState >= 3 && Math.round(film.duration) === 938;
};
/** It has jumped to near the end, and plays there. */
const PLAYS_THERE = () => {
  const film = document.querySelector('video, audio') as HTMLMediaElement;
  return film.currentTime >= 900 && film.readyState >= 3 && !film.seeking;
};
const FAILED = () => (document.querySelector('video, audio') as HTMLMediaElement).error !== null;

const jump = (tab: Tab) =>
  tab.evaluate(() => {
    (document.querySelector('video, audio') as HTMLMediaElement).currentTime = 900;
  });

inBothBrowsers((stage, name) => {
  const odd = () => stage().street.odd;
  let map: LightningMap;
  let before: number;

  beforeAll(async () => {
    expect(FILM_TIME).toBe(938);
    map = await lightning();
    const wallet = await connectWallet(map);
    await stage().command('lightning.connect', { uri: wallet.uri });
  });
  beforeEach(async () => {
    before = (await receivedBy(map)).length;
  });

  const received = async () => (await receivedBy(map)).slice(before);
  const carried = async (server: string, url: string) =>
    (await paidRequestsOf(server)).filter(({ target }) => url.endsWith(target)).length;

  /** The part that was asked for and not opened has its price, once the user is done with the receipt. */
  async function asksAgain(visit: Visit): Promise<void> {
    const { payment } = await stage().shows(visit, 'receipt');
    await stage().command('payment.seen', { paymentId: payment.id });
    const { request } = await stage().shows(visit, 'offers');
    expect(request.what).toBe('media');
  }

  /** A page of the shop that plays a film. */
  async function pageWith(url: string): Promise<Visit> {
    const visit = await stage().visit(`${new URL(url).origin}/nothing-here`);
    await visit.tab.evaluate((src) => {
      document.body.innerHTML = `<video id="film" src="${src}"></video>`;
    }, url);
    return visit;
  }

  describe('a proof that may be used again (L402)', () => {
    test.each(['on a page', 'opened as a page'])(
      'a film %s plays, also elsewhere',
      async (where) => {
        const url = stage().once(`${map.shop}/l402-film`);
        const visit = where === 'on a page' ? await pageWith(url) : await stage().visit(url);
        await stage().shows(visit, 'offers');
        const popup = await stage().press(visit);
        await visit.tab.waitFor(PLAYS);
        await stage().drawn(popup, 'receipt');
        const first = await carried(map.shop, url);
        await jump(visit.tab);
        await until(async () => (await carried(map.shop, url)) > first, { what: 'another part' });
        // Firefox's page for sounds begins to play by itself, and fails where there is no loudspeaker.
        if (name === 'chromium' || where === 'on a page') await visit.tab.waitFor(PLAYS_THERE);
        expect(await received()).toHaveLength(1);
        const { others } = await stage().shows(visit, 'receipt');
        expect(others).toEqual([]);
        // Another tab has to ask, and so has a script of this one.
        const status = await visit.tab.evaluate(async (to) => (await fetch(to)).status, url);
        expect(status).toBe(402);
      },
    );

    test('opens its film at a later visit by a press, and nothing is paid', async () => {
      const url = stage().once(`${map.shop}/l402-film`);
      const first = await pageWith(url);
      await stage().shows(first, 'offers');
      await stage().press(first);
      await first.tab.waitFor(PLAYS);
      // The same page that is loaded again plays it by itself.
      await stage().shows(first, 'receipt');
      await first.tab.reload();
      await first.tab.evaluate((src) => {
        document.body.innerHTML = `<video id="film" src="${src}"></video>`;
      }, url);
      await first.tab.waitFor(PLAYS);
      await first.tab.close();
      const later = await pageWith(url);
      const popup = await stage().popup(later, 'pass');
      await popup.click('[data-act=use-pass]');
      await later.tab.waitFor(PLAYS);
      await jump(later.tab);
      await later.tab.waitFor(PLAYS_THERE);
      expect(await received()).toHaveLength(1);
    });

    test('that ends stops the player, and nothing is paid by itself', async () => {
      const url = stage().once(`${map.shop}/l402-film-ends`);
      const visit = await pageWith(url);
      await stage().shows(visit, 'offers');
      await stage().press(visit);
      await visit.tab.waitFor(PLAYS);
      await stage().shows(visit, 'receipt');
      await jump(visit.tab);
      await visit.tab.waitFor(FAILED);
      await asksAgain(visit);
      expect(await received()).toHaveLength(1);
      const passes = await stage().command('pass.list', null);
      expect(passes.filter(({ path }) => url.endsWith(path))).toEqual([]);
      // Chromium has the beginning in memory, and would not ask for it.
      if (name === 'chromium') {
        const rules = () => browser.declarativeNetRequest.getSessionRules();
        const left = (await stage().home.evaluate(rules)).filter(({ condition }) =>
          condition.tabIds?.includes(visit.id),
        );
        expect(left).toEqual([]);
        return;
      }
      const so = await carried(map.shop, url);
      await visit.tab.evaluate(() => (document.querySelector('#film') as HTMLMediaElement).load());
      await visit.tab.waitFor(FAILED);
      expect(await carried(map.shop, url)).toBe(so);
    });
  });

  describe('a proof for one use (x402)', () => {
    const bought = async (visit: Visit) => {
      expect(await stage().spent()).toHaveLength(1);
      expect(await stage().badge(visit)).toBe('T✓');
    };

    test('a film on a page plays from the start; that another place may cost again is said before Pay', async () => {
      const url = stage().once(`${odd()}/parts?kind=film`);
      const visit = await stage().visit(url);
      const popup = await stage().popup(visit);
      expect(await popup.text()).toMatch(
        /Jumping to another place asks the site for that part once more/,
      );
      await popup.close();
      await stage().payFor(visit);
      await visit.tab.waitFor(PLAYS);
      await bought(visit);
      await jump(visit.tab);
      // The part is asked for anew, and is not paid for by itself.
      await asksAgain(visit);
      expect(await stage().spent()).toHaveLength(1);
    });

    test('a film that is opened as a page plays where the browser asks for it once', async () => {
      const visit = await stage().visit(stage().once(`${odd()}/parts/film`));
      await stage().shows(visit, 'offers');
      await stage().pay(visit);
      await stage().shows(visit, 'receipt');
      if (name === 'firefox') await visit.tab.waitFor(PLAYS);
      // Chromium's page for films asks a second time, which is not paid by itself.
      else await asksAgain(visit);
      expect(await stage().spent()).toHaveLength(1);
    });
  });
});
