/**
 * Of a tab without a 402: `seen`: Farebox saw what the page answered; `not-seen`: it did not, since it was not there
 * or could not look; `no-page`: the tab shows nothing that came over http(s).
 */
export type Knowledge = 'seen' | 'not-seen' | 'no-page';
