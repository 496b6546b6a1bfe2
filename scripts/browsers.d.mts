/**
 * Path of an installed program; undefined when there is none. The variables FAREBOX_CHROMIUM,
 * FAREBOX_FIREFOX and FAREBOX_ELECTRUM come first, then PATH, then the usual places.
 */
export function programPath(name: 'chromium' | 'firefox' | 'electrum'): string | undefined;
/** Path of an installed browser, as `programPath` finds it. */
export function browserPath(name: 'chromium' | 'firefox'): string | undefined;
