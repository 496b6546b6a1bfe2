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
