import type { InPage } from '../deps.ts';
import { type ExtensionPort, extensionProvider } from './extension.ts';
import { pageProvider } from './page-provider.ts';
import type { Provider } from './provider.ts';

/** A wallet extension that listens to others: its id in this browser, and its name where we vouch for it. */
export type WalletExtension = { readonly id: string; readonly name?: string };

export type FindDeps = {
  readonly inPage: InPage;
  /** Opens a port to another extension; undefined where there is none. */
  readonly connectTo: (id: string) => Promise<ExtensionPort | undefined>;
  /** The extensions to look for, the first first. */
  readonly walletExtensions: () => Promise<readonly WalletExtension[]>;
};

/** The first wallet extension that is there. It is asked without any page, and no page sees what it signs. */
export async function findExtension(deps: FindDeps): Promise<Provider | undefined> {
  const extensions = await deps.walletExtensions();
  const ports = await Promise.all(extensions.map(({ id }) => deps.connectTo(id)));
  let found: Provider | undefined;
  ports.forEach((port, at) => {
    if (port === undefined) return;
    if (found === undefined) found = extensionProvider(port, extensions[at]?.name);
    else port.close();
  });
  return found;
}

/** The wallet to be asked for a page: an extension, or else what the page itself announces. */
export async function findProvider(deps: FindDeps, tabId: number): Promise<Provider | undefined> {
  return (await findExtension(deps)) ?? (await pageProvider(deps.inPage, tabId));
}
