import type { Said, Told, Turn, Wait } from './channel.ts';
import { PORT, WANTED } from './channel.ts';
import { wrapFetch } from './fetch.ts';
import { wrapXhr } from './xhr.ts';

// Runs in the world of a page whose calls may wait, before any script of the page. A call that is answered 402 waits; when
// it was paid for it is made once more. The proof goes below the page: the repetition carries only a number, in the
// fragment of its address, which never leaves the browser.

const { port1: own, port2: relays } = new MessageChannel();
const waiting = new Map<number, (nonce: string | null) => void>();
// The page may replace what is on the prototypes later.
const post = own.postMessage.bind(own) as (said: Said) => void;
/** Calls that came while one of the same method and address waited: of such calls one is asked for at a time. */
type Queue = [same: string | undefined, next: (turn: Turn) => void][];
const queues = new Map<string, Queue>();
let last = 0;

own.onmessage = ({ data: { id, nonce } }: MessageEvent<Told>) => {
  waiting.get(id)?.(nonce);
  waiting.delete(id);
};

function offer(): void {
  const event = new MessageEvent(PORT, { ports: [relays], cancelable: true });
  // False: the relay has it. No one else is given it then.
  if (!document.dispatchEvent(event)) document.removeEventListener(WANTED, offer);
}
document.addEventListener(WANTED, offer);
offer();

function wait(url: string, method: string, same?: string): Wait {
  const key = method + url;
  const queue = queues.get(key);
  if (queue !== undefined) {
    return { turn: new Promise((next) => queue.push([same, next])), over() {} };
  }
  const own: Queue = [];
  queues.set(key, own);
  const id = ++last;
  const turn = new Promise<Turn>((resolve) => waiting.set(id, resolve));
  post({ id, url, method });
  const over = (answer?: Response | null) => {
    if (waiting.delete(id)) post({ id, gone: true });
    if (queues.get(key) === own) queues.delete(key);
    for (const [theirs, next] of own.splice(0)) {
      next(answer && (same && same === theirs ? answer.clone() : undefined));
    }
  };
  return { turn, over };
}

wrapFetch(wait);
wrapXhr(wait);
