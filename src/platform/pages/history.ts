/** The page of all payments. */
export const HISTORY = 'src/pages/history/index.html';
