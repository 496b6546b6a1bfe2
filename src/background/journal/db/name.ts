/** The journal's database. It is apart from the one of consents, so that each has a version of its own. */
export const JOURNAL = 'farebox-journal';
export const VERSION = 2;

/** In table `meta`: how far the move of version 0.1.0's records is. */
export const MOVED = 'moved';
/** All records are in the database; those of `storage.local` are being deleted, and no longer looked at. */
export const COPIED = 'copied';
export const DONE = 'done';
