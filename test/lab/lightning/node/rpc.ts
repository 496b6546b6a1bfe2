/** Where a node's JSON-RPC is: plain data, for other processes. */
export type NodeAddress = {
  readonly url: string;
  readonly user: string;
  readonly password: string;
};

/** Calls a method of a node; rejects with what the node says. */
export type Rpc = <Result>(method: string, params?: object) => Promise<Result>;

type Answer<Result> = {
  readonly result?: Result;
  readonly error?: { readonly message?: string } | null;
};

/** JSON-RPC 2.0 over HTTP with a password. */
export const rpcOf =
  ({ url, user, password }: NodeAddress): Rpc =>
  async <Result>(method: string, params: object = {}) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${user}:${password}`)}` },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    const { result, error } = (await response.json()) as Answer<Result>;
    if (error) throw new Error(error.message ?? JSON.stringify(error));
    return result as Result;
  };
