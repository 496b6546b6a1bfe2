import type { Said, Told } from './channel.ts';
import { PORT, WANTED } from './channel.ts';

// Runs in Farebox's own world of a page whose calls may wait, before any script of the page: passes on what the wrapper
// says to the background, and what the background says to the wrapper. Nothing that it passes on decides about money:
// the background has its terms from the browser's own record of the response.

type Connection = {
  postMessage(message: unknown): void;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
};
type Api = { readonly runtime: { connect(info: { name: string }): Connection } };

const scope = globalThis as unknown as { readonly browser?: Api; readonly chrome?: Api };

function start(page: MessagePort): void {
  const waiting = new Set<number>();
  let background: Connection | undefined;

  const tell = (told: Told): void => {
    waiting.delete(told.id);
    page.postMessage(told);
  };

  /** The background's end of a worker's life is the end of the waiting: the 402 is the answer. */
  const lost = (): void => {
    background = undefined;
    for (const id of waiting) tell({ id, nonce: null });
  };

  const connect = (): Connection | undefined => {
    // After an update of Farebox the browser refuses this page's old scripts.
    try {
      const made = (scope.browser ?? scope.chrome)?.runtime.connect({ name: 'held-calls' });
      made?.onMessage.addListener((told) => tell(told as Told));
      made?.onDisconnect.addListener(lost);
      return made;
    } catch {
      return undefined;
    }
  };

  page.onmessage = ({ data }: MessageEvent<Said>) => {
    if ('gone' in data) waiting.delete(data.id);
    else waiting.add(data.id);
    background ??= connect();
    if (background === undefined) lost();
    else background.postMessage(data);
  };
}

const take = (event: Event): void => {
  const [page] = (event as MessageEvent).ports;
  if (page === undefined) return;
  document.removeEventListener(PORT, take);
  // Tells the wrapper that its port has been taken.
  event.preventDefault();
  start(page);
};
document.addEventListener(PORT, take);
document.dispatchEvent(new Event(WANTED));
