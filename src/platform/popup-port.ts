/** The name of the port by which the popup's page is known to be open. A page that loads it loads no more for it. */
export const POPUP = 'popup';
