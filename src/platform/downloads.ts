import type { Downloads } from 'webextension-polyfill';
import { browser } from './browser.ts';
import { session } from './storage/stores.ts';

// The browser's own downloads take headers along (`downloads.download({ headers })`). Chrome tells of them by no webRequest
// event at all, so how one ended is known from `downloads.onChanged` alone.

/** How a download ended: `error` is the browser's word (`SERVER_FAILED`); undefined where the file is there. */
export type DownloadEnd = { readonly error?: string };
type Listener = (paymentId: string, end: DownloadEnd) => void;

const KEY = 'downloads';
/** The payment of each download that has not ended, by the browser's number. */
let running = new Map<number, string>();
/** Ends that came before the number was known here. */
const early = new Map<number, DownloadEnd>();
let starting = 0;
let told: Listener | undefined;
let restored: Promise<void> | undefined;

/** Whether the user lets Farebox save files: it asks for that when it is first pressed. */
export function mayDownload(): Promise<boolean> {
  return browser.permissions.contains({ permissions: ['downloads'] });
}

function restore(): Promise<void> {
  restored ??= session.get(KEY).then((stored) => {
    const entries = Array.isArray(stored) ? (stored as [number, string][]) : [];
    running = new Map([...entries, ...running]);
  });
  return restored;
}

const save = (): Promise<void> => session.set(KEY, [...running]);

function endOf({ state, error }: Downloads.OnChangedDownloadDeltaType): DownloadEnd | undefined {
  if (state?.current === 'complete') return {};
  return state?.current === 'interrupted' ? { error: error?.current ?? 'interrupted' } : undefined;
}

async function changed(delta: Downloads.OnChangedDownloadDeltaType): Promise<void> {
  const end = endOf(delta);
  if (end === undefined) return;
  await restore();
  const paymentId = running.get(delta.id);
  if (paymentId !== undefined) return over(delta.id, paymentId, end);
  if (starting > 0) early.set(delta.id, end);
}

async function over(id: number, paymentId: string, end: DownloadEnd): Promise<void> {
  running.delete(id);
  await save();
  told?.(paymentId, end);
}

const onChanged = (delta: Downloads.OnChangedDownloadDeltaType): void => void changed(delta);

/** Listens where the permission is there: the browser has the API only then. */
function listen(): void {
  const api = browser.downloads as Partial<Downloads.Static> | undefined;
  if (api?.onChanged?.hasListener(onChanged) === false) api.onChanged.addListener(onChanged);
}

/** Calls `listener` when a download of a payment has ended. Must be called while the worker starts. */
export function onDownload(listener: Listener): void {
  told = listener;
  listen();
}

/** Whether a file that was paid for is still coming. */
export function isDownloading(paymentId: string): boolean {
  return [...running.values()].includes(paymentId);
}

/**
 * Has the browser save what is at an address, under the name that the site gives it, with these headers. Rejects when the
 * browser refuses.
 */
export async function download(
  paymentId: string,
  url: string,
  headers: readonly (readonly [name: string, value: string])[],
): Promise<void> {
  listen();
  await restore();
  starting += 1;
  try {
    const id = await browser.downloads.download({
      url,
      headers: headers.map(([name, value]) => ({ name, value })),
      conflictAction: 'uniquify',
    });
    running.set(id, paymentId);
    await save();
    const end = early.get(id);
    if (end !== undefined) await over(id, paymentId, end);
  } finally {
    starting -= 1;
    if (starting === 0) early.clear();
  }
}
