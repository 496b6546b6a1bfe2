import type { ServerResponse } from 'node:http';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as HTML. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => escapes[char] ?? char);

const css = `
  :root { color-scheme: light dark; --ink: light-dark(#1d2330, #e8eaf0); --soft: light-dark(#5b6478, #a3abbd);
    --paper: light-dark(#fbfaf6, #14171f); --card: light-dark(#fff, #1d212c); --line: light-dark(#e4e0d5, #2f3544);
    --accent: light-dark(#0b6b57, #5fd3b5) }
  body { margin: 0 auto; max-width: 44rem; padding: 3rem 1.5rem 4rem; background: var(--paper); color: var(--ink);
    font: 17px/1.6 Georgia, 'DejaVu Serif', serif }
  h1 { font-size: 2.1rem; line-height: 1.2; margin: 0 0 .4rem } h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem }
  .lead, small { color: var(--soft) } a { color: var(--accent) }
  ul { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 12px; background: var(--card) }
  li { padding: .7rem 1rem; border-top: 1px solid var(--line) } li:first-child { border-top: 0 }
  li a { font-weight: bold; text-decoration: none } li small { display: block }
`;

/** A whole page in the street's one style. `body` is HTML. */
export const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>${css}</style>
${body}
</html>
`;

/** What a reader gets for the money. */
export const article = (title: string): string =>
  page(
    title,
    `<main id="article"><article id="paid"><h1>${escapeHtml(title)}</h1>
<p class="lead">You paid for this page, and here it is.</p>
<p>Before coins wore dates they wore faces, and before faces, the mark of a thumb. A toll was a
basket on a pole: the boatman held it out, and what you dropped in it was between you and the river.</p>
<p>The web kept a number for that basket. It has stood in the standard since the beginning, reserved
for future use, and for thirty years nobody came to collect it.</p>
</article></main>`,
  );

/** 404 with a page: browsers put a page of their own in the place of an empty one. */
export function notFound(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' });
  response.end(page('Not found', '<h1>Nothing here</h1>'));
}
