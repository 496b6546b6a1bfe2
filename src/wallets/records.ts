/** A place for JSON values. A failed write rejects and leaves the old value. */
export type Records = {
  get(key: string): Promise<unknown>;
  /** All entries whose key begins with `prefix`. */
  all(prefix: string): Promise<ReadonlyMap<string, unknown>>;
  set(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
};

/** Fresh bytes from a cryptographic source. */
export type Random = (length: number) => Uint8Array;
