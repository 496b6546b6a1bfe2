/** What the tests can do with a gallery page. */
export type Stage = {
  /** What the pages asked for: commands with their input, and acts. */
  readonly calls: unknown[][];
  /** Whether wallets answer what they hold. */
  answers: boolean | Promise<boolean>;
  readonly names: readonly string[];
  /** Draws a scene, `later` ms after its moment; `keep` draws over what is there, as a tick does. */
  draw(name: string, language: string, later?: number, keep?: boolean): Promise<void>;
};
