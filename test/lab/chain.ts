import { createRequire } from 'node:module';
import {
  type Address,
  concat,
  createTestClient,
  type Hex,
  http,
  pad,
  parseEther,
  publicActions,
  walletActions,
} from 'viem';
import { baseSepolia } from 'viem/chains';
import { startChild } from './child.ts';
import {
  fiatToken,
  fiatTokenProxy,
  multicall3,
  proxySlots,
  signatureChecker,
  USDC,
  usdcAbi,
} from './usdc.ts';

/** One movement of USDC. `nonce`: of the EIP-3009 authorization that moved it. */
export type Transfer = {
  readonly to: Address;
  readonly amount: bigint;
  readonly hash: Hex;
  readonly nonce?: Hex;
};

/** A private Base Sepolia with Circle's real USDC, as any process can use it. Amounts in base units (6 decimals). */
export type ChainClient = {
  readonly rpcUrl: string;
  readonly chainId: 84532;
  readonly usdc: Address;
  /** The token's EIP-712 domain separator, as the contract itself says. */
  domainSeparator(): Promise<Hex>;
  mint(to: Address, amount: bigint): Promise<void>;
  balance(of: Address): Promise<bigint>;
  /** Gives 10 ETH for gas. */
  fund(to: Address): Promise<void>;
  authorizationState(authorizer: Address, nonce: Hex): Promise<boolean>;
  /** Uses a signed authorization, as a server does that has it. */
  redeem(authorization: Authorization, signature: Hex): Promise<void>;
  /** Every USDC transfer from this address since the chain began, oldest first: proves "exactly once". */
  transfers(from: Address): Promise<readonly Transfer[]>;
};

/** The message of EIP-3009; numbers as decimal strings, times in seconds. */
export type Authorization = {
  readonly from: Address;
  readonly to: Address;
  readonly value: string;
  readonly validAfter: string;
  readonly validBefore: string;
  readonly nonce: Hex;
};

/** The chain in the process that started it. */
export type Chain = ChainClient & { close(): Promise<void> };

/**
 * For `waitForTransactionReceipt`. While viem looks for a transaction that replaced ours, it misses the block that comes
 * meanwhile, and waits for the next one: here a block comes with a transaction only, so that takes three minutes.
 */
export const ANY_BLOCK = { checkReplacement: false } as const;

const MULTICALL3 = '0xcA11bde05977b3631167028862bE2a173976CA11';
/** The first and third of anvil's accounts, unlocked in it: token owner, and proxy admin. */
const OWNER = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const ADMIN = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';

/** The native binary: the npm wrapper would stay between us and the signal that ends it. */
function anvil(): string {
  const arch = process.arch === 'arm64' ? 'arm64' : 'amd64';
  const exe = process.platform === 'win32' ? 'anvil.exe' : 'anvil';
  const platform = process.platform === 'win32' ? 'win32' : process.platform;
  return createRequire(import.meta.url).resolve(`@foundry-rs/anvil-${platform}-${arch}/bin/${exe}`);
}

function clientFor(rpcUrl: string) {
  return createTestClient({
    mode: 'anvil',
    chain: baseSepolia,
    transport: http(rpcUrl),
    account: OWNER,
    pollingInterval: 20,
    cacheTime: 0,
  })
    .extend(publicActions)
    .extend(walletActions);
}
type Client = ReturnType<typeof clientFor>;

async function settled(client: Client, hash: Hex): Promise<Address> {
  const receipt = await client.waitForTransactionReceipt({ hash, ...ANY_BLOCK });
  if (receipt.status !== 'success') throw new Error(`lab chain: ${hash} reverted`);
  return receipt.contractAddress ?? '0x';
}

const deploy = async (client: Client, data: Hex) =>
  settled(client, await client.sendTransaction({ data }));

/** Puts the code that is at `from` at `to` as well. */
async function install(client: Client, from: Address, to: Address): Promise<void> {
  await client.setCode({
    address: to,
    bytecode: (await client.getCode({ address: from })) ?? '0x',
  });
}

