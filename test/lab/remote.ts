import type { Calls, Mode } from './facilitator.ts';
import { LOG_PATH, type Logged } from './web.ts';

/** The lab's servers run in another process than the tests; these reach them. */

/** Every request that a server of the lab has seen since the last `forget`. */
export async function requestsOf(url: string): Promise<readonly Logged[]> {
  return (await (await fetch(url + LOG_PATH)).json()) as Logged[];
}

/** Empties the log of a server of the lab. */
export async function forget(url: string): Promise<void> {
  await fetch(url + LOG_PATH, { method: 'DELETE' });
}

const proofHeaders = [
  'payment-signature',
  'x-payment',
  'authorization',
  'sign-in-with-x',
  'x-cashu',
  'x-lightning',
];

/** The proof headers of a request, names in lower case. */
export const proofsOf = ({ headers }: Logged): (readonly [name: string, value: string])[] =>
  headers
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => proofHeaders.includes(name));

/** The requests that carried a proof: all that ever left with money in it. */
export async function paidRequestsOf(url: string): Promise<readonly Logged[]> {
  return (await requestsOf(url)).filter((request) => proofsOf(request).length > 0);
}

/** Makes the facilitator behave well or badly. */
export async function become(facilitatorUrl: string, mode: Mode): Promise<void> {
  const response = await fetch(`${facilitatorUrl}/lab/mode/${mode}`, { method: 'POST' });
  if (!response.ok) throw new Error(`no such mode: ${mode}`);
}

/** How often the shops called the facilitator. */
export async function callsOf(facilitatorUrl: string): Promise<Calls> {
  return (await (await fetch(`${facilitatorUrl}/lab/calls`)).json()) as Calls;
}
