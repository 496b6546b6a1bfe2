import { vi } from 'vitest';
import type { Turn, Wait } from '../../../../src/content/held-calls/channel.ts';

export const PAGE = 'https://letters.example/write';
export const API = 'https://letters.example/api';

/** What came to the server. */
export type Arrived = {
  readonly url: string;
  readonly method: string;
  readonly body: string;
  readonly type: string | null;
  readonly headers: Headers;
};

/** Calls that wait as a test lets them: what was asked, what was given up, and how each is told its number. */
export function waits() {
  const asked: [url: string, method: string][] = [];
  const tell: ((turn: Turn) => void)[] = [];
  const dropped: number[] = [];
  const wait = (url: string, method: string): Wait => {
    const at = asked.push([url, method]) - 1;
    const turn = new Promise<Turn>((resolve) => tell.push(resolve));
    return { turn, over: () => void dropped.push(at) };
  };
  return { asked, tell, dropped, wait };
}

/** A page at `PAGE`; `globals` are what its window has. */
export function openPage(globals: Readonly<Record<string, unknown>>) {
  const window = { ...globals };
  vi.stubGlobal('window', window);
  vi.stubGlobal('document', Object.assign(new EventTarget(), { baseURI: PAGE }));
  return window;
}

/** Lets everything that is ready run. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
