import type { Said, Told, Wait } from './channel.ts';
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

function wait(url: string, method: string): Wait {
  const id = ++last;
  const nonce = new Promise<string | null>((resolve) => waiting.set(id, resolve));
  post({ id, url, method });
  const drop = () => {
    if (waiting.delete(id)) post({ id, gone: true });
  };
  return { nonce, drop };
}

wrapFetch(wait);
wrapXhr(wait);
