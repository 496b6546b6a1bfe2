/** The addresses of the icons that a document names for its tab. Runs in pages as the text of one function. */
export function icons(): string[] {
  const links = document.querySelectorAll<HTMLLinkElement>(
    'link[rel~=icon], link[rel~=apple-touch-icon], link[rel~=mask-icon]',
  );
  return [...links].map(({ href }) => href);
}
