import type { Bidi } from './bidi.ts';
import type { PageFunction } from './driver.ts';
import { fromJson, sourceOf } from './source.ts';

type Evaluated =
  | {
      readonly type: 'success';
      readonly result: { readonly value?: unknown; readonly sharedId?: string };
    }
  | { readonly type: 'exception'; readonly exceptionDetails: { readonly text: string } };

/** A reference to the first element of a CSS selector, for actions. */
export async function elementIn(
  bidi: Bidi,
  context: string,
  selector: string,
): Promise<{ readonly sharedId: string }> {
  const answer = await bidi.send<Evaluated>('script.evaluate', {
    expression: `document.querySelector(${JSON.stringify(selector)})`,
    target: { context },
    awaitPromise: false,
  });
  const sharedId = answer.type === 'success' ? answer.result.sharedId : undefined;
  if (sharedId === undefined) throw new Error(`${selector} is gone`);
  return { sharedId };
}

/** Evaluates an expression that gives a promise of JSON text, in a BiDi browsing context. */
export async function evaluateIn<Result>(
  bidi: Bidi,
  context: string,
  expression: string,
): Promise<Result> {
  const answer = await bidi.send<Evaluated>('script.evaluate', {
    expression,
    target: { context },
    awaitPromise: true,
  });
  if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
  return fromJson(answer.result.value);
}

/** Runs code with the browser's own rights, in its first window: what no extension or page can do. */
export async function inBrowser<Args extends readonly unknown[], Result>(
  bidi: Bidi,
  fn: PageFunction<Args, Result>,
  ...args: Args
): Promise<Result> {
  type Tree = { readonly contexts: readonly { readonly context: string }[] };
  const { contexts } = await bidi.send<Tree>('browsingContext.getTree', { 'moz:scope': 'chrome' });
  return evaluateIn(bidi, contexts[0]?.context ?? '', sourceOf(fn, args));
}
