/** Under which the exchanges of a tab lie in the session's store. */
export const EXCHANGES = 'exchanges:';
