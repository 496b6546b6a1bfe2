/** Types that both browsers draw in a tab, in whatever way: as a page, in their viewers, as text, as a picture, in a player. */
const DRAWN = new RegExp(
  `^(?:${[
    'text/(?:html|plain|css|xml|javascript|ecmascript|json|vtt)',
    'application/(?:json|xml|xhtml\\+xml|javascript|x-javascript|ecmascript|pdf)',
    '(?:application|image|model)/[^/;\\s]+\\+(?:json|xml)',
    'image/(?:png|x-png|apng|jpe?g|pjpeg|gif|webp|avif|bmp|x-icon|vnd\\.microsoft\\.icon)',
    'audio/(?:mpeg|mp3|mp4|x-m4a|aac|ogg|webm|flac|x-flac|wave?|x-wav)',
    'video/(?:mp4|webm|ogg)',
    // The browser looks at the bytes.
    '(?:unknown/unknown|application/unknown|\\*/\\*)',
    'multipart/x-mixed-replace',
  ].join('|')})$`,
);

/** Of text, the types that neither browser draws. All others are drawn by one of them, or by both. */
const SAVED_TEXT =
  /^text\/(?:calendar|x-calendar|x-vcalendar|vcard|x-vcard|directory|ldif|rtf|csv|x-csv|comma-separated-values|tab-separated-values|tsv|ofx|x-vcf|qif|x-qif)$/;

/**
 * Whether a browser may draw an answer of this content type in the tab (Chromium's `blink::IsSupportedMimeType`,
 * Firefox's `nsContentDLF`); one that it does not is saved. The list of what is drawn is short and known, the list of
 * what is saved has no end. True is not certain: of some text types, and of binary bytes under a text type, only the
 * document tells. `type`: value of the header; undefined where there is none, and the browser looks at the bytes.
 */
export function mayBeDrawn(type: string | undefined): boolean {
  const essence = (type?.split(';')[0] ?? '').trim().toLowerCase();
  if (essence === '' || !essence.includes('/')) return true;
  return DRAWN.test(essence) || (essence.startsWith('text/') && !SAVED_TEXT.test(essence));
}
