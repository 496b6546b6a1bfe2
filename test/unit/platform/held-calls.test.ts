import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PageCall } from '../../../src/platform/held-calls.ts';

// The class: who may say that a call waits, and in whose pages the scripts run that say so.

type Script = { readonly id: string; readonly matches: readonly string[] } & Readonly<
  Record<string, unknown>
>;
type Listener = (value: unknown) => void;

const api = vi.hoisted(() => ({
  connected: [] as Listener[],
  installed: [] as Listener[],
  scripts: [] as { id: string }[],
}));

vi.mock('webextension-polyfill', () => ({
  default: {
    runtime: {
      id: 'ours',
      onConnect: { addListener: (each: Listener) => api.connected.push(each) },
      onInstalled: { addListener: (each: Listener) => api.installed.push(each) },
    },
    scripting: {
      getRegisteredContentScripts: async () => api.scripts,
      unregisterContentScripts: async ({ ids }: { ids: string[] }) => {
        api.scripts = api.scripts.filter(({ id }) => !ids.includes(id));
      },
      registerContentScripts: async (scripts: { id: string }[]) => {
        const known = scripts.filter(({ id }) => api.scripts.some((each) => each.id === id));
        if (known.length > 0) throw new Error('Duplicate script ID');
        api.scripts = [...api.scripts, ...scripts];
      },
    },
  },
}));

/** The module as the build for one of the browsers has it. */
function built(firefox: boolean): Promise<typeof import('../../../src/platform/held-calls.ts')> {
  vi.stubGlobal('__FIREFOX__', firefox);
  vi.resetModules();
  return import('../../../src/platform/held-calls.ts');
}

const SITE = 'https://letters.example';
const PAGE = { id: 'ours', tab: { id: 4 }, url: `${SITE}/write`, origin: SITE };

/** A page's end of a connection, and what came to it. */
function port(sender: unknown, name = 'held-calls') {
  const says: Listener[] = [];
  const leaves: (() => void)[] = [];
  const told: unknown[] = [];
  const disconnect = vi.fn();
  const made = {
    name,
    sender,
    disconnect,
    postMessage: (message: unknown) => void told.push(message),
    onMessage: { addListener: (each: Listener) => void says.push(each) },
    onDisconnect: { addListener: (each: () => void) => void leaves.push(each) },
  };
  for (const each of api.connected) each(made);
  const say = (message: unknown) => {
    for (const each of says) each(message);
  };
  const leave = () => {
    for (const each of leaves) each();
  };
  return { say, leave, told, disconnect, heard: says.length > 0 };
}

beforeEach(() => {
  api.connected.length = 0;
  api.installed.length = 0;
  api.scripts = [];
});

/** Connects a page; its calls that came through. */
async function connect(sender: unknown = PAGE, name?: string) {
  const { onCall } = await built(false);
  const calls: PageCall[] = [];
  onCall((call) => void calls.push(call));
  return { calls, ...port(sender, name) };
}

const claim = { id: 1, url: `${SITE}/api`, method: 'POST' };

describe('a page that says that a call waits', () => {
  it('is known by what the browser says of it, whatever it says itself', async () => {
    const { calls, say } = await connect();
    say({ ...claim, origin: 'https://bank.example', tabId: 99, frameId: 7 });
    expect(calls).toMatchObject([
      { tabId: 4, frameId: 0, origin: SITE, url: `${SITE}/api`, method: 'POST' },
    ]);
  });

  it.each([
    ['Chrome names the origin of a frame without an address', { url: 'about:blank', origin: SITE }],
    ['Firefox names the address alone', { url: `${SITE}/write`, origin: undefined }],
  ])('%s', async (_, change) => {
    const { calls, say } = await connect({ ...PAGE, ...change });
    say(claim);
    expect(calls).toMatchObject([{ origin: SITE }]);
  });

  it('is known by its frame', async () => {
    const { calls, say } = await connect({ ...PAGE, frameId: 3 });
    say(claim);
    expect(calls).toMatchObject([{ frameId: 3, origin: SITE }]);
  });

  it.each<[string, unknown, string?]>([
    ['another extension', { ...PAGE, id: 'theirs' }],
    ['no one', null],
    ['a page without a tab', { ...PAGE, tab: undefined }],
    ['a page without an origin', { ...PAGE, origin: 'null', url: 'about:blank' }],
    ['a page of the extension', { ...PAGE, origin: 'chrome-extension://ours', url: undefined }],
  ])('is not heard when it is %s', async (_, sender, name) => {
    const { calls, say, heard, disconnect } = await connect(sender, name);
    say(claim);
    expect(calls).toEqual([]);
    expect(heard).toBe(false);
    expect(disconnect).toHaveBeenCalled();
  });

  it('is none by a connection of another name', async () => {
    const { heard, disconnect } = await connect(PAGE, 'popup');
    expect(heard).toBe(false);
    expect(disconnect).not.toHaveBeenCalled();
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'held'],
    ['no number', { ...claim, id: '1' }],
    ['no address', { ...claim, url: 7 }],
    ['no method', { ...claim, method: null }],
    ['the end of what never waited', { id: 5, gone: true }],
  ])('says nothing that counts with %s', async (_, message) => {
    const { calls, say } = await connect();
    say(message);
    expect(calls).toEqual([]);
  });

  it('cannot say the same twice while it waits', async () => {
    const { calls, say } = await connect();
    say(claim);
    say({ ...claim, url: `${SITE}/other` });
    expect(calls).toHaveLength(1);
  });
});

