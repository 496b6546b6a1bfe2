// The oracle's own imports resolve from this folder, which has packages of its own.
import { decodePaymentRequest, PaymentRequest } from '@cashu/cashu-ts';

/** @cashu/cashu-ts 4.8.0: what it reads, in plain values. */
export function decodeCashu(text) {
  const request = decodePaymentRequest(text);
  return {
    id: request.id,
    amount: request.amount?.toString(),
    unit: request.unit,
    mints: request.mints ?? [],
    description: request.description,
    singleUse: request.singleUse ?? false,
    transports: (request.transport ?? []).map(({ type, target }) => ({ type, target })),
    lock: request.nut10 && {
      kind: request.nut10.kind,
      data: request.nut10.data,
      tags: request.nut10.tags ?? [],
    },
  };
}

/** Both encodings of a request. */
export function encodeCashu({ transports, id, amount, unit, mints, description, singleUse, lock }) {
  const request = new PaymentRequest(
    transports,
    id,
    amount,
    unit,
    mints,
    description,
    singleUse,
    lock,
  );
  return { creqA: request.toEncodedCreqA(), creqB: request.toEncodedCreqB() };
}
