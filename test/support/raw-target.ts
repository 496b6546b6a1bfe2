import type { CDPSession } from 'playwright-core';

/** A target of Chromium that Playwright shows no page for: of `devtools://`, or a frame of it. */
export type RawTarget = {
  /** The value of an expression there, promises awaited; throws what it throws. */
  evaluate(expression: string): Promise<unknown>;
};

type Evaluated = {
  readonly id: number;
  readonly result?: {
    readonly result: { readonly value?: unknown };
    readonly exceptionDetails?: { readonly exception?: { readonly description?: string } };
  };
  readonly error?: { readonly message: string };
};

/** Attaches to a target, over the browser's own session. */
export async function rawTarget(browser: CDPSession, targetId: string): Promise<RawTarget> {
  // Without `flatten` its messages come as events of this session: Playwright takes the others for its own.
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: false });
  const waiting = new Map<number, (answer: Evaluated) => void>();
  browser.on('Target.receivedMessageFromTarget', (event) => {
    if (event.sessionId !== sessionId) return;
    const answer = JSON.parse(event.message) as Evaluated;
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  let count = 0;
  return {
    evaluate: async (expression) => {
      count += 1;
      const id = count;
      const answered = new Promise<Evaluated>((resolve) => waiting.set(id, resolve));
      const params = { expression, awaitPromise: true, returnByValue: true };
      const message = JSON.stringify({ id, method: 'Runtime.evaluate', params });
      await browser.send('Target.sendMessageToTarget', { sessionId, message });
      const { result, error } = await answered;
      if (error !== undefined) throw new Error(error.message);
      const fault = result?.exceptionDetails?.exception?.description;
      if (fault !== undefined) throw new Error(fault);
      return result?.result.value;
    },
  };
}
