import { withoutFragment } from '../core/http.ts';

/** Tabs whose document came by webRequest: nobody needs to ask it whether it was a 402. */
const answeredByNetwork = new Map<number, string>();

export function noteDocument(tabId: number, url: string): void {
  answeredByNetwork.set(tabId, withoutFragment(url));
}

export function cameByNetwork(tabId: number, url: string): boolean {
  return answeredByNetwork.get(tabId) === withoutFragment(url);
}

export function forgetDocument(tabId: number): void {
  answeredByNetwork.delete(tabId);
}
