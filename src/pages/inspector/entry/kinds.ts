import type { RequestType } from '../../../core/web/request-type.ts';
import type { RequestKind } from '../../../messages/index.ts';

/** The words of the list for webRequest's types. */
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
