import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** Which form for the first password is open: a page that has several shows one at a time. */
type PasswordChoice = {
  /** The one that is open, by where it stands. */
  readonly chosen: string;
  readonly choose: (place: string) => void;
};

const Context = createContext<PasswordChoice | undefined>(undefined);

export const PasswordChoiceProvider = Context.Provider;

/** Undefined where a page has one form alone. */
export function usePasswordChoice(): PasswordChoice | undefined {
  return useContext(Context);
}
