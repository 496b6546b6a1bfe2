/** The repository. */
export const root: string;
/** Where builds and packages go. */
export const dist: string;
/** A failure that the person can act on: shown without a stack. */
export class SetupError extends Error {}
/** `npm ci` in a folder, unless what its lock file says is already there. */
export function installPackages(folder: string): void;
/** Makes ready what the scripts need. Throws SetupError with a line for the person. */
export function setup(options?: { browsers?: boolean }): void;
/** Runs a tool's main; its failure is one clear line and exit code 1. */
export function asProgram(main: () => unknown): Promise<void>;