async function installUsdc(client: Client): Promise<void> {
  const library = await deploy(client, signatureChecker());
  const implementation = await deploy(client, fiatToken(library));
  const proxy = await deploy(client, concat([fiatTokenProxy(), pad(implementation)]));
  await install(client, proxy, USDC);
  const { implementation: slot, admin } = proxySlots;
  await client.setStorageAt({ address: USDC, index: slot, value: pad(implementation) });
  // The admin cannot call through its own proxy, so it must not be the owner.
  await client.setStorageAt({ address: USDC, index: admin, value: pad(ADMIN) });
  const token = { address: USDC, abi: usdcAbi } as const;
  const people = [OWNER, OWNER, OWNER, OWNER] as const;
  const calls = [
    await client.writeContract({
      ...token,
      functionName: 'initialize',
      args: ['USDC', 'USDC', 'USD', 6, ...people],
    }),
    await client.writeContract({ ...token, functionName: 'initializeV2', args: ['USDC'] }),
    await client.writeContract({ ...token, functionName: 'initializeV2_1', args: [ADMIN] }),
    await client.writeContract({ ...token, functionName: 'initializeV2_2', args: [[], 'USDC'] }),
    await client.writeContract({
      ...token,
      functionName: 'configureMinter',
      args: [OWNER, 10n ** 15n],
    }),
  ];
  for (const hash of calls) await settled(client, hash);
}

/** Uses a lab chain that is already running, from any process. */
export function connectChain(rpcUrl: string): ChainClient {
  const client = clientFor(rpcUrl);
  const token = { address: USDC, abi: usdcAbi } as const;
  const logs = { address: token.address, fromBlock: 0n, toBlock: 'latest' } as const;
  return {
    rpcUrl,
    chainId: 84532,
    usdc: USDC,
    domainSeparator: () => client.readContract({ ...token, functionName: 'DOMAIN_SEPARATOR' }),
    mint: async (to, amount) => {
      const call = { ...token, functionName: 'mint', args: [to, amount] } as const;
      await settled(client, await client.writeContract(call));
    },
    balance: (of) => client.readContract({ ...token, functionName: 'balanceOf', args: [of] }),
    fund: (to) => client.setBalance({ address: to, value: parseEther('10') }),
    authorizationState: (...args) =>
      client.readContract({ ...token, functionName: 'authorizationState', args }),
    redeem: async ({ from, to, value, validAfter, validBefore, nonce }, signature) => {
      const numbers = [BigInt(value), BigInt(validAfter), BigInt(validBefore)] as const;
      const args = [from, to, ...numbers, nonce, signature] as const;
      const call = { ...token, functionName: 'transferWithAuthorization', args } as const;
      await settled(client, await client.writeContract(call));
    },
    transfers: async (from) => {
      const [moves, uses] = await Promise.all([
        client.getLogs({ ...logs, event: usdcAbi[9], args: { from }, strict: true }),
        client.getLogs({ ...logs, event: usdcAbi[10], args: { authorizer: from }, strict: true }),
      ]);
      return moves.map((move) => {
        const use = uses.find((each) => each.transactionHash === move.transactionHash);
        return {
          to: move.args.to,
          amount: move.args.value,
          hash: move.transactionHash,
          ...(use === undefined ? {} : { nonce: use.args.nonce }),
        };
      });
    },
  };
}

/** Starts the chain. Without `port` the system picks one. Throws when anvil does not start. */
export async function startChain(options: { port?: number } = {}): Promise<Chain> {
  const args = ['--host', '127.0.0.1', '--port', String(options.port ?? 0), '--chain-id', '84532'];
  const child = await startChild(anvil(), args, { ready: /Listening on 127\.0\.0\.1:(\d+)/ });
  const rpcUrl = `http://127.0.0.1:${child.ready[1]}`;
  const client = clientFor(rpcUrl);
  try {
    await installUsdc(client);
    await install(client, await deploy(client, multicall3()), MULTICALL3);
  } catch (error) {
    await child.close();
    throw error;
  }
  return { ...connectChain(rpcUrl), close: () => child.close() };
}
