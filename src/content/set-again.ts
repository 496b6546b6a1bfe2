/**
 * Gives every element of this document that loads `url` its address again, so that the browser asks for it once more.
 * How many there were. Runs in the page's frames as the text of one function: it uses nothing from outside.
 * Images by `srcset` and backgrounds of style sheets have no such element. What each element needs is measured:
 * docs/in-place.md.
 */
export function setAgain(url: string): number {
  const isIt = (address: string | null): boolean => {
    if (address === null || address === '') return false;
    try {
      const at = new URL(address, document.baseURI);
      at.hash = '';
      return at.href === url;
    } catch {
      return false;
    }
  };
  /** What runs or is fetched when it is put into the document is put in anew. */
  const replace = (element: Element): void => {
    const copy = document.createElementNS(element.namespaceURI, element.localName);
    for (const { name: key, value } of element.attributes) copy.setAttribute(key, value);
    // A page's policy (CSP) keeps the nonce out of the attribute.
    const { nonce } = element as HTMLElement;
    if (nonce !== undefined && nonce !== '') (copy as HTMLElement).nonce = nonce;
    copy.append(...element.childNodes);
    element.replaceWith(copy);
  };
  let found = 0;
  const each = (selector: string, name: string, again: (element: Element) => void): void => {
    for (const element of document.querySelectorAll(selector)) {
      if (!isIt(element.getAttribute(name))) continue;
      found += 1;
      again(element);
    }
  };
  const assign = (name: string) => (element: Element) =>
    element.setAttribute(name, element.getAttribute(name) ?? '');
  each('img[src], iframe[src], embed[src], input[type=image][src]', 'src', assign('src'));
  each('video[src], audio[src]', 'src', (element) => (element as HTMLMediaElement).load());
  each('video > source[src], audio > source[src]', 'src', (element) =>
    (element.parentElement as HTMLMediaElement).load(),
  );
  each('video[poster]', 'poster', assign('poster'));
  each('track[src], script[src]', 'src', replace);
  each('object[data]', 'data', replace);
  each('link[rel~=stylesheet][href]', 'href', replace);
  return found;
}
