/** The address of a call's repetition: the network's rule knows it by the fragment, and no server sees that. */
export function repetitionOf(url: string, nonce: string): string {
  return `${url.replace(/#.*$/s, '')}#farebox=${nonce}`;
}

/** A method as the browser sends it: it writes only these in capitals (https://fetch.spec.whatwg.org/#concept-method-normalize). */
export function methodOf(name: string): string {
  return /^(?:delete|get|head|options|post|put)$/i.test(name) ? name.toUpperCase() : name;
}
