import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** How the popup came to be open. */
export type Opening = {
  /** Farebox opened it, without a press. */
  readonly byItself: boolean;
};

const Context = createContext<Opening>({ byItself: false });

export const OpeningProvider = Context.Provider;

export function useOpening(): Opening {
  return useContext(Context);
}
