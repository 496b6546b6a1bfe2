/** Bytes of a response's body that are kept; what is longer is not read. */
export const BODY_BYTES = 64 * 1024;

/** The decoder for a Content-Type's charset (WHATWG Encoding labels); UTF-8 where it names none that is known. */
export function decoderFor(contentType: string | undefined): TextDecoder {
  const label = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? '')?.[1];
  try {
    return new TextDecoder(label ?? 'utf-8');
  } catch {
    return new TextDecoder('utf-8');
  }
}
