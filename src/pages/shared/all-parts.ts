/** Reads a list part by part, each `before` the last one's `next`, to its end; undefined where a part could not be read. */
export async function allParts<Part extends { readonly next?: string }>(
  read: (from: { readonly before?: string }) => Promise<Part | undefined>,
): Promise<readonly Part[] | undefined> {
  const parts: Part[] = [];
  let next: string | undefined;
  do {
    const part = await read(next === undefined ? {} : { before: next });
    if (part === undefined) return undefined;
    parts.push(part);
    next = part.next;
  } while (next !== undefined);
  return parts;
}
