import type { PageFunction } from './driver.ts';

/**
 * A function and its arguments as one expression; its value is a promise of JSON text.
 * `__name` stands in for the helper that esbuild's keepNames leaves in function bodies.
 */
export function sourceOf<Args extends readonly unknown[], Result>(
  fn: PageFunction<Args, Result>,
  args: Args,
): string {
  const values = args.map((arg) => JSON.stringify(arg) ?? 'undefined').join(',');
  return `(async () => { const __name = (f) => f; return JSON.stringify(await (${fn.toString()})(${values})); })()`;
}

/** The same, run from an extension page in another window of the extension, which the expression `view` gives. */
export function sourceIn<Args extends readonly unknown[], Result>(
  view: string,
  fn: PageFunction<Args, Result>,
  args: Args,
): string {
  const inner = sourceOf(fn, args);
  // What a function may name of its window: another window has classes of its own.
  const own = ['document', 'location', 'browser', 'indexedDB', 'IDBDatabase', 'IDBObjectStore'];
  const names = ['globalThis', 'window', 'self', ...own].join(', ');
  const values = ['view', 'view', 'view', ...own.map((name) => `view.${name}`)].join(', ');
  return `(async () => { const view = await (${view}); return (function (${names}) { return ${inner}; })(${values}); })()`;
}

/** Reads back what `sourceOf` returned. The caller's type is taken at its word: both ends are the same test. */
export function fromJson<Result>(json: unknown): Result {
  return (typeof json === 'string' ? JSON.parse(json) : undefined) as Result;
}

/** What a person can read of the page (runs in the page). */
export function visibleText(): string {
  return document.body?.innerText ?? '';
}

/** Marks the first visible, enabled element of a selector (runs in the page); undefined: not yet. */
export function locate(selector: string, mark: string): true | undefined {
  const said = selector.startsWith('text=') ? selector.slice(5) : undefined;
  const all = document.querySelectorAll<HTMLElement>(
    said === undefined ? selector : 'button, a, summary, label, [role=button]',
  );
  for (const element of all) {
    if (said !== undefined && !element.textContent.includes(said)) continue;
    if (element.matches(':disabled') || !element.checkVisibility({ visibilityProperty: true })) {
      continue;
    }
    element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    element.setAttribute('data-driver', mark);
    return true;
  }
  return undefined;
}

/** Whether a marked element stays where it is for two frames (runs in the page). */
export async function standsStill(mark: string): Promise<boolean> {
  const element = document.querySelector<HTMLElement>(`[data-driver="${mark}"]`);
  if (element === null) return false;
  const place = () => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x, y, width, height].join();
  };
  // A page in the background draws no frames.
  const frame = () =>
    new Promise<void>((resolve) => {
      requestAnimationFrame(() => resolve());
      setTimeout(resolve, 100);
    });
  const before = place();
  await frame();
  await frame();
  return element.isConnected && place() === before;
}
