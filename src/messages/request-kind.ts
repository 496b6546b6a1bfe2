import type { RequestType } from '../core/web/request-type.ts';

/** What was asked for: `fetch` is a script's call, `report` a ping or beacon, `other` a download and what else there is. */
export type RequestKind =
  | 'page'
  | 'frame'
  | 'fetch'
  | 'image'
  | 'media'
  | 'document'
  | 'style'
  | 'script'
  | 'font'
  | 'report'
  | 'socket'
  | 'other';

/** The words of the views for webRequest's types. */
export const KINDS: Readonly<Record<RequestType, RequestKind>> = {
  main_frame: 'page',
  sub_frame: 'frame',
  xmlhttprequest: 'fetch',
  image: 'image',
  media: 'media',
  object: 'document',
  stylesheet: 'style',
  script: 'script',
  font: 'font',
  ping: 'report',
  websocket: 'socket',
  other: 'other',
};
