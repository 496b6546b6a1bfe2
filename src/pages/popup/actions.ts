/** Sections of the settings that the popup leads to, by their ids. */
export type SettingsSection = 'password' | 'purse' | 'limits' | 'lightning' | 'ecash' | 'passes';

/** The section where a wallet is set up, as its view names it; a test checks that the settings page has it. */
export function sectionOf(settings: string): SettingsSection {
  return settings as SettingsSection;
}

/** What the popup can do besides sending commands. */
export type PopupAct = {
  /** Shows another 402 of the same tab. */
  readonly show: (seenId: string) => void;
  /** Asks the wallets of one 402 what they hold, and for the state anew. Resolves with whether they answered. */
  readonly checkBalance: (seenId: string) => Promise<boolean>;
  /** Asks the browser for host access; straight from the click. */
  readonly allow: () => void;
  /** Asks the browser for leave to save files; straight from the click. Resolves with whether it may. */
  readonly allowDownloads: () => Promise<boolean>;
  /** At a section of theirs, where one is named. */
  readonly openSettings: (section?: SettingsSection) => void;
  /** All payments, in a tab of their own. */
  readonly openHistory: () => void;
  /** All that developers want to see of this tab's requests, in a tab of its own. */
  readonly openInspector: () => void;
  /** The introduction, with its practice payment. */
  readonly openWelcome: () => void;
  readonly close: () => void;
};
