/**
 * Sets styles that only the program knows, with each draw. Not as an attribute: the policy of our pages takes styles from
 * files and from scripts, and none from the markup.
 */
export function styled(
  set: (style: CSSStyleDeclaration) => void,
): (element: HTMLElement | null) => void {
  return (element) => {
    if (element !== null) set(element.style);
  };
}
