import { mayBeDrawn } from './drawn-types.ts';
import { type HttpResponse, headerValues } from './http.ts';
import type { RequestType } from './request-type.ts';

/** 2xx. */
export function isSuccess({ status }: Pick<HttpResponse, 'status'>): boolean {
  return status >= 200 && status < 300;
}

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** Whether a status sends the browser on, to what `Location` says (RFC 9110 section 15.4). */
export function isRedirectStatus(status: number): boolean {
  return REDIRECTS.includes(status);
}

/** True for an answer that sends the browser on: the answer of the other address follows. */
export function isRedirect(response: HttpResponse): boolean {
  return isRedirectStatus(response.status) && headerValues(response, 'location').length > 0;
}

/** True for an answer after which the browser leaves the tab as it is (RFC 9110 sections 15.3.5 and 15.3.6). */
export function isEmpty({ status }: Pick<HttpResponse, 'status'>): boolean {
  return status === 204 || status === 205;
}

/** True for an answer that the browser saves (RFC 6266 section 4.2, or a type that it cannot draw). */
export function isDownload(response: HttpResponse): boolean {
  if (!isSuccess(response)) return false;
  const [disposition] = headerValues(response, 'content-disposition');
  if (disposition !== undefined) return !/^\s*(?:inline|filename)\b/i.test(disposition);
  return !mayBeDrawn(headerValues(response, 'content-type').at(-1));
}

/** A film or sound, for an element that plays or as a page of its own: its player asks for more parts of it. */
export function isPlayed(type: RequestType, response: HttpResponse): boolean {
  if (!isSuccess(response)) return false;
  if (type !== 'main_frame') return type === 'media';
  return /^\s*(?:audio|video)\//i.test(headerValues(response, 'content-type').at(-1) ?? '');
}

/** False for answers to a page's request that leave the tab's document in its place: more follows, or nothing is drawn. */
export function isDocument(response: HttpResponse): boolean {
  return !isRedirect(response) && !isEmpty(response) && !isDownload(response);
}
