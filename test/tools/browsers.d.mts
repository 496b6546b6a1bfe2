/**
 * Path of an installed browser; undefined when there is none. The variables FAREBOX_CHROMIUM and
 * FAREBOX_FIREFOX come first, then PATH, then the usual places.
 */
export function browserPath(name: 'chromium' | 'firefox'): string | undefined;
