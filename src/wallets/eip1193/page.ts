// Functions that run in the page's world, and so each stands alone.

/** A wallet as a page announces it (https://eips.ethereum.org/EIPS/eip-6963). Anything may stand in it. */
export type Announced = {
  readonly uuid: string;
  readonly name: unknown;
  readonly icon: unknown;
};

/** What a provider answered, in a shape that comes out of the page whole. */
export type PageAnswer =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly code: unknown; readonly message: unknown };

/** The wallets that are announced in the page, and `window.ethereum` where none is. */
export function providersInPage(_: null): Announced[] {
  type Detail = { info?: { uuid?: unknown; name?: unknown; icon?: unknown }; provider?: unknown };
  const found: Announced[] = [];
  const hear = (event: Event) => {
    const { info, provider } = (event as CustomEvent<Detail>).detail ?? {};
    if (typeof info?.uuid !== 'string' || typeof provider !== 'object' || found.length > 8) return;
    found.push({ uuid: info.uuid, name: info.name, icon: info.icon });
  };
  window.addEventListener('eip6963:announceProvider', hear);
  window.dispatchEvent(new Event('eip6963:requestProvider'));
  window.removeEventListener('eip6963:announceProvider', hear);
  const { ethereum } = window as unknown as { ethereum?: { request?: unknown } };
  if (found.length === 0 && typeof ethereum?.request === 'function') {
    found.push({ uuid: '', name: undefined, icon: undefined });
  }
  return found;
}

/** Asks one of them. An empty `uuid`: `window.ethereum`. */
export async function askInPage(asked: {
  readonly uuid: string;
  readonly method: string;
  readonly params: readonly unknown[];
}): Promise<PageAnswer> {
  type Asks = { request(asked: { method: string; params: readonly unknown[] }): Promise<unknown> };
  type Detail = { info?: { uuid?: unknown }; provider?: Asks };
  const { uuid, method, params } = asked;
  let provider = uuid === '' ? (window as unknown as { ethereum?: Asks }).ethereum : undefined;
  const hear = (event: Event) => {
    const detail = (event as CustomEvent<Detail>).detail;
    if (detail?.info?.uuid === uuid) provider ??= detail.provider;
  };
  window.addEventListener('eip6963:announceProvider', hear);
  window.dispatchEvent(new Event('eip6963:requestProvider'));
  window.removeEventListener('eip6963:announceProvider', hear);
  if (provider === undefined) return { ok: false, code: 4900, message: 'no provider' };
  try {
    return { ok: true, result: (await provider.request({ method, params })) ?? null };
  } catch (error) {
    const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
    return { ok: false, code: Number(code), message: String(message) };
  }
}
