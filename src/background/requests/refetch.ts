import { BODY_BYTES, decoderFor } from '../../core/encoding/body-text.ts';
import { FareboxError } from '../../core/errors.ts';
import type { HeaderLine, HttpResponse } from '../../core/web/http.ts';
import type { Context } from '../context.ts';
import { present } from './present.ts';

const TIMEOUT = 10_000;

/**
 * Asks a 402's own address once more, as a program would: servers that show people a page give programs
 * the terms. It pays nothing, carries no proof and follows no redirect. What comes back replaces what was
 * seen, and is what is consented to. Throws `error_refetch` when there is no 402 any more, or no answer.
 *
 * `by`: `press` when the user asked for it. By itself it is done for pages only, never for frames, and without
 * cookies: ours would be those of a first party, also where the browser kept them from the document
 * (`SameSite`, third-party cookies). The same goes for a press about a frame or a script's call.
 */
export async function refetch(
  context: Context,
  tabId: number,
  seenId: string,
  by: 'press' | 'itself',
): Promise<void> {
  const { seen } = await context.tabs.get(tabId);
  const item = seen.find(({ id }) => id === seenId);
  if (item === undefined || item.response.method !== 'GET') throw new FareboxError('error_refetch');
  const page = item.type === 'main_frame';
  if (by === 'itself' && !page) throw new FareboxError('error_refetch');
  const response = await ask(item.response.url, by === 'press' && page ? 'include' : 'omit');
  if (!context.readings.isPaymentRequired(response))
    throw new FareboxError('error_refetch', String(response.status));
  await context.tabs.change(tabId, (tab) => ({
    ...tab,
    seen: tab.seen.map((other) =>
      other.id === seenId
        ? { ...other, response, at: context.now(), body: 'read', refetched: true }
        : other,
    ),
  }));
  const asked = (await context.tabs.get(tabId)).seen.find(({ id }) => id === seenId);
  if (asked !== undefined) await present(context, asked);
}

async function ask(url: string, credentials: 'include' | 'omit'): Promise<HttpResponse> {
  try {
    const answer = await fetch(url, {
      headers: { Accept: 'application/json' },
      credentials,
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const headers: HeaderLine[] = [...answer.headers];
    return {
      url,
      method: 'GET',
      status: answer.status,
      headers,
      body: await firstBytes(answer),
    };
  } catch (error) {
    throw new FareboxError('error_refetch', String(error).slice(0, 100));
  }
}

/** At most BODY_BYTES of the answer, however much it would send. */
async function firstBytes(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  if (reader === undefined) return '';
  const decoder = decoderFor(answer.headers.get('content-type') ?? undefined);
  let text = '';
  let left = BODY_BYTES;
  while (left > 0) {
    const { done, value } = await reader.read();
    if (done) break;
    text += decoder.decode(value.subarray(0, left), { stream: true });
    left -= value.byteLength;
  }
  await reader.cancel();
  return text + decoder.decode();
}
