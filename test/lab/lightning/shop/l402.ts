import { randomBytes } from 'node:crypto';
import { answer, ask, type Call, type Counter, open, PRICE_SAT } from './counter.ts';
import { mint, tokenFault } from './tokens.ts';

/** The `WWW-Authenticate` lines of an offer. */
type Style = (token: string, bolt11: string) => readonly string[];

/** The header as the newest text, as the older one, and as aperture write it. */
export const styles = {
  macaroon: (token, bolt11) => [`L402 macaroon="${token}", invoice="${bolt11}"`],
  token: (token, bolt11) => [
    `L402 version="0", token="${token}", macaroon="${token}", invoice="${bolt11}"`,
  ],
  lsatFirst: (token, bolt11) => [
    `LSAT macaroon="${token}", invoice="${bolt11}"`,
    `L402 macaroon="${token}", invoice="${bolt11}"`,
  ],
} satisfies Record<string, Style>;

export type L402Options = {
  readonly style?: Style;
  /** Satoshi; `visit` counts the offers of this counter from 0. */
  readonly price?: (visit: number) => bigint;
  readonly expirySeconds?: number;
  /** What a token opens: all that begins with it. Default: the path itself. */
  readonly area?: string;
  /** The macaroon commits to another payment than the invoice. */
  readonly mismatch?: boolean;
  /** The body of the 402, HTML. */
  readonly body?: string;
  /** What a good token gets, at its `use`th use from 1. */
  readonly serve?: (call: Call, use: number, refuse: () => Promise<void>) => void | Promise<void>;
};

/** The offer's header lines for a new invoice. */
export async function l402Lines(call: Call, options: L402Options, visit = 0): Promise<string[]> {
  const { style = styles.macaroon, price = () => PRICE_SAT, area = call.path } = options;
  const { bolt11, paymentHash } = await call.merchant.invoice(
    price(visit),
    `Article ${call.path.slice(1)}`,
    options.expirySeconds,
  );
  const hash = options.mismatch ? randomBytes(32).toString('hex') : paymentHash;
  return [...style(mint(hash, area), bolt11)];
}

/** A counter that sells for L402 tokens. */
export function l402(options: L402Options = {}): Counter {
  const uses = new Map<string, number>();
  let visits = 0;
  const { serve = open } = options;
  return async (call) => {
    const refuse = async () => {
      const lines = await l402Lines(call, options, visits);
      visits += 1;
      call.response.setHeader('www-authenticate', lines);
      ask(call, options.body);
    };
    const given = /^(?:L402|LSAT) ([^:]+):([0-9a-f]{64})$/.exec(
      call.request.headers.authorization ?? '',
    );
    if (given === null) return refuse();
    const [, token = '', preimage = ''] = given;
    const fault = tokenFault(token, preimage, call.path);
    if (fault !== undefined) return answer(call, 401, 'No such token', fault);
    const use = (uses.get(token) ?? 0) + 1;
    uses.set(token, use);
    return serve(call, use, refuse);
  };
}
