export type MppxChallenge = {
  id: string;
  realm: string;
  method: string;
  intent: string;
  request: Record<string, unknown>;
  description?: string;
  digest?: string;
  expires?: string;
  header?: string;
  opaque?: string;
};

export const mppx: {
  serialize(challenge: MppxChallenge): string;
  /** Throws on the first broken challenge. */
  deserializeList(value: string): MppxChallenge[];
};

/** Throws on a broken invoice; does not check signatures. */
export function lightBolt11(text: string): {
  prefix?: string;
  /** Millisatoshi. */
  amount?: string;
  timestamp?: number;
  expiry?: number;
  paymentHash?: string;
  description?: string;
  descriptionHash?: string;
};

/** Throws on a broken invoice; does not check signatures. */
export function alby(text: string): {
  satoshi: number;
  timestamp: number;
  expiry?: number | null;
  paymentHash: string;
  description?: string | null;
};
