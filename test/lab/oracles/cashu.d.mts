export type CashuRequest = {
  id?: string | undefined;
  amount?: string | undefined;
  unit?: string | undefined;
  mints: string[];
  description?: string | undefined;
  singleUse: boolean;
  transports: { type: string; target: string }[];
  lock?: { kind: string; data: string; tags: string[][] } | undefined;
};

/** Throws on a broken request. */
export function decodeCashu(text: string): CashuRequest;

export function encodeCashu(
  request: Omit<CashuRequest, 'amount'> & { amount?: bigint | undefined },
): {
  creqA: string;
  creqB: string;
};
