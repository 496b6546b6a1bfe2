import { beforeEach, describe, expect, it, vi } from 'vitest';

// A notification is easily pressed by accident, or to make it go: that must change nothing.

type Listener = (...args: unknown[]) => void;

const heard = vi.hoisted(() => ({ clicked: [] as Listener[], button: [] as Listener[] }));
const api = vi.hoisted(() => ({
  create: vi.fn(async (_id: string, _options: Record<string, unknown>) => ''),
  clear: vi.fn(async () => true),
  open: vi.fn(async () => ({})),
}));

vi.mock('webextension-polyfill', () => ({
  default: {
    i18n: { getMessage: (key: string, values: string[]) => [key, ...values].join(' ').trim() },
    runtime: {
      getURL: (path: string) => `ext://id/${path}`,
      getManifest: () => ({ options_ui: { page: 'settings.html' } }),
    },
    tabs: { create: api.open },
    notifications: {
      create: api.create,
      clear: api.clear,
      onClicked: { addListener: (each: Listener) => heard.clicked.push(each) },
      onButtonClicked: { addListener: (each: Listener) => heard.button.push(each) },
    },
  },
}));

/** The module as the build for one of the browsers has it. */
function built(firefox: boolean): Promise<typeof import('../../../src/platform/notify.ts')> {
  vi.stubGlobal('__FIREFOX__', firefox);
  vi.resetModules();
  return import('../../../src/platform/notify.ts');
}

const NOTE = {
  key: 'https://letters.example',
  host: 'letters.example',
  price: '0.01 USDC',
  testnet: false,
};

beforeEach(() => {
  heard.clicked.length = 0;
  heard.button.length = 0;
  vi.clearAllMocks();
});

describe.each([
  ['Chrome', false],
  ['Firefox', true],
])('in %s', (_, firefox) => {
  it.each(['https://letters.example', 'http://localhost:8080', 'https://xn--bcher-kva.example'])(
    'a press on what says that %s was paid opens the payments and stops nothing',
    async (origin) => {
      const { onNotification } = await built(firefox);
      const stop = vi.fn();
      onNotification(stop);
      for (const listener of heard.clicked) listener(`paid:${origin}`);
      expect(stop).not.toHaveBeenCalled();
      expect(api.open).toHaveBeenCalledExactlyOnceWith({
        url: 'ext://id/src/pages/history/index.html',
      });
    },
  );

  it('what is not its own is let go by', async () => {
    const { onNotification } = await built(firefox);
    onNotification(vi.fn());
    for (const listener of [...heard.clicked, ...heard.button]) listener('other', 0);
    expect(api.open).not.toHaveBeenCalled();
    expect(api.clear).not.toHaveBeenCalled();
  });

  it('test money is said to be that', async () => {
    const { notifyPaid } = await built(firefox);
    await notifyPaid(NOTE);
    await notifyPaid({ ...NOTE, testnet: true });
    expect(api.create.mock.calls.map(([, { message }]) => message)).toEqual([
      'notify_paid_message letters.example',
      'testnet. notify_paid_message letters.example',
    ]);
  });
});

it('in Chrome its own button revokes auto-pay, and opens nothing', async () => {
  const { onNotification } = await built(false);
  const stop = vi.fn();
  onNotification(stop);
  for (const listener of heard.button) listener('paid:https://letters.example', 0);
  expect(stop).toHaveBeenCalledExactlyOnceWith('https://letters.example');
  expect(api.open).not.toHaveBeenCalled();
});

it('in Firefox, which has none, nothing does', async () => {
  const { notifyPaid, onNotification } = await built(true);
  onNotification(vi.fn());
  await notifyPaid(NOTE);
  expect(heard.button).toEqual([]);
  expect(api.create.mock.calls[0]?.[1]).not.toHaveProperty('buttons');
});
