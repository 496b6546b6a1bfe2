import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Server, startServer } from '../web.ts';
import { MintError } from './errors.ts';
import { type Keyset, makeKeyset } from './keys.ts';
import { type Books, openLedger } from './ledger.ts';
import type { Lightning } from './lightning.ts';
import { openMeltQuotes, openMintQuotes, SAT } from './quotes.ts';
import { readAmount, readInput, readList, readObject, readOutput, readText } from './read.ts';

/**
 * How the mint behaves: `down` answers 503 to everything; `mute` does what it is asked and hangs up
 * instead of answering what moves money; `hanging` takes requests and answers them when it becomes something else.
 */
export const MODES = ['up', 'down', 'mute', 'hanging'] as const;
export type Mode = (typeof MODES)[number];

export type Mint = Server & {
  become(mode: Mode): void;
  /** Resolves when a `hanging` mint has taken the next request. */
  holds(): Promise<void>;
  /** Swaps done since the start. */
  swaps(): number;
  /** Y of every proof that was spent (NUT-07). */
  spent(): readonly string[];
  books(unit: string): Books;
  /**
   * New keys for every unit, with another fee for a thousand inputs where one is given; the old ones sign no
   * more, but what they signed stays good.
   */
  rotate(feePpk?: bigint): void;
};

export type MintOptions = {
  readonly lightning: Lightning;
  readonly name?: string;
  /** Fee for a thousand inputs; absent: none. */
  readonly feePpk?: bigint;
  readonly units?: readonly string[];
  /** How it pays what is melted (NUT-05); absent: bolt11. */
  readonly melts?: readonly string[];
  /** Version of the keyset ids; absent: 1, the newer. */
  readonly version?: 0 | 1;
};

type Body = Record<string, unknown>;
type Route = (body: Body, id: string) => unknown;

const moving = ['/v1/swap', '/v1/mint/bolt11', '/v1/melt/bolt11'];

async function bodyOf(request: IncomingMessage): Promise<Body> {
  let text = '';
  for await (const part of request) text += String(part);
  if (text === '') return {};
  try {
    return readObject(JSON.parse(text));
  } catch {
    throw new MintError('form');
  }
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(
    JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? Number(each) : each)),
  );
}

function infoOf(
  name: string,
  units: readonly string[],
  feePpk: bigint,
  keys: string,
  melts: readonly string[],
) {
  const about = (method: string) =>
    units.map((unit) => ({ method, unit, min_amount: 1, max_amount: 1e6 }));
  return {
    name,
    pubkey: keys,
    version: 'LabMint/1.0',
    description: `Blind signatures for the tests, ${feePpk} ppk`,
    contact: [],
    nuts: {
      4: { methods: about('bolt11'), disabled: false },
      5: { methods: melts.flatMap(about), disabled: false },
      ...Object.fromEntries([7, 8, 9, 10, 11, 12, 14].map((nut) => [nut, { supported: true }])),
    },
  };
}

