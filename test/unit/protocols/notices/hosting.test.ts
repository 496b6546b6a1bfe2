import { describe, expect, it } from 'vitest';
import { notices } from '../../../../src/protocols/notices/index.ts';
import { answer, json } from '../answer.ts';

const VERCEL = {
  kind: 'hosting',
  code: 'DEPLOYMENT_DISABLED',
  message: 'Payment required',
  docUrl: 'https://vercel.com/docs/errors/DEPLOYMENT_DISABLED',
  service: 'Vercel',
  whoActs: 'site-owner',
};

describe('hosting notices', () => {
  it('explain a disabled deployment on Vercel', () => {
    const headers = [
      ['Server', 'Vercel'],
      ['X-Vercel-Error', 'DEPLOYMENT_DISABLED'],
      ['X-Vercel-Id', 'fra1::abc-1'],
      ['Content-Type', 'text/plain; charset=utf-8'],
    ] as const;
    const body = 'Payment required\n\nDEPLOYMENT_DISABLED\n\nfra1::abc-1\n';
    expect(notices.read(answer(headers, body)).notices).toEqual([
      { ...VERCEL, details: [['x-vercel-id', 'fra1::abc-1']] },
    ]);
    // A proxy may drop the header.
    expect(notices.read(answer([], body)).notices).toEqual([VERCEL]);
  });
  it('explain it in JSON, once', () => {
    const body = { error: { code: '402', message: 'Payment required' } };
    const headers = [['x-vercel-error', 'DEPLOYMENT_DISABLED']] as const;
    expect(notices.read(json(body, headers)).notices).toEqual([VERCEL]);
  });
  it('make no link of a code that is none', () => {
    const [notice] = notices.read(answer([['x-vercel-error', '../evil?x']])).notices;
    expect(notice).toEqual({
      kind: 'hosting',
      code: '../evil?x',
      service: 'Vercel',
      whoActs: 'site-owner',
    });
  });
  it('explain a frozen shop on Shopify', () => {
    const shop = 'https://cakes.myshopify.com/admin/api/2026-01/products.json';
    expect(notices.read(json({ errors: 'Payment Required' }, [], shop)).notices).toEqual([
      { kind: 'hosting', message: 'Payment Required', service: 'Shopify', whoActs: 'site-owner' },
    ]);
    const graphql = {
      errors: [{ message: 'Unavailable Shop', extensions: { code: 'PAYMENT_REQUIRED' } }],
    };
    expect(notices.read(json(graphql)).notices).toEqual([
      {
        kind: 'hosting',
        code: 'PAYMENT_REQUIRED',
        message: 'Unavailable Shop',
        service: 'Shopify',
        whoActs: 'site-owner',
      },
    ]);
    const html = answer(
      [
        ['Content-Type', 'text/html'],
        ['X-ShopId', '1'],
      ],
      '<title>This shop is unavailable</title>',
    );
    expect(notices.read(html).notices).toEqual([
      {
        kind: 'hosting',
        message: 'This shop is unavailable',
        service: 'Shopify',
        whoActs: 'site-owner',
      },
    ]);
  });
  it('do not blame a host for what its customers answer', () => {
    const headers = [['x-vercel-id', 'fra1::abc-1']] as const;
    const [notice] = notices.read(
      json({ error: 'Buy a plan' }, headers, 'https://app.vercel.app/'),
    ).notices;
    expect(notice).toEqual({ kind: 'billing', message: 'Buy a plan', whoActs: 'account-holder' });
  });
});
