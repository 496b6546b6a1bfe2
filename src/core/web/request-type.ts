/**
 * What a request is for, in the words of Chrome's webRequest. Firefox's finer kinds are mapped to them
 * (platform/responses): `imageset` is an image, `beacon` a ping, `object_subrequest` an object.
 */
export const REQUEST_TYPES = [
  'main_frame',
  'sub_frame',
  'xmlhttprequest',
  'image',
  'media',
  'object',
  'stylesheet',
  'script',
  'font',
  'ping',
  'websocket',
  'other',
] as const;

export type RequestType = (typeof REQUEST_TYPES)[number];

/** What comes is a document, which Farebox can read. */
export function isDocumentType(type: RequestType): boolean {
  return type === 'main_frame' || type === 'sub_frame';
}

/** Names of films and sounds. */
const PLAYED = /\.(?:mp4|m4v|webm|mkv|mov|mp3|m4a|og[gav]|opus|flac|wav|aac)$/i;

/** Whether an address, opened as a page, is a film or sound by its name. */
export function isNamedAsFilm(url: string): boolean {
  return PLAYED.test(new URL(url).pathname);
}

type Asked = { readonly url: string; readonly method: string };

/** Whether what was asked for can be saved as a file: a download, a film or sound. */
export function isFile(type: RequestType, { url, method }: Asked): boolean {
  if (method !== 'GET') return false;
  return type === 'other' || type === 'media' || (type === 'main_frame' && isNamedAsFilm(url));
}

/** Methods whose request a page can make again with a proof: not those of preflights, tunnels and traces. */
export function isRepeatable(method: string): boolean {
  return /^(GET|HEAD|POST|PUT|PATCH|DELETE)$/.test(method);
}

/**
 * How a paid request is made again, so that the proof goes with it:
 * - `load`: Farebox loads the page, which is a GET;
 * - `set-again`: Farebox gives the element that asked its address again (`<img>`, `<video>`, `<iframe>` …);
 * - `wait`: the page or the user makes the same request once more, and the proof waits for it.
 */
export type Way = 'load' | 'set-again' | 'wait';

const ELEMENTS: ReadonlySet<RequestType> = new Set([
  'sub_frame',
  'image',
  'media',
  'object',
  'stylesheet',
  'script',
]);

/** Whether Farebox makes a request by loading the page of a tab. */
export function isPageLoad(type: RequestType, method: string): boolean {
  return type === 'main_frame' && method === 'GET';
}

/** The way in which a request of this kind is made again. A form that is sent into a frame is no frame's address. */
export function wayOf(type: RequestType, method: string): Way {
  if (isPageLoad(type, method)) return 'load';
  return method === 'GET' && ELEMENTS.has(type) ? 'set-again' : 'wait';
}
