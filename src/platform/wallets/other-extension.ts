import { browser, FIREFOX } from '../browser.ts';

/** A port to another extension. */
export type ExtensionPort = {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClosed(listener: () => void): void;
  close(): void;
};

/** ms: browsers close a port to an extension that is not there within a few. */
const PATIENCE = 150;

/**
 * MetaMask in the stores of this browser, the usual one first (@metamask/providers 22.1,
 * `external-extension-config.json`). It listens to every extension.
 */
export const META_MASK: readonly string[] = FIREFOX
  ? ['webextension@metamask.io', 'webextension-flask@metamask.io']
  : [
      'nkbihfbeogaeaoehlefnkodbefgpgknn',
      'ejbalbakoplchlghecdalmeeeajnimhm',
      'ljfoeinjpaedjfecbmggjgodbgkmjkjk',
    ];

/** Opens a port to another extension; undefined where it is not there or does not listen to others. */
export async function connectTo(id: string): Promise<ExtensionPort | undefined> {
  let port: ReturnType<typeof browser.runtime.connect>;
  try {
    port = browser.runtime.connect(id);
  } catch {
    // What is no id of an extension.
    return undefined;
  }
  let isClosed = false;
  const listeners: (() => void)[] = [];
  const closed = new Promise<void>((resolve) => {
    port.onDisconnect.addListener(() => {
      isClosed = true;
      for (const listener of listeners) listener();
      resolve();
    });
  });
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  if (isClosed) return undefined;
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => port.onMessage.addListener((message: unknown) => listener(message)),
    onClosed: (listener) => {
      if (isClosed) listener();
      else listeners.push(listener);
    },
    close: () => port.disconnect(),
  };
}
