/** What the popup can do besides sending commands. */
export type PopupAct = {
  /** Shows another 402 of the same tab. */
  readonly show: (seenId: string) => void;
  /** Asks for the state anew. */
  readonly refresh: () => Promise<void>;
  /** Asks the browser for host access; straight from the click. */
  readonly allow: () => void;
  readonly openSettings: () => void;
  readonly close: () => void;
};
