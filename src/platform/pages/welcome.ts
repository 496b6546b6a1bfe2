/** The page of the introduction, within the extension. */
export const WELCOME = 'src/pages/welcome/index.html';
