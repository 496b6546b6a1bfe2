import type { Wait, Waits } from './channel.ts';
import { copyOf, methodOf, repetitionOf } from './repetition.ts';

/**
 * How far a call is: `first`, not answered yet; `asking`, answered 402 and waiting; `anew`, made anew as it was, after
 * another of its address; `again`, made once more and paid for; `over`, the page hears everything.
 */
type Phase = 'first' | 'asking' | 'anew' | 'again' | 'over';

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
export function wrapXhr(wait: Waits): void {
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
    call.wait?.over(type === 'load' ? null : undefined);
    tell(xhr, 'readystatechange', type, 'loadend');
  };

  const ask = (xhr: XMLHttpRequest, call: Call): void => {
    call.phase = 'asking';
    call.wait = wait(call.url, call.method);
    if (xhr.timeout > 0) {
      const left = Math.max(0, xhr.timeout - (Date.now() - call.began));
      call.timer = setTimeout(() => end(xhr, call, 'timeout'), left);
    }
    void call.wait.turn.then((turn) => {
      if (call.phase !== 'asking' || calls.get(xhr) !== call) return;
      if (turn === null) return end(xhr, call, 'load');
      clearTimeout(call.timer);
      const paid = typeof turn === 'string';
      call.phase = paid ? 'again' : 'anew';
      const url = paid ? repetitionOf(call.url, turn) : call.url;
      apply(open, xhr, [call.method, url, true, ...call.login]);
      for (const header of call.headers) apply(setRequestHeader, xhr, header);
      apply(send, xhr, [call.body]);
    });
  };

  /** Listens before the page does, and keeps from it what belongs to the 402 and to the opening of the repetition. */
  const hear = (event: Event): void => {
    const xhr = event.currentTarget as XMLHttpRequest;
    const call = calls.get(xhr);
    if (call === undefined || call.phase === 'over' || call.phase === 'asking') return;
    const opening = xhr.readyState < 2;
    if (opening && call.phase !== 'first') event.stopImmediatePropagation();
    if (call.phase === 'again') {
      if (event.type === 'loadend') call.wait?.over();
      return;
    }
    if (opening || xhr.status !== 402) return;
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
      before?.wait?.over();
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
        const [body] = args;
        call.body = copyOf(body)?.body ?? (body instanceof FormData ? formOf(body) : body) ?? null;
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

/** The same fields, as they are now. */
function formOf(form: FormData): FormData {
  const copy = new FormData();
  for (const [name, value] of form) copy.append(name, value);
  return copy;
}