describe('what waits', () => {
  it('is answered once', async () => {
    const { calls, say, told } = await connect();
    say(claim);
    calls[0]?.answer('n1');
    calls[0]?.answer('n2');
    expect(told).toEqual([{ id: 1, nonce: 'n1' }]);
  });

  it('ends when the page gives it up, and is not answered then', async () => {
    const { calls, say, told } = await connect();
    say(claim);
    say({ id: 1, gone: true });
    expect(calls[0]?.gone.aborted).toBe(true);
    calls[0]?.answer('n1');
    expect(told).toEqual([]);
  });

  it('ends with its page', async () => {
    const { calls, say, leave, told } = await connect();
    say(claim);
    say({ ...claim, id: 2 });
    leave();
    expect(calls.map(({ gone }) => gone.aborted)).toEqual([true, true]);
    calls[0]?.answer('n1');
    expect(told).toEqual([]);
  });

  it('that was answered does not end with its page', async () => {
    const { calls, say, leave } = await connect();
    say(claim);
    calls[0]?.answer('n1');
    leave();
    expect(calls[0]?.gone.aborted).toBe(false);
  });
});

describe('the scripts', () => {
  const registered = () => api.scripts as unknown as readonly Script[];

  it.each([
    ['Chrome', false, ['https://letters.example/*', 'http://localhost:8080/*']],
    ['Firefox', true, ['https://letters.example/*', 'http://localhost/*']],
  ])('run in pages of the chosen sites alone (%s)', async (_, firefox, matches) => {
    const { holdCallsOf } = await built(firefox);
    await holdCallsOf([SITE, 'http://localhost:8080']);
    expect(registered()).toMatchObject([
      { js: ['held-calls/wrapper.js'], world: 'MAIN' },
      { js: ['held-calls/relay.js'], world: 'ISOLATED' },
    ]);
    for (const script of registered()) {
      expect(script).toMatchObject({ matches, runAt: 'document_start', allFrames: true });
      expect(script).toMatchObject({ matchOriginAsFallback: true, persistAcrossSessions: true });
    }
  });

  it('of a site that was taken away run no more, and others of ours stay', async () => {
    const { holdCallsOf } = await built(false);
    api.scripts = [{ id: 'something-else' }];
    await holdCallsOf([SITE, 'https://other.example']);
    await holdCallsOf([SITE]);
    expect(registered().map(({ id }) => id)).toEqual([
      'something-else',
      'held-calls-wrapper',
      'held-calls-relay',
    ]);
    expect(registered()[1]?.matches).toEqual([`${SITE}/*`]);
    await holdCallsOf([]);
    expect(registered().map(({ id }) => id)).toEqual(['something-else']);
  });

  it('two sites of one host in Firefox, whose patterns have no port, are named once', async () => {
    const { holdCallsOf } = await built(true);
    await holdCallsOf(['http://localhost:1', 'http://localhost:2']);
    expect(registered()[0]?.matches).toEqual(['http://localhost/*']);
  });

  it('are registered again after an update', async () => {
    const { onInstalled } = await built(false);
    const again = vi.fn();
    onInstalled(again);
    for (const each of api.installed) each({ reason: 'update' });
    expect(again).toHaveBeenCalledOnce();
    // The introduction is for those who have just installed it: not after an update, of Farebox or of the browser.
    for (const reason of [
      'install',
      'update',
      'chrome_update',
      'browser_update',
      'shared_module_update',
    ]) {
      for (const each of api.installed) each({ reason });
    }
    expect(again.mock.calls).toEqual([[false], [true], [false], [false], [false], [false]]);
  });
});
