// No install script runs, so its parts in C++ are not there: the same in JavaScript will do.
process.env.NODE_BACKEND = 'js';
const { default: bcoin } = await import('bcoin');
const { Address, Chain, Coin, KeyRing, Mempool, Miner, MTX, Network, TX } = bcoin.set('regtest');
// This version is older than the prefix that everybody else agreed on.
Network.get('regtest').addressPrefix.bech32 = 'bcrt';

export { Address, Chain, Coin, KeyRing, Mempool, Miner, MTX, TX };
