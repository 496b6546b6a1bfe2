/** Sections of the settings that the popup leads to, by their ids. */
export type SettingsSection = 'purse' | 'limits' | 'lightning' | 'ecash' | 'passes';

/** What the popup can do besides sending commands. */
export type PopupAct = {
  /** Shows another 402 of the same tab. */
  readonly show: (seenId: string) => void;
  /** Asks for the state anew. */
  readonly refresh: () => Promise<void>;
  /** Asks the browser for host access; straight from the click. */
  readonly allow: () => void;
  /** At a section of theirs, where one is named. */
  readonly openSettings: (section?: SettingsSection) => void;
  readonly close: () => void;
};
