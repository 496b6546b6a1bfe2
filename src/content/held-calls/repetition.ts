/** The address of a call's repetition: the network's rule knows it by the fragment, and no server sees that. */
export function repetitionOf(url: string, nonce: string): string {
  return `${url.replace(/#.*$/s, '')}#farebox=${nonce}`;
}

/** A method as the browser sends it: it writes only these in capitals (https://fetch.spec.whatwg.org/#concept-method-normalize). */
export function methodOf(name: string): string {
  return /^(?:delete|get|head|options|post|put)$/i.test(name) ? name.toUpperCase() : name;
}

/**
 * A body for the repetition, as it is now: the page may change it while the call waits. Undefined for one that is read
 * only once (a stream), or that becomes other bytes each time it is sent: a form, whose parts the browser divides by a
 * boundary that it makes anew.
 */
export function copyOf(
  body: BodyInit | Document | null | undefined,
): { readonly body?: XMLHttpRequestBodyInit } | undefined {
  if (body == null) return {};
  if (typeof body === 'string' || body instanceof Blob) return { body };
  if (body instanceof URLSearchParams) return { body: new URLSearchParams(body) };
  if (body instanceof ArrayBuffer) return { body: body.slice(0) };
  if (ArrayBuffer.isView(body)) {
    return { body: new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice() };
  }
  return undefined;
}
