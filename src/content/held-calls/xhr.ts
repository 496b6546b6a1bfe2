import type { Wait } from './channel.ts';
import { copyOf, methodOf, repetitionOf } from './repetition.ts';

/**
 * How far a call is: `first`, not answered yet; `asking`, answered 402 and waiting; `again`, made once more; `over`, the
 * page hears everything.
 */
type Phase = 'first' | 'asking' | 'again' | 'over';

type Call = {
  phase: Phase;
  readonly method: string;
  readonly url: string;
  readonly login: readonly [user?: string | null, password?: string | null];
  readonly headers: [name: string, value: string][];
  body?: Document | XMLHttpRequestBodyInit | null;
  began: number;
  wait?: Wait;
  timer?: ReturnType<typeof setTimeout>;
};

const EVENTS = ['readystatechange', 'loadstart', 'progress', 'load', 'loadend'] as const;

/**
 * Has an XMLHttpRequest that is answered 402 wait, and makes it once more when it was paid for. The page hears of one
 * answer: the paid one, or, when it is not paid, the 402. Synchronous requests are left alone.
 */
export function wrapXhr(wait: (url: string, method: string) => Wait): void {
  const Native = window.XMLHttpRequest;
  const { prototype } = Native;
  const { open, send, setRequestHeader, abort } = prototype;
  const { apply, construct } = Reflect;
  const calls = new WeakMap<XMLHttpRequest, Call>();

  const tell = (xhr: XMLHttpRequest, ...types: string[]): void => {
    for (const type of types) {
      const state = type === 'readystatechange';
      xhr.dispatchEvent(state ? new Event(type) : new ProgressEvent(type));
    }
  };

  /** The page hears how a call that waited ended without a repetition. */
  const end = (xhr: XMLHttpRequest, call: Call, type: 'load' | 'abort' | 'timeout'): void => {
    if (call.phase !== 'asking') return;
    call.phase = 'over';
    clearTimeout(call.timer);
    call.wait?.drop();
    tell(xhr, 'readystatechange', type, 'loadend');
  };

  const ask = (xhr: XMLHttpRequest, call: Call): void => {
    call.phase = 'asking';
    call.wait = wait(call.url, call.method);
    if (xhr.timeout > 0) {
      const left = Math.max(0, xhr.timeout - (Date.now() - call.began));
      call.timer = setTimeout(() => end(xhr, call, 'timeout'), left);
    }
    void call.wait.nonce.then((nonce) => {
      if (call.phase !== 'asking' || calls.get(xhr) !== call) return;
      if (nonce === null) return end(xhr, call, 'load');
      clearTimeout(call.timer);
      call.phase = 'again';
      apply(open, xhr, [call.method, repetitionOf(call.url, nonce), true, ...call.login]);
      for (const header of call.headers) apply(setRequestHeader, xhr, header);
      apply(send, xhr, [call.body]);
    });
  };

  /** Listens before the page does, and keeps from it what belongs to the 402 and to the opening of the repetition. */
  const hear = (event: Event): void => {
    const xhr = event.currentTarget as XMLHttpRequest;
    const call = calls.get(xhr);
    if (call === undefined || call.phase === 'over' || call.phase === 'asking') return;
    if (call.phase === 'again') {
      if (xhr.readyState < 2) event.stopImmediatePropagation();
      return;
    }
    if (xhr.readyState < 2 || xhr.status !== 402) return;
    event.stopImmediatePropagation();
    if (event.type === 'loadend') ask(xhr, call);
  };

  window.XMLHttpRequest = new Proxy(Native, {
    construct: (target, args, newTarget) => {
      const xhr = construct(target, args, newTarget) as XMLHttpRequest;
      for (const type of EVENTS) xhr.addEventListener(type, hear);
      return xhr;
    },
  });
  prototype.constructor = window.XMLHttpRequest;
  prototype.open = new Proxy(open, {
    apply: (
      target,
      xhr: XMLHttpRequest,
      args: [string, string | URL, boolean?, ...Call['login']],
    ) => {
      const [method, url, isAsync = true, ...login] = args;
      apply(target, xhr, args);
      const before = calls.get(xhr);
      clearTimeout(before?.timer);
      before?.wait?.drop();
      calls.delete(xhr);
      if (!isAsync) return;
      calls.set(xhr, {
        phase: 'first',
        method: methodOf(method),
        url: new URL(url, document.baseURI).href,
        login,
        headers: [],
        began: 0,
      });
    },
  });
  prototype.setRequestHeader = new Proxy(setRequestHeader, {
    apply: (target, xhr: XMLHttpRequest, args: [string, string]) => {
      apply(target, xhr, args);
      calls.get(xhr)?.headers.push(args);
    },
  });
  prototype.send = new Proxy(send, {
    apply: (target, xhr: XMLHttpRequest, args: [Call['body']?]) => {
      const call = calls.get(xhr);
      if (call !== undefined) {
        call.body = copyOf(args[0])?.body ?? args[0] ?? null;
        call.began = Date.now();
      }
      apply(target, xhr, args);
    },
  });
  prototype.abort = new Proxy(abort, {
    apply: (target, xhr: XMLHttpRequest, args: []) => {
      const call = calls.get(xhr);
      apply(target, xhr, args);
      if (call !== undefined) end(xhr, call, 'abort');
    },
  });
}
