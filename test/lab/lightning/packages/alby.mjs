import { WebSocket } from 'ws';

// Node 20 has none of its own, and Alby's client looks for it there.
globalThis.WebSocket ??= WebSocket;
const { NWCClient, NWCWalletService, NWCWalletServiceKeyPair } = await import('@getalby/sdk/nwc');

export { fetch402 } from '@getalby/lightning-tools/402';
export { Invoice } from '@getalby/lightning-tools/bolt11';
export { NWCClient, NWCWalletService, NWCWalletServiceKeyPair };
