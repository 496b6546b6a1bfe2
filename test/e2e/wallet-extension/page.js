// The provider that it puts into pages (EIP-1193), and announces (EIP-6963).
{
  const provider = Object.freeze({
    request: async ({ method, params = [] }) => {
      const body = JSON.stringify({ method, params });
      const answer = await (await fetch(DESK, { method: 'POST', body })).json();
      if (answer.error === undefined) return answer.result;
      throw Object.assign(new Error(answer.error.message), answer.error);
    },
  });
  const icon =
    'data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22%20viewBox=%220%200%208%208%22%3E%3Ccircle%20cx=%224%22%20cy=%224%22%20r=%224%22%20fill=%22teal%22/%3E%3C/svg%3E';
  const info = { uuid: crypto.randomUUID?.() ?? 'lab', rdns: 'test.lab', name: 'Lab Wallet', icon };
  const detail = Object.freeze({ info: Object.freeze(info), provider });
  const announce = () => {
    window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
  };
  window.addEventListener('eip6963:requestProvider', announce);
  announce();
}
