/** A chain by CAIP-2, such as `eip155:8453`. */
export type Caip2 = `${string}:${string}`;
