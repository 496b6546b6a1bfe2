/**
 * Asks the browser to keep the extension's databases when the disk is nearly full. Firefox grants it without a question to
 * an extension with `unlimitedStorage`; Chrome keeps them for that permission alone, and has no such call in a worker.
 * Resolves with whether they are kept, as far as this browser tells. Never throws.
 */
export async function keepStorage(): Promise<boolean> {
  const { navigator }: { readonly navigator?: Partial<Navigator> } = globalThis;
  const storage: Partial<StorageManager> | undefined = navigator?.storage;
  return storage?.persist === undefined ? false : storage.persist().catch(() => false);
}
