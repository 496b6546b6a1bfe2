import type { WebRequest } from 'webextension-polyfill';
import { type SentBody, sentBytes } from '../../core/web/sent-body.ts';
import { browser, FIREFOX } from '../browser.ts';

/** Requests whose answers are awaited: the oldest are forgotten. */
const MOST = 200;

const sent = new Map<string, SentBody>();

/**
 * What the browser tells of a body. Undefined where it tells nothing: Chrome of files and streams (`error`) and of all
 * methods but POST and PUT, and both of a request without one. Of a form Chrome names the fields with text alone, Firefox all (measured in Chromium 156 and
 * Firefox 153).
 */
function bodyOf(
  body: WebRequest.OnBeforeRequestDetailsTypeRequestBodyType | null | undefined,
): SentBody | undefined {
  const { formData, raw } = body ?? {};
  if (formData !== undefined && formData !== null) {
    // Each name has a list of values (the polyfill's types say otherwise).
    const fields = Object.values(formData as unknown as Readonly<Record<string, unknown[]>>);
    const count = fields.reduce((sum, values) => sum + values.length, 0);
    return { kind: 'form', fields: count, whole: FIREFOX };
  }
  const parts = (raw ?? []).map(({ bytes }) => bytes as ArrayBuffer | undefined);
  // A part that is a file on the disk has no bytes here.
  const known = parts.filter((part): part is ArrayBuffer => part !== undefined);
  return known.length < parts.length ? undefined : sentBytes(known);
}

/**
 * Remembers of what kind and size the bodies of requests are until their answers come, and nothing of what is in them.
 * Must be called while the worker starts.
 */
export function watchBodies(): void {
  browser.webRequest.onBeforeRequest.addListener(
    ({ requestId, method, requestBody }: WebRequest.OnBeforeRequestDetailsType) => {
      if (method === 'GET' || method === 'HEAD') return undefined;
      const body = bodyOf(requestBody);
      if (body === undefined) return undefined;
      sent.set(requestId, body);
      const [oldest] = sent.keys();
      if (sent.size > MOST && oldest !== undefined) sent.delete(oldest);
      return undefined;
    },
    { urls: ['http://*/*', 'https://*/*'], types: ['main_frame', 'sub_frame', 'xmlhttprequest'] },
    ['requestBody'],
  );
}

/** What the request of an answer took along. Once for each answer. */
export function takeSentBody(requestId: string): SentBody | undefined {
  const body = sent.get(requestId);
  sent.delete(requestId);
  return body;
}
