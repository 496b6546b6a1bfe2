import type { Settings } from '../../core/rules/settings.ts';
import type { FirstRunStep } from '../../core/rules/settings-schema.ts';
import type {
  KeyRingView,
  LightningView,
  NetworkSetting,
  PurseView,
} from '../../messages/index.ts';

/** What the introduction draws: a function of this and nothing else. */
export type WelcomeModel = {
  readonly step: FirstRunStep;
  /** Whether the browser lets Farebox see the answers of websites. */
  readonly access: boolean;
  /** The button of Farebox is in sight; undefined where the browser does not tell. */
  readonly pinned?: boolean;
  readonly settings: Settings;
  readonly networks: readonly NetworkSetting[];
  readonly keyring: KeyRingView;
  readonly purse: PurseView;
  /** Undefined while it is being read. */
  readonly lightning?: LightningView;
};

/** What the introduction can do besides sending commands. */
export type WelcomeAct = {
  /** Goes to a step, and keeps that it was reached. */
  readonly go: (step: FirstRunStep) => void;
  /** Asks the browser for access to websites; straight from the click. */
  readonly allow: () => void;
  readonly openSettings: (section?: string) => void;
};

/** Whether there is something to pay from. */
export function hasWallet({ purse, lightning }: WelcomeModel): boolean {
  return purse.state !== 'none' || lightning?.state === 'connected';
}