/** A Cashu mint with blind signatures of its own, whose quotes are paid over `lightning`. */
export async function startMint(options: MintOptions): Promise<Mint> {
  const { lightning, name = 'Mint in the lab', version = 1, melts = ['bolt11'] } = options;
  let { feePpk = 0n } = options;
  const units = options.units ?? Object.keys(SAT);
  const keysets: Keyset[] = [];
  const rotate = (nextFee = feePpk) => {
    feePpk = nextFee;
    for (const keyset of keysets) keyset.active = false;
    keysets.push(...units.map((unit) => makeKeyset(unit, feePpk, version)));
  };
  rotate();
  const ledger = openLedger(keysets);
  const mintQuotes = openMintQuotes(ledger, lightning);
  const meltQuotes = openMeltQuotes(ledger, lightning);
  let mode: Mode = 'up';
  let swaps = 0;

  const about = ({ id, unit, active, feePpk: ppk }: Keyset) => {
    return { id, unit, active, input_fee_ppk: ppk };
  };
  const keysOf = (list: readonly Keyset[]) => ({
    keysets: list.map((keyset) => ({ ...about(keyset), keys: keyset.publicKeys })),
  });
  const inputs = ({ inputs: list }: Body) => readList(list, readInput);
  const outputs = ({ outputs: list }: Body) => readList(list ?? [], readOutput);
  const routes: Record<string, Route> = {
    'GET /v1/info': () => infoOf(name, units, feePpk, keysets[0]?.publicKeys['1'] ?? '', melts),
    'GET /v1/keysets': () => ({ keysets: keysets.map(about) }),
    'GET /v1/keys': (_body, id) =>
      keysOf(keysets.filter((keyset) => (id === '' ? keyset.active : keyset.id === id))),
    'POST /v1/mint/quote/bolt11': ({ unit, amount }) =>
      mintQuotes.create(readText(unit), readAmount(amount)),
    'GET /v1/mint/quote/bolt11': (_body, id) => mintQuotes.get(id),
    'POST /v1/mint/bolt11': async (body) => ({
      signatures: await mintQuotes.issue(readText(body['quote']), outputs(body)),
    }),
    'POST /v1/swap': (body) => {
      const signatures = ledger.swap(inputs(body), outputs(body));
      swaps += 1;
      return { signatures };
    },
    'POST /v1/checkstate': ({ Ys }) => ({
      states: readList(Ys, readText).map((Y) => ({ Y, state: ledger.state(Y), witness: null })),
    }),
    'POST /v1/restore': (body) => {
      const known = outputs(body).filter((output) => ledger.signatureOf(output) !== undefined);
      return { outputs: known, signatures: known.map((output) => ledger.signatureOf(output)) };
    },
    'POST /v1/melt/quote/bolt11': ({ unit, request }) =>
      meltQuotes.create(readText(unit), readText(request)),
    'GET /v1/melt/quote/bolt11': (_body, id) => meltQuotes.get(id),
    'POST /v1/melt/bolt11': (body) =>
      meltQuotes.pay(readText(body['quote']), inputs(body), outputs(body)),
    'GET /lab/books': () => ({
      swaps,
      spent: ledger.spent(),
      units: Object.fromEntries(units.map((unit) => [unit, ledger.books(unit)])),
    }),
  };

  const held: (() => void)[] = [];
  let watchers: (() => void)[] = [];
  const hold = () =>
    new Promise<void>((done) => {
      held.push(done);
      const told = watchers;
      watchers = [];
      for (const tell of told) tell();
    });
  const become = (next: Mode) => {
    mode = next;
    if (next !== 'hanging') for (const go of held.splice(0)) go();
  };

  /** `/v1/keys/00ab` is answered by `/v1/keys` with the id `00ab`. */
  const routeOf = (method: string, path: string): [Route, string] | undefined => {
    const whole = routes[`${method} ${path}`];
    if (whole !== undefined) return [whole, ''];
    const cut = path.lastIndexOf('/');
    const parent = method === 'GET' ? routes[`GET ${path.slice(0, cut)}`] : undefined;
    return parent && [parent, decodeURIComponent(path.slice(cut + 1))];
  };

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url: path = '' } = request;
    const next = MODES.find((each) => path === `/lab/mode/${each}`);
    if (method === 'POST' && next !== undefined) {
      become(next);
      return answer(response, 200, { mode });
    }
    if (mode === 'hanging') await hold();
    if (mode === 'down' && !path.startsWith('/lab/')) return answer(response, 503, {});
    const found = routeOf(method, path);
    if (found === undefined) return answer(response, 404, { detail: 'Not Found' });
    const [route, id] = found;
    // As it was when the request came: what is done in the dark stays in the dark.
    const hangUp = mode === 'mute' && moving.includes(path);
    try {
      const value = await route(await bodyOf(request), id);
      if (hangUp) return void request.socket.destroy();
      answer(response, 200, value);
    } catch (error) {
      if (hangUp) return void request.socket.destroy();
      if (error instanceof MintError) {
        return answer(response, 400, { code: error.code, detail: error.message });
      }
      console.error('mint', path, error);
      answer(response, 500, {});
    }
  };
  const server = await startServer(serve);
  return {
    ...server,
    become,
    holds: () => new Promise((done) => watchers.push(done)),
    swaps: () => swaps,
    spent: ledger.spent,
    books: ledger.books,
    rotate,
  };
}
