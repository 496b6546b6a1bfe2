/** Long enough for the browser to have begun to read the file, ms. */
const KEPT = 60_000;

/** Gives the user a text as a file. `type`: a MIME type without its character set, which is UTF-8. */
export function saveFile(name: string, type: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT);
}
