import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** The site that was blocked by a press in this popup: that can be undone. */
type JustBlocked = {
  readonly origin: string | undefined;
  readonly note: (origin: string | undefined) => void;
};

const Context = createContext<JustBlocked>({ origin: undefined, note: () => undefined });

export const JustBlockedProvider = Context.Provider;

export function useJustBlocked(): JustBlocked {
  return useContext(Context);
}
